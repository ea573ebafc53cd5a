import { decideRefund, defaultParameters, policyFacts, type DisruptionFacts } from '#policy';
import type { MailData } from '../index.ts';

// The mail about a decision, where a disruption is paid back.

const rome = (text: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Rome').toInstant();
const link = 'https://numbers.example/refunds/r9';

const facts: DisruptionFacts = {
  subject: 'disruption',
  policy: policyFacts({ id: 1, parameters: defaultParameters }),
  currency: 'EUR',
  timeZone: 'Europe/Rome',
  today: Temporal.PlainDate.from('2022-04-20'),
  destination: 'credit',
  e164: '+390612345678',
  decidedAt: rome('2022-04-20T12:00'),
  incident: {
    id: 'i1',
    version: 1,
    from: rome('2022-04-12T06:00'),
    until: rome('2022-04-14T06:00'),
    services: ['voice'],
    fault: 'ours',
    proven: true,
    inScope: true,
    isCounted: false,
    givenMicros: 0n,
  },
  compensated: [],
  active: [{ from: rome('2022-04-10T09:00'), until: null }],
  periods: [
    {
      rentalId: 1n,
      fromMonth: 0,
      from: Temporal.PlainDate.from('2022-04-10'),
      until: Temporal.PlainDate.from('2022-05-10'),
      amountMicros: 4_000_000n,
      givenMicros: 0n,
      paidFrom: [
        { origin: 'promotion', paymentId: null, amountMicros: 200_000n },
        { origin: 'payment', paymentId: 'p1', amountMicros: 3_800_000n },
      ],
    },
  ],
  payments: [
    {
      id: 'p1',
      processor: 'paypal',
      amountMicros: 20_000_000n,
      feeMicros: 1_030_000n,
      paidBackMicros: 0n,
      paidBackFeeFreeMicros: 0n,
      feeRetainedMicros: 0n,
      succeededAt: rome('2022-04-10T09:00'),
      disputed: false,
    },
  ],
  debtMicros: 0n,
  turn: 3n,
};

export const disruptionsDecided: Readonly<Record<string, MailData<'refund_decided'>>> = {
  'a disruption, as credit': { decision: decideRefund(facts), link },
  'a disruption, in money as far as it was paid for': {
    decision: decideRefund({ ...facts, destination: 'payments' }),
    link,
  },
  'refused: a disruption that is not ours': {
    decision: decideRefund({ ...facts, incident: { ...facts.incident, fault: 'external' } }),
    link,
  },
};
