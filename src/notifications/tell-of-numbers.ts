import { walletBalance } from '#ledger';
import { dateAt, type Tx } from '#platform';
import { restorableUntil, versionInForce } from '#policy';
import {
  dismissedEvent,
  priceAnnouncedEvent,
  quarantinedEvent,
  quarantineReminderEvent,
  renewalDueSoonEvent,
  restoredEvent,
} from './events.ts';
import type { MailLinks, Tell } from './links.ts';
import { writeMail } from './write-mail.ts';

// The keys name the rental and the date or step, so that each thing is told once, however often its event is
// heard.

export const tellRenewalDueSoon: Tell = async (tx, context, links, { payload, occurredAt }) => {
  const { customerId, rentalId, e164, paidUntil, step, daysLeft, reason, amount } =
    renewalDueSoonEvent.parse(payload);
  const { parameters } = await versionInForce(tx, dateAt(occurredAt, context.operator.timeZone));
  await writeMail(tx, context, {
    key: `renewal_due_soon:${rentalId}:${paidUntil}:${step}`,
    customerId,
    about: 'renewal_due_soon',
    data: {
      e164,
      paidUntil,
      daysLeft: daysLeft ?? step,
      reason,
      priceMicros: amount,
      creditMicros: await creditOf(tx, customerId),
      restorableUntil: restorableUntil(paidUntil, parameters),
      link: remedyOf(links, reason, e164),
    },
  });
};

export const tellQuarantined: Tell = async (tx, context, links, { payload, occurredAt }) => {
  const { customerId, rentalId, e164, reason, amount, ...dates } = quarantinedEvent.parse(payload);
  const quarantinedOn = dateAt(occurredAt, context.operator.timeZone);
  await writeMail(tx, context, {
    key: `number_quarantined:${rentalId}:${quarantinedOn}`,
    customerId,
    about: 'number_quarantined',
    data: {
      e164,
      ...dates,
      quarantinedOn,
      reason,
      priceMicros: amount,
      creditMicros: await creditOf(tx, customerId),
      link: remedyOf(links, reason, e164),
    },
  });
};

export const tellStillQuarantined: Tell = async (tx, context, links, { payload, occurredAt }) => {
  const event = quarantineReminderEvent.parse(payload);
  const { customerId, rentalId, e164, reason, step, amount } = event;
  const today = dateAt(occurredAt, context.operator.timeZone);
  await writeMail(tx, context, {
    key: `quarantine_reminder:${rentalId}:${event.restorableUntil}:${step}`,
    customerId,
    about: 'quarantine_reminder',
    data: {
      e164,
      restorableUntil: event.restorableUntil,
      daysLeft: event.daysLeft ?? today.until(event.restorableUntil).days,
      reason,
      priceMicros: amount,
      creditMicros: await creditOf(tx, customerId),
      link: remedyOf(links, reason, e164),
    },
  });
};

export const tellRestored: Tell = async (tx, context, links, { payload }) => {
  const { customerId, rentalId, e164, paidUntil, amount, by } = restoredEvent.parse(payload);
  const creditMicros = await creditOf(tx, customerId);
  await writeMail(tx, context, {
    key: `number_restored:${rentalId}:${paidUntil}`,
    customerId,
    about: 'number_restored',
    data: { e164, paidUntil, paidMicros: amount, creditMicros, by, link: links.number(e164) },
  });
};

export const tellDismissed: Tell = async (tx, context, links, { payload, occurredAt }) => {
  const { customerId, rentalId, e164, country, city } = dismissedEvent.parse(payload);
  const dismissedOn = dateAt(occurredAt, context.operator.timeZone);
  await writeMail(tx, context, {
    key: `number_dismissed:${rentalId}`,
    customerId,
    about: 'number_dismissed',
    data: { e164, dismissedOn, link: links.catalogue(country, city ?? null) },
  });
};

export const tellPrice: Tell = async (tx, context, links, { payload }) => {
  const { customerId, rentalId, e164, appliesFrom, amount } = priceAnnouncedEvent.parse(payload);
  await writeMail(tx, context, {
    key: `price_announced:${rentalId}:${appliesFrom}:${amount}`,
    customerId,
    about: 'price_announced',
    data: { e164, monthlyMicros: amount, appliesFrom, link: links.number(e164) },
  });
};

/** Where the reader can do something about it. */
const remedyOf = (links: MailLinks, reason: 'renewal_off' | 'no_credit' | 'frozen', e164: string): string => {
  if (reason === 'frozen') return links.freeze;
  return reason === 'no_credit' ? links.topUp : links.number(e164);
};

/** What can be spent: holds are set aside for something in progress. */
const creditOf = async (tx: Tx, customerId: string): Promise<bigint> => {
  const { balanceMicros, heldMicros } = await walletBalance(tx, customerId);
  return balanceMicros - heldMicros;
};
