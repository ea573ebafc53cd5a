import { z } from 'zod';
import { acknowledgementsOf } from '#messaging';
import { amount, anId, countedId, date, id, number, type EventType } from './event-type.ts';

const sms: Omit<EventType, 'type' | 'from' | 'means'> = {
  audience: 'customer',
  privateFields: ['text'],
  data: z.object({
    customerId: id,
    messageId: id,
    rentalId: countedId,
    number,
    from: z.string().meta({ description: 'E.164, a short number or a name' }),
    text: z.string().nullable().meta({
      description:
        'Parts that are missing read […]. null to the operator, and until the customer acknowledged that SMS come without warranty',
    }),
    complete: z.boolean(),
    receivedAt: z.iso.datetime(),
  }),
  example: {
    customerId: anId,
    messageId: anId,
    rentalId: '1042',
    number: '+390612345678',
    from: 'Example',
    text: 'Your code is 123456',
    complete: true,
    receivedAt: '2026-04-09T22:00:00Z',
  },
  fill: async (tx, _context, { customerId, from, text }) => {
    const knows = (await acknowledgementsOf(tx, String(customerId))).length > 0;
    // What was forgotten meanwhile is not in the event any more.
    return { from: from ?? '', text: knows ? (text ?? null) : null };
  },
};

/** Calls, SMS, forwarding, and services that end. */
export const serviceEvents: readonly EventType[] = [
  {
    type: 'sms.received',
    from: 'messaging.received',
    means: 'An SMS arrived on a number. Where complete is false, parts of it are missing.',
    ...sms,
  },
  {
    type: 'sms.completed',
    from: 'messaging.completed',
    means: 'The missing parts of an SMS that was told before came after all.',
    ...sms,
  },
  {
    type: 'call.ended',
    from: 'voice.call_ended',
    means: 'A call to a number ended, or was refused. What it cost is in charge.',
    audience: 'customer',
    data: z.object({
      customerId: id.nullable(),
      callId: z.string(),
      number,
      caller: z.string(),
      target: z.string().nullable().meta({ description: 'Where it was forwarded to; null: nowhere' }),
      outcome: z.string().meta({ description: 'completed, cut (the credit ran out) or refused' }),
      reason: z.string(),
      talkSeconds: z.int(),
      billedSeconds: z.int(),
      charge: amount,
    }),
    example: {
      customerId: anId,
      callId: anId,
      number: '+390612345678',
      caller: '+393331234567',
      target: '+393337654321',
      outcome: 'completed',
      reason: 'hung_up',
      talkSeconds: 61,
      billedSeconds: 120,
      charge: '0.024',
    },
  },
  {
    type: 'caller_id.caught',
    from: 'caller_id.caught',
    means: 'The call or SMS with which another provider verifies a number as caller id arrived.',
    audience: 'customer',
    data: z.object({
      customerId: id,
      rentalId: countedId,
      number,
      verificationId: id,
      way: z.string().meta({ description: 'sms or call' }),
      hasCode: z.boolean().meta({ description: 'Whether its code could be read' }),
    }),
    example: {
      customerId: anId,
      rentalId: '1042',
      number: '+390612345678',
      verificationId: anId,
      way: 'sms',
      hasCode: true,
    },
  },
  {
    type: 'number.forwarding_changed',
    from: 'voice.forwarding_changed',
    means: 'Where the calls of a number go was changed.',
    audience: 'customer',
    data: z.object({ customerId: id, rentalId: countedId, number, before: z.string(), after: z.string() }),
    example: {
      customerId: anId,
      rentalId: '1042',
      number: '+390612345678',
      before: 'none',
      after: 'sip:me@example.net',
    },
  },
  {
    type: 'number.service_ends',
    from: 'voice.sunset_announced',
    means: 'Numbers of a customer are forwarded to a service whose end was announced.',
    audience: 'customer',
    data: z.object({ customerId: id, service: z.string(), numbers: z.array(number) }),
    example: { customerId: anId, service: 'phone-system', numbers: ['+390612345678'] },
  },
  {
    type: 'number.service_ends_soon',
    from: 'voice.sunset_reminder',
    means: 'Numbers of a customer are still forwarded to a service that ends in some days.',
    audience: 'customer',
    data: z.object({
      customerId: id,
      service: z.string(),
      lastDay: date,
      step: z.int(),
      daysLeft: z.int(),
      numbers: z.array(number),
    }),
    example: {
      customerId: anId,
      service: 'phone-system',
      lastDay: '2026-12-31',
      step: 30,
      daysLeft: 30,
      numbers: ['+390612345678'],
    },
  },
  {
    type: 'service.sunset_announced',
    from: 'suppliers.sunset_announced',
    means: 'It was announced that a service ends, or its dates were changed (a higher revision).',
    audience: 'everyone',
    data: z.object({ service: z.string(), revision: z.int(), closedFrom: date, lastDay: date }),
    example: { service: 'phone-system', revision: 1, closedFrom: '2026-05-01', lastDay: '2026-12-31' },
  },
];
