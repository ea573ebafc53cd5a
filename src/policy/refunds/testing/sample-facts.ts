import assert from 'node:assert/strict';
import { fromDecimal, toDecimal } from '#money';
import type { ProcessorName } from '../../parameters.ts';
import { decideRefund } from '../decide-refund.ts';
import type { CreditFacts, CreditOrigin, CreditPart, PaymentFacts } from '../facts.ts';

// Facts for tests, written as short as a story is told.

/** A payment as tests write it: amounts are decimals, and what is left out is as for a fresh payment. */
export interface SamplePayment {
  readonly id: string;
  readonly via: ProcessorName;
  readonly amount: string;
  /** null: not known yet. */
  readonly fee?: string | null;
  readonly paidBack?: string;
  readonly paidBackFeeFree?: string;
  readonly feeRetained?: string;
  readonly on?: string;
  readonly disputed?: boolean;
}

/** Unspent credit: what is left, and of which payment. */
export interface SamplePart {
  readonly left: string;
  readonly of?: string;
  readonly origin?: CreditOrigin;
}

export interface Sample {
  readonly payments: readonly SamplePayment[];
  /** In spending order. */
  readonly credit: readonly SamplePart[];
  readonly amount?: string;
  readonly retainedFees?: 'whole' | 'proportional';
  readonly today?: string;
  readonly destination?: CreditFacts['destination'];
}

export const creditFacts = (sample: Sample): CreditFacts => ({
  subject: 'credit',
  policy: {
    versionId: 1,
    retainedFees: sample.retainedFees ?? 'whole',
    refundableDays: { paypal: 180, card: null, bank: null },
  },
  currency: 'EUR',
  timeZone: 'Europe/Rome',
  today: Temporal.PlainDate.from(sample.today ?? '2022-04-01'),
  destination: sample.destination ?? 'payments',
  requestedMicros: sample.amount === undefined ? null : fromDecimal(sample.amount),
  parts: sample.credit.map(partOf),
  payments: sample.payments.map(paymentOf),
});

const partOf = ({ left, of, origin }: SamplePart, index: number): CreditPart => ({
  origin: origin ?? (of === undefined ? 'promotion' : 'payment'),
  paymentId: of ?? null,
  amountMicros: fromDecimal(left),
  turn: BigInt(index + 1),
  part: 0,
  fromPosition: BigInt(index) * 1_000_000_000n,
});

const paymentOf = (payment: SamplePayment, index: number): PaymentFacts => ({
  id: payment.id,
  processor: payment.via,
  amountMicros: fromDecimal(payment.amount),
  feeMicros: payment.fee === null ? null : fromDecimal(payment.fee ?? '0.00'),
  paidBackMicros: fromDecimal(payment.paidBack ?? '0.00'),
  paidBackFeeFreeMicros: fromDecimal(payment.paidBackFeeFree ?? '0.00'),
  feeRetainedMicros: fromDecimal(payment.feeRetained ?? '0.00'),
  succeededAt: payment.on
    ? Temporal.PlainDate.from(payment.on).toZonedDateTime('Europe/Rome').toInstant()
    : Temporal.Instant.from('2022-03-10T08:00:00Z').add({ hours: index }),
  disputed: payment.disputed ?? false,
});

/** Decides and compares with the decision as an accountant would note it: a line, and one for each payout. */
export const check = (sample: Sample, expected: string): void => {
  const decision = decideRefund(creditFacts(sample));
  const { outcome, clauses, grossMicros, retainedMicros, paidBackMicros } = decision;
  const [gross, retained, back] = [grossMicros, retainedMicros, paidBackMicros].map(toDecimal);
  const lines = [
    `${outcome} [${clauses.join(' ')}] gross ${gross} retained ${retained} back ${back}`,
    ...decision.payouts.map(({ paymentId, amountMicros, retainedMicros: fee, method }) =>
      [`${paymentId}: ${toDecimal(amountMicros)} and fee ${toDecimal(fee)}`, method].join(', '),
    ),
    ...decision.waitsFor.map((id) => `waits for the fee of ${id}`),
  ];
  assert.equal(lines.join('\n'), expected.trim().replaceAll(/\n\s+/g, '\n'));
};

// Payments that many tests speak of.
export const paypal50 = {
  id: 'p',
  via: 'paypal',
  amount: '50.00',
  fee: '2.05',
} as const satisfies SamplePayment;
export const card10 = { id: 'c', via: 'card', amount: '10.00', fee: '0.40' } as const satisfies SamplePayment;
export const paypal20 = {
  id: 'p',
  via: 'paypal',
  amount: '20.00',
  fee: '1.03',
} as const satisfies SamplePayment;
export const bank30 = { id: 'b', via: 'bank', amount: '30.00', fee: '0.00' } as const satisfies SamplePayment;
