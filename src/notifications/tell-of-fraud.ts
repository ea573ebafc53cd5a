import { walletBalance } from '#ledger';
import { caseById } from '#fraud';
import { dateAt } from '#platform';
import { appealRejectedEvent, fraudConfirmedEvent, fraudCaseEvent, fraudProposedEvent } from './events.ts';
import type { Tell } from './links.ts';
import { tellStaff } from './tell-staff.ts';
import { writeMail } from './write-mail.ts';

// A case is told of when it begins and when it ends; what staff have found is not in the mails.

export const tellFrozen: Tell = async (tx, context, links, { payload, occurredAt }) => {
  const { customerId, caseId, suspended, signal } = fraudProposedEvent.parse(payload);
  const { balanceMicros } = await walletBalance(tx, customerId);
  await writeMail(tx, context, {
    key: `account_frozen:${caseId}`,
    customerId,
    about: 'account_frozen',
    data: {
      frozenOn: dateAt(occurredAt, context.operator.timeZone),
      creditMicros: balanceMicros,
      suspended,
      link: links.freeze,
    },
  });
  // What staff propose, staff know of.
  if (signal === null) return;
  const [found] = (await caseById(tx, caseId)).evidence;
  await tellStaff(tx, context, {
    what: 'case',
    subject: caseId,
    customerId,
    text: found?.text ?? null,
    link: links.fraudCase(caseId),
  });
};

export const tellAppeal: Tell = async (tx, context, links, { id, payload }) => {
  const { customerId, caseId } = fraudCaseEvent.parse(payload);
  const { appeals } = await caseById(tx, caseId);
  await tellStaff(tx, context, {
    what: 'appeal',
    subject: `${caseId}:${id}`,
    customerId,
    text: appeals.at(-1)?.text ?? null,
    link: links.fraudCase(caseId),
  });
};

export const tellConfirmed: Tell = async (tx, context, links, { payload, occurredAt }) => {
  const { customerId, caseId, amount } = fraudConfirmedEvent.parse(payload);
  await writeMail(tx, context, {
    key: `funds_forfeited:${caseId}`,
    customerId,
    about: 'funds_forfeited',
    data: {
      confirmedOn: dateAt(occurredAt, context.operator.timeZone),
      forfeitedMicros: amount,
      link: links.freeze,
    },
  });
};

export const tellReleased: Tell = async (tx, context, links, { kind, payload, occurredAt }) => {
  const { customerId, caseId } = fraudCaseEvent.parse(payload);
  const { balanceMicros } = await walletBalance(tx, customerId);
  await writeMail(tx, context, {
    key: `account_released:${caseId}`,
    customerId,
    about: 'account_released',
    data: {
      releasedOn: dateAt(occurredAt, context.operator.timeZone),
      because: kind === 'fraud.upheld' ? 'upheld' : 'dismissed',
      creditMicros: balanceMicros,
      link: links.freeze,
    },
  });
};

export const tellAppealRejected: Tell = async (tx, context, links, { id, payload, occurredAt }) => {
  const { customerId, caseId, reason } = appealRejectedEvent.parse(payload);
  await writeMail(tx, context, {
    // There can be several appeals, one after the other.
    key: `appeal_rejected:${caseId}:${id}`,
    customerId,
    about: 'appeal_rejected',
    data: { decidedOn: dateAt(occurredAt, context.operator.timeZone), reason, link: links.freeze },
  });
};
