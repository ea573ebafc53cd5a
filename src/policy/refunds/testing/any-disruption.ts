import fc from 'fast-check';
import { microsPerCent } from '#money';
import { processorNames } from '../../parameters.ts';
import type { ChargedPeriod, CompensatedIncident, DisruptionFacts, PaymentFacts } from '../facts.ts';

// Arbitrary disruptions of a number that is rented by the month from 1 January 2022, in a zone whose days have 23 and 25 hours.

const start = Temporal.Instant.from('2022-01-01T00:00Z');
const anchor = Temporal.PlainDate.from('2022-01-01');

export const anyTime: fc.Arbitrary<{ from: Temporal.Instant; until: Temporal.Instant }> = fc
  .record({ minutes: fc.nat({ max: 170 * 1440 }), length: fc.integer({ min: 1, max: 20 * 1440 }) })
  .map(({ minutes, length }) => {
    const from = start.add({ minutes });
    return { from, until: from.add({ minutes: length }) };
  });

const payment = (index: number, amountMicros: bigint, disputed: boolean): PaymentFacts => ({
  id: `payment-${index}`,
  processor: processorNames[index % processorNames.length]!,
  amountMicros,
  feeMicros: null,
  paidBackMicros: 0n,
  paidBackFeeFreeMicros: 0n,
  feeRetainedMicros: 0n,
  succeededAt: start.add({ hours: index }),
  disputed,
});

/** A period paid from one or two payments, or in part from a promotion. */
const paidFrom = (index: number, amountMicros: bigint, share: bigint, gift: boolean) => {
  const first = (amountMicros * share) / 100n;
  const sources = [
    {
      origin: gift ? ('promotion' as const) : ('payment' as const),
      paymentId: gift ? null : `payment-${index}`,
      amountMicros: first,
    },
    { origin: 'payment' as const, paymentId: `payment-${index + 1}`, amountMicros: amountMicros - first },
  ];
  return sources.filter((source) => source.amountMicros > 0n);
};

export const disruptionFacts: fc.Arbitrary<DisruptionFacts> = fc
  .record({
    time: anyTime,
    goesOn: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
    fault: fc.constantFrom('ours' as const, 'ours' as const, 'ours' as const, 'external' as const),
    proven: fc.integer({ min: 0, max: 9 }).map((die) => die > 0),
    services: fc.subarray(['voice', 'forwarding', 'sms'], { minLength: 1 }),
    destination: fc.constantFrom('payments' as const, 'credit' as const),
    others: fc.array(anyTime, { maxLength: 3 }),
    quarantine: fc.option(anyTime),
    price: fc.integer({ min: 1, max: 2000 }),
    shares: fc.array(fc.bigInt({ min: 0n, max: 100n }), { minLength: 6, maxLength: 6 }),
    gift: fc.boolean(),
    disputed: fc.boolean(),
    debt: fc.constantFrom(0n, 0n, 0n, 5_000_000n),
  })
  .map((given) => {
    const amountMicros = BigInt(given.price) * microsPerCent;
    const periods: readonly ChargedPeriod[] = given.shares.map((share, index) => ({
      rentalId: 1n,
      fromMonth: index,
      from: anchor.add({ months: index }),
      until: anchor.add({ months: index + 1 }),
      amountMicros,
      givenMicros: 0n,
      paidFrom: paidFrom(index, amountMicros, share, given.gift),
    }));
    const compensated: readonly CompensatedIncident[] = given.others.map((time, index) => ({
      ...time,
      id: `other-${index}`,
      givenMicros: 0n,
    }));
    return {
      subject: 'disruption',
      policy: {
        versionId: 3,
        retainedFees: 'whole',
        refundableDays: { paypal: 180, card: null, bank: null },
      },
      currency: 'EUR',
      timeZone: 'Europe/Rome',
      today: Temporal.PlainDate.from('2022-08-01'),
      destination: given.destination,
      e164: '+390612345678',
      decidedAt: Temporal.Instant.from('2022-08-01T10:00Z'),
      incident: {
        id: 'incident',
        version: 1,
        from: given.time.from,
        until: given.goesOn ? null : given.time.until,
        services: given.services,
        fault: given.fault,
        proven: given.proven,
        inScope: true,
        isCounted: false,
        givenMicros: 0n,
      },
      compensated,
      active: given.quarantine
        ? [
            { from: start, until: given.quarantine.from },
            { from: given.quarantine.until, until: null },
          ]
        : [{ from: start, until: null }],
      periods,
      payments: given.shares.concat(0n).map((_, index) => payment(index, 100_000_000n, given.disputed)),
      debtMicros: given.debt,
      turn: 7n,
    };
  });
