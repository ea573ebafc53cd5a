import { z } from 'zod';
import { amount, anId, countedId, date, id, number, type EventType } from './event-type.ts';

const rental = { customerId: id, rentalId: countedId, number };
const exampleRental = { customerId: anId, rentalId: '1042', number: '+390612345678' };
const reason = z.enum(['renewal_off', 'no_credit']).meta({
  description: 'renewal_off: the customer stopped its renewal; no_credit: the credit did not suffice',
});

/** Numbers: bought, renewed, lost and had back. */
export const numberEvents: readonly EventType[] = [
  {
    type: 'number.bought',
    from: 'numbers.bought',
    means: 'A number was bought. Where documents are asked for, its first period has not started yet.',
    audience: 'customer',
    data: z.object({ ...rental, paidUntil: date.optional(), amount }),
    example: { ...exampleRental, paidUntil: '2026-04-10', amount: '4.00' },
  },
  {
    type: 'number.renewed',
    from: 'numbers.renewed',
    means: 'A number was renewed from the credit for the period that began: one event a period.',
    audience: 'customer',
    data: z.object({ ...rental, from: date, until: date, months: z.int(), amount, policyVersionId: z.int() }),
    example: {
      ...exampleRental,
      from: '2026-04-10',
      until: '2026-05-10',
      months: 1,
      amount: '4.00',
      policyVersionId: 1,
    },
  },
  {
    type: 'number.paid_ahead',
    from: 'numbers.paid_ahead',
    means: 'The holder paid the next periods of a number before they were due.',
    audience: 'customer',
    data: z.object({ ...rental, paidUntil: date, amount }),
    example: { ...exampleRental, paidUntil: '2026-10-10', amount: '24.00' },
  },
  {
    type: 'number.renewal_changed',
    from: 'numbers.renewal_changed',
    means:
      'The customer stopped the renewal of a number, or resumed it. Stopped, it works until it is paid, and is cancelled then.',
    audience: 'customer',
    data: z.object({ ...rental, renewal: z.boolean(), paidUntil: date.optional() }),
    example: { ...exampleRental, renewal: false, paidUntil: '2026-04-10' },
  },
  {
    type: 'number.renewal_due_soon',
    from: 'numbers.renewal_due_soon',
    means:
      'A number will be cancelled in some days: its renewal is stopped, or the credit does not suffice for all that falls due until then.',
    audience: 'customer',
    data: z.object({
      ...rental,
      paidUntil: date,
      daysLeft: z.int().optional(),
      step: z.int(),
      reason,
      amount,
    }),
    example: {
      ...exampleRental,
      paidUntil: '2026-04-10',
      daysLeft: 7,
      step: 7,
      reason: 'no_credit',
      amount: '4.00',
    },
  },
  {
    type: 'number.quarantined',
    from: 'numbers.quarantined',
    means: 'A number was cancelled. Its former holder can have it back until the quarantine ends.',
    audience: 'customer',
    data: z.object({ ...rental, paidUntil: date, restorableUntil: date, reason, amount }),
    example: {
      ...exampleRental,
      paidUntil: '2026-04-10',
      restorableUntil: '2026-05-14',
      reason: 'renewal_off',
      amount: '4.00',
    },
  },
  {
    type: 'number.quarantine_reminder',
    from: 'numbers.quarantine_reminder',
    means: 'A number is still in quarantine; `amount` is what having it back costs today.',
    audience: 'customer',
    data: z.object({
      ...rental,
      restorableUntil: date,
      daysLeft: z.int().optional(),
      step: z.int(),
      reason,
      amount,
    }),
    example: {
      ...exampleRental,
      restorableUntil: '2026-05-14',
      daysLeft: 14,
      step: 20,
      reason: 'no_credit',
      amount: '4.00',
    },
  },
  {
    type: 'number.restored',
    from: 'numbers.restored',
    means: 'A number came back from quarantine: its holder asked for it, or credit that arrived did it.',
    audience: 'customer',
    data: z.object({ ...rental, paidUntil: date, amount, by: z.enum(['customer', 'credit']) }),
    example: { ...exampleRental, paidUntil: '2026-06-10', amount: '8.00', by: 'customer' },
  },
  {
    type: 'number.dismissed',
    from: 'numbers.dismissed',
    means: 'The quarantine of a number ended: it is gone for good.',
    audience: 'customer',
    data: z.object({ ...rental, country: z.string(), city: z.string().nullish() }),
    example: { ...exampleRental, country: 'IT', city: 'rome' },
  },
  {
    type: 'number.suspended',
    from: 'numbers.suspended',
    means: 'A number does not work while a case of fraud is looked at; its calendar waits.',
    audience: 'customer',
    data: z.object({ ...rental, paidUntil: date }),
    example: { ...exampleRental, paidUntil: '2026-04-10' },
  },
  {
    type: 'number.resumed',
    from: 'numbers.resumed',
    means: 'A number that was suspended works again.',
    audience: 'customer',
    data: z.object({ ...rental, paidUntil: date }),
    example: { ...exampleRental, paidUntil: '2026-04-10' },
  },
  {
    type: 'number.price_announced',
    from: 'numbers.price_announced',
    means: 'A month of a number will have another price, from the first renewal on or after a date.',
    audience: 'customer',
    data: z.object({ ...rental, appliesFrom: date, amount }),
    example: { ...exampleRental, appliesFrom: '2026-05-01', amount: '4.50' },
  },
];
