import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromDecimal, toDecimal } from '#money';
import { decideRefund } from './decide-refund.ts';
import type { DisruptionFacts } from './facts.ts';

const rome = (text: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Rome').toInstant();
const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

interface Sample {
  readonly from: string;
  readonly to: string;
  /** [from, until), price. */
  readonly periods?: readonly (readonly [string, string, string])[];
  readonly active?: readonly (readonly [string, string | null])[];
  readonly destination?: 'payments' | 'credit';
  /** Already paid back with this number. */
  readonly others?: readonly (readonly [string, string, string])[];
  readonly given?: string;
  readonly debt?: string;
  readonly paidFrom?: readonly (readonly ['payment' | 'promotion', string | null, string])[];
}

const factsOf = (sample: Sample): DisruptionFacts => ({
  subject: 'disruption',
  policy: { versionId: 1, retainedFees: 'whole', refundableDays: { paypal: 180, card: null, bank: null } },
  currency: 'EUR',
  timeZone: 'Europe/Rome',
  today: date('2022-06-01'),
  destination: sample.destination ?? 'credit',
  e164: '+390612345678',
  decidedAt: rome('2022-06-01T10:00'),
  incident: {
    id: 'i',
    version: 1,
    from: rome(sample.from),
    until: rome(sample.to),
    services: ['voice'],
    fault: 'ours',
    proven: true,
    inScope: true,
    isCounted: sample.given !== undefined,
    givenMicros: fromDecimal(sample.given ?? '0.00'),
  },
  compensated: (sample.others ?? []).map(([from, to, given], index) => ({
    id: `other-${index}`,
    from: rome(from),
    until: rome(to),
    givenMicros: fromDecimal(given),
  })),
  active: (sample.active ?? [['2022-01-01T00:00', null]]).map(([from, until]) => ({
    from: rome(from),
    until: until === null ? null : rome(until),
  })),
  periods: (sample.periods ?? [['2022-04-10', '2022-05-10', '4.00']]).map(([from, until, price], index) => ({
    rentalId: 1n,
    fromMonth: index,
    from: date(from),
    until: date(until),
    amountMicros: fromDecimal(price),
    givenMicros: 0n,
    paidFrom: (sample.paidFrom ?? [['payment', 'p', price]]).map(([origin, paymentId, amount]) => ({
      origin,
      paymentId,
      amountMicros: fromDecimal(amount),
    })),
  })),
  payments: [
    {
      id: 'p',
      processor: 'paypal',
      amountMicros: fromDecimal('50.00'),
      feeMicros: fromDecimal('2.05'),
      paidBackMicros: 0n,
      paidBackFeeFreeMicros: 0n,
      feeRetainedMicros: 0n,
      succeededAt: rome('2022-04-10T09:00'),
      disputed: false,
    },
  ],
  debtMicros: fromDecimal(sample.debt ?? '0.00'),
  turn: 5n,
});

const check = (sample: Sample, expected: string): void => {
  const decision = decideRefund(factsOf(sample));
  const { outcome, clauses, paidBackMicros, toCreditMicros, retainedMicros, lines } = decision;
  assert.equal(retainedMicros, 0n);
  const deciding = lines.filter((line) => line.decided).map(({ finding }) => finding);
  assert.equal(
    `${outcome} [${clauses.join(' ')}] paid ${toDecimal(paidBackMicros)} credit ${toDecimal(toCreditMicros)}: ${deciding.join(', ')}`,
    expected,
  );
};

describe('a disruption', () => {
  const twoDays = { from: '2022-04-12T06:00', to: '2022-04-14T06:00' };

  it('is paid back by time, rounded up to the cent (Example E)', () => {
    check(twoDays, 'granted [R3] paid 0.00 credit 0.27: given_back');
    check(
      { ...twoDays, destination: 'payments' },
      'granted [R3] paid 0.27 credit 0.00: given_back, paid_back',
    );
  });

  it('of a second costs a cent, once', () => {
    check(
      { from: '2022-04-12T06:00:00', to: '2022-04-12T06:00:01' },
      'granted [R3] paid 0.00 credit 0.01: given_back',
    );
  });

  it('across two periods is computed for each, added, and rounded once', () => {
    // 24 h of 720 at 4.00 and 24 h of 744 at 6.00: 0.1333… + 0.1935… = 0.3268…, where 0.14 + 0.20 would be 0.34.
    check(
      {
        from: '2022-05-09T00:00',
        to: '2022-05-11T00:00',
        periods: [
          ['2022-04-10', '2022-05-10', '4.00'],
          ['2022-05-10', '2022-06-10', '6.00'],
        ],
      },
      'granted [R3] paid 0.00 credit 0.33: given_back',
    );
  });

  it('of a day of 23 hours in a period that is an hour shorter is counted as it was', () => {
    // 23 h of 743: 74.30 × 23 ÷ 743 = 2.30 exactly, where calendar days would give 74.30 ÷ 31 = 2.3968.
    check(
      {
        from: '2022-03-27T00:00',
        to: '2022-03-28T00:00',
        periods: [['2022-03-10', '2022-04-10', '74.30']],
      },
      'granted [R3] paid 0.00 credit 2.30: given_back',
    );
  });

  it('counts neither before the activation nor in quarantine', () => {
    check(
      { ...twoDays, active: [['2022-04-13T06:00', null]] },
      'granted [R3] paid 0.00 credit 0.14: given_back',
    );
    check(
      { ...twoDays, active: [['2022-04-10T00:00', '2022-04-12T06:00']] },
      'refused [R3] paid 0.00 credit 0.00: nothing_disrupted',
    );
  });

  it('that overlaps another is paid back for the rest of its time', () => {
    check(
      {
        from: '2022-04-13T06:00',
        to: '2022-04-15T06:00',
        others: [['2022-04-12T06:00', '2022-04-14T06:00', '0.27']],
      },
      'granted [R3] paid 0.00 credit 0.14: difference_given_back',
    );
    check(
      {
        from: '2022-04-13T06:00',
        to: '2022-04-14T06:00',
        others: [['2022-04-12T06:00', '2022-04-14T06:00', '0.27']],
      },
      'refused [R3] paid 0.00 credit 0.00: counted_with_others',
    );
  });

  it('that touches another but does not overlap it is paid back in full', () => {
    check(
      {
        from: '2022-04-14T06:00',
        to: '2022-04-16T06:00',
        others: [['2022-04-12T06:00', '2022-04-14T06:00', '0.27']],
      },
      'granted [R3] paid 0.00 credit 0.27: given_back',
    );
  });

  it('whose times were corrected gives the difference, and never takes back', () => {
    check({ ...twoDays, given: '0.14' }, 'granted [R3] paid 0.00 credit 0.13: difference_given_back');
    check({ ...twoDays, given: '0.27' }, 'refused [R3] paid 0.00 credit 0.00: already_given_back');
    check({ ...twoDays, given: '1.00' }, 'refused [R3] paid 0.00 credit 0.00: already_given_back');
  });

  it('of a period paid from promotional credit gives promotional credit, in no case money', () => {
    const paidFrom = [
      ['promotion', null, '0.20'],
      ['payment', 'p', '3.80'],
    ] as const;
    check({ ...twoDays, paidFrom }, 'granted [R3] paid 0.00 credit 0.27: given_back');
    check(
      { ...twoDays, paidFrom, destination: 'payments' },
      'partly [R3 N5] paid 0.07 credit 0.20: given_back, promotional_credit, paid_back',
    );
  });

  it('of a customer in debt pays the debt first', () => {
    check(
      { ...twoDays, debt: '3.00', destination: 'payments' },
      'partly [R3] paid 0.00 credit 0.27: given_back, pays_the_debt',
    );
  });

  it('never gives back more than was paid', () => {
    check(
      { ...twoDays, from: '2022-04-01T00:00', to: '2022-05-20T00:00' },
      'granted [R3] paid 0.00 credit 4.00: given_back',
    );
    const tiny = { ...twoDays, periods: [['2022-04-10', '2022-05-10', '0.005']] } as const;
    check(
      { ...tiny, paidFrom: [['payment', 'p', '0.005']] },
      'partly [R3] paid 0.00 credit 0.005: given_back_in_part',
    );
  });
});
