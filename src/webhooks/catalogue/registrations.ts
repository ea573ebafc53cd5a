import { z } from 'zod';
import { anId, countedId, date, id, number, type EventType } from './event-type.ts';

const registration = { customerId: id, registrationId: id, rentalId: countedId, number };
const example = { customerId: anId, registrationId: anId, rentalId: '1042', number: '+34910000001' };
const rental = { customerId: id, rentalId: countedId, number };
const exampleRental = { customerId: anId, rentalId: '1042', number: '+34910000001' };

/** The documents that some numbers need (R2). What exactly is missing or wrong, the API tells. */
export const registrationEvents: readonly EventType[] = [
  {
    type: 'registration.missing',
    from: 'compliance.missing',
    means: 'The documents that a number needs are not handed in, and the deadline comes nearer.',
    audience: 'customer',
    data: z.object({ ...registration, deadline: date, daysLeft: z.int() }),
    example: { ...example, deadline: '2026-04-10', daysLeft: 7 },
  },
  {
    type: 'registration.submitted',
    from: 'compliance.submitted',
    means: 'The documents were handed in and wait for their review.',
    audience: 'customer',
    data: z.object(registration),
    example,
  },
  {
    type: 'registration.approved',
    from: 'compliance.approved',
    means: 'The review approved the documents; the number becomes active.',
    audience: 'customer',
    data: z.object(registration),
    example,
  },
  {
    type: 'registration.rejected',
    from: 'compliance.rejected',
    means:
      'The review rejected the documents. They can be corrected until the deadline, unless it is too late.',
    audience: 'customer',
    data: z.object({ ...registration, deadline: date, tooLate: z.boolean(), note: z.string().nullable() }),
    example: { ...example, deadline: '2026-04-10', tooLate: false, note: 'The second page is missing.' },
  },
  {
    type: 'number.activated',
    from: 'numbers.activated',
    means: 'A number that waited for documents is active; its first period began.',
    audience: 'customer',
    data: z.object({ ...rental, paidUntil: date }),
    example: { ...exampleRental, paidUntil: '2026-05-10' },
  },
  {
    type: 'number.released',
    from: 'numbers.released',
    means: 'A number whose documents could not be had was released; its price is credit again.',
    audience: 'customer',
    data: z.object({ ...rental, country: z.string(), city: z.string().nullish(), released: z.string() }),
    example: { ...exampleRental, country: 'ES', city: 'madrid', released: 'deadline' },
  },
];
