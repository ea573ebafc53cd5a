import fc from 'fast-check';
import { microsPerCent } from '#money';
import { processorNames } from '../../parameters.ts';
import type {
  CallsFacts,
  CreditFacts,
  CreditPart,
  PaymentFacts,
  RefundFacts,
  RentalFacts,
  SmsFacts,
} from '../facts.ts';
import { disruptionFacts } from './any-disruption.ts';

// Arbitrary facts for properties: payments with what is left of them, promotions between, requests of any size.

export const sum = (amounts: readonly bigint[]): bigint =>
  amounts.reduce((total, amount) => total + amount, 0n);

export const micros = (most: number): fc.Arbitrary<bigint> =>
  fc.oneof(
    fc.nat({ max: most / 10_000 }).map((cents) => BigInt(cents) * microsPerCent),
    fc.nat({ max: most }).map(BigInt),
  );

/** A payment of up to 50.00 and the credit that is left of it: at most what it brought in. */
const paidCredit = fc
  .record({
    id: fc.uuid(),
    processor: fc.constantFrom(...processorNames),
    cents: fc.integer({ min: 1, max: 5000 }),
    fee: micros(3_000_000),
    feeIsKnown: fc.integer({ min: 0, max: 9 }).map((die) => die > 0),
    disputed: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
    succeededAt: fc
      .nat({ max: 400 * 24 })
      .map((hours) => Temporal.Instant.from('2021-04-01T00:00Z').add({ hours })),
    left: fc.array(
      fc.record({
        origin: fc.constantFrom('payment' as const, 'registration' as const, 'disruption' as const),
        share: fc.integer({ min: 1, max: 1000 }),
        turn: fc.integer({ min: 1, max: 50 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ id, processor, cents, fee, feeIsKnown, disputed, succeededAt, left }) => {
    const amountMicros = BigInt(cents) * microsPerCent;
    const payment: PaymentFacts = {
      id,
      processor,
      amountMicros,
      feeMicros: feeIsKnown ? fee : null,
      paidBackMicros: 0n,
      paidBackFeeFreeMicros: 0n,
      feeRetainedMicros: 0n,
      succeededAt,
      disputed,
    };
    const parts = left.map(({ origin, share, turn }, part) => ({
      origin,
      paymentId: id,
      amountMicros: (amountMicros * BigInt(share)) / 3000n,
      turn: BigInt(turn),
      part,
      fromPosition: 0n,
    }));
    return { payment, parts: parts.filter((part) => part.amountMicros > 0n) };
  });

const promotion = fc
  .record({
    amountMicros: micros(9_000_000).filter((amount) => amount > 0n),
    turn: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ amountMicros, turn }): CreditPart => ({
    origin: 'promotion',
    paymentId: null,
    amountMicros,
    turn: BigInt(turn),
    part: 0,
    fromPosition: 0n,
  }));

const laid = (parts: readonly CreditPart[]): readonly CreditPart[] =>
  parts.map((part, index) => ({ ...part, fromPosition: BigInt(index) * 100_000_000n }));

export const creditFacts: fc.Arbitrary<CreditFacts> = fc
  .record({
    retainedFees: fc.constantFrom('whole' as const, 'proportional' as const),
    paid: fc.uniqueArray(paidCredit, { maxLength: 5, selector: ({ payment }) => payment.id }),
    promotions: fc.array(promotion, { maxLength: 2 }),
    requestedMicros: fc.option(micros(80_000_000).filter((amount) => amount > 0n)),
  })
  .map(({ retainedFees, paid, promotions, requestedMicros }) => ({
    subject: 'credit',
    policy: { versionId: 3, retainedFees, refundableDays: { paypal: 180, card: null, bank: 400 } },
    currency: 'EUR',
    timeZone: 'Europe/Rome',
    today: Temporal.PlainDate.from('2022-05-01'),
    destination: 'payments',
    requestedMicros,
    parts: laid([...paid.flatMap(({ parts }) => parts), ...promotions]),
    payments: paid.map(({ payment }) => payment),
  }));

const day = fc.nat({ max: 1000 }).map((days) => Temporal.PlainDate.from('2022-01-01').add({ days }));
const rentalFacts: fc.Arbitrary<RentalFacts> = fc
  .record({
    days: fc.integer({ min: 1, max: 366 }),
    from: day,
    amountMicros: micros(9_000_000),
    isPaid: fc.boolean(),
  })
  .map(({ days, from, amountMicros, isPaid }) => ({
    subject: 'rental',
    policy: { versionId: 3, retainedFees: 'whole', refundableDays: { paypal: 180, card: null, bank: null } },
    currency: 'EUR',
    timeZone: 'Europe/Rome',
    today: from,
    e164: '+390612345678',
    period: isPaid ? { from, until: from.add({ days }), amountMicros } : null,
  }));

const shared = {
  policy: { versionId: 3, retainedFees: 'whole', refundableDays: { paypal: 180, card: null, bank: null } },
  currency: 'EUR',
  timeZone: 'Europe/Rome',
  today: Temporal.PlainDate.from('2022-05-01'),
} as const;
const e164 = fc.option(fc.constant('+390612345678'));
const callsFacts: fc.Arbitrary<CallsFacts> = fc
  .record({ e164, spentMicros: micros(9_000_000) })
  .map((given) => ({ subject: 'calls', ...shared, ...given }));
const smsFacts: fc.Arbitrary<SmsFacts> = fc
  .record({ e164 })
  .map((given) => ({ subject: 'sms', ...shared, ...given }));

export const anyFacts: fc.Arbitrary<RefundFacts> = fc.oneof(
  { weight: 9, arbitrary: creditFacts },
  { weight: 1, arbitrary: rentalFacts },
  { weight: 1, arbitrary: callsFacts },
  { weight: 1, arbitrary: smsFacts },
  { weight: 4, arbitrary: disruptionFacts },
);
