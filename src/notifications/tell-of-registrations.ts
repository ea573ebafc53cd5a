import { registrationInFull, registrationOfRental, type Missing, type Reason } from '#compliance';
import { dateAt, type Tx } from '#platform';
import { numberActivatedEvent, numberReleasedEvent, registrationEvent } from './events.ts';
import type { Tell } from './links.ts';
import { writeMail } from './write-mail.ts';

export const tellRegistrationMissing: Tell = async (tx, context, links, { payload }) => {
  const event = registrationEvent.parse(payload);
  const { customerId, registrationId, e164, deadline, daysLeft = 0 } = event;
  await writeMail(tx, context, {
    key: `registration_missing:${registrationId}:${deadline}:${daysLeft}`,
    customerId,
    about: 'registration_missing',
    data: {
      e164,
      deadline,
      daysLeft,
      what: { kind: 'missing', missing: payload['missing'] as readonly Missing[] },
      link: links.registration(registrationId),
    },
  });
};

export const tellRegistrationRejected: Tell = async (tx, context, links, { payload, occurredAt }) => {
  const event = registrationEvent.parse(payload);
  const { customerId, registrationId, e164, deadline, no, tooLate, note = null } = event;
  // The number is released at once then, and that mail says why.
  if (tooLate === true) return;
  await writeMail(tx, context, {
    key: `registration_rejected:${registrationId}:${no}`,
    customerId,
    about: 'registration_missing',
    data: {
      e164,
      deadline,
      daysLeft: dateAt(occurredAt, context.operator.timeZone).until(deadline).days,
      what: { kind: 'rejected', reasons: payload['reasons'] as readonly Reason[], note },
      link: links.registration(registrationId),
    },
  });
};

export const tellActivated: Tell = async (tx, context, links, { payload }) => {
  const { customerId, rentalId, e164, paidUntil } = numberActivatedEvent.parse(payload);
  await writeMail(tx, context, {
    key: `registration_approved:${rentalId}`,
    customerId,
    about: 'registration_approved',
    data: { e164, paidUntil, link: links.number(e164) },
  });
};

export const tellNumberReleased: Tell = async (tx, context, links, { payload }) => {
  const { customerId, rentalId, e164, released, country, city } = numberReleasedEvent.parse(payload);
  // Who gave it up is told what was decided, and knows the rest.
  if (released === 'customer') return;
  await writeMail(tx, context, {
    key: `number_released:${rentalId}`,
    customerId,
    about: 'number_released',
    data: {
      e164,
      cause: released,
      ...(await lastWords(tx, BigInt(rentalId))),
      link: links.catalogue(country, city ?? null),
    },
  });
};

/** What the last review rejected. */
const lastWords = async (
  tx: Tx,
  rentalId: bigint,
): Promise<{ readonly reasons: readonly Reason[]; readonly note: string | null }> => {
  const registration = await registrationOfRental(tx, rentalId);
  const review = registration && (await registrationInFull(tx, registration)).reviews.at(-1);
  return { reasons: review?.reasons ?? [], note: review?.note ?? null };
};
