import { fromDecimal, toDecimal } from '#money';
import { z } from 'zod';
import { processorNames } from '../../parameters.ts';
import type { CommonFacts, CreditPart, CreditSource, PaidPeriod, PaymentFacts } from '../facts.ts';

// What the documents of all subjects are made of: amounts are decimal strings, dates are ISO, and the keys
// have one order, so that equal decisions are equal bytes.

export const amount = z.string().regex(/^-?\d+\.\d{2,6}$/);
export const integer = z.string().regex(/^\d+$/);
export const date = z.iso.date();
export const instant = z.iso.datetime();
const daysOrNoLimit = z.int().nullable();

const origin = z.enum(['payment', 'promotion', 'registration', 'disruption', 'goodwill']);

export const creditSource = z.strictObject({ origin, paymentId: z.string().nullable(), amount });

export const part = z.strictObject({
  origin,
  paymentId: z.string().nullable(),
  amount,
  turn: integer,
  part: z.int(),
  fromPosition: integer,
});

export const payment = z.strictObject({
  id: z.string(),
  processor: z.enum(processorNames),
  amount,
  fee: amount.nullable(),
  paidBack: amount,
  paidBackFeeFree: amount,
  feeRetained: amount,
  // Left out: nothing was lost of it in a dispute.
  lost: amount.optional(),
  succeededAt: instant,
  disputed: z.boolean(),
});

export const period = z.strictObject({ from: date, until: date, amount });

/** The keys that the facts of every subject have. */
export const common = {
  policy: z.strictObject({
    versionId: z.int(),
    retainedFees: z.enum(['whole', 'proportional']),
    refundableDays: z.strictObject({ paypal: daysOrNoLimit, card: daysOrNoLimit, bank: daysOrNoLimit }),
  }),
  currency: z.string(),
  timeZone: z.string(),
  today: date,
  frozen: z.literal(true).optional(),
};

const commonSchema = z.strictObject(common);
type CommonDocument = z.output<typeof commonSchema>;

export const commonToDocument = (given: CommonFacts): CommonDocument => {
  const { versionId, retainedFees, refundableDays } = given.policy;
  const { paypal, card, bank } = refundableDays;
  return {
    policy: { versionId, retainedFees, refundableDays: { paypal, card, bank } },
    currency: given.currency,
    timeZone: given.timeZone,
    today: given.today.toString(),
    ...(given.frozen && { frozen: given.frozen }),
  };
};

export const commonFromDocument = (document: CommonDocument): CommonFacts => ({
  policy: document.policy,
  currency: document.currency,
  timeZone: document.timeZone,
  today: Temporal.PlainDate.from(document.today),
  ...(document.frozen && { frozen: document.frozen }),
});

export const periodToDocument = (given: PaidPeriod): z.output<typeof period> => ({
  from: given.from.toString(),
  until: given.until.toString(),
  amount: toDecimal(given.amountMicros),
});

export const periodFromDocument = (document: z.output<typeof period>): PaidPeriod => ({
  from: Temporal.PlainDate.from(document.from),
  until: Temporal.PlainDate.from(document.until),
  amountMicros: fromDecimal(document.amount),
});

export const sourceToDocument = (given: CreditSource): z.output<typeof creditSource> => ({
  origin: given.origin,
  paymentId: given.paymentId,
  amount: toDecimal(given.amountMicros),
});

export const sourceFromDocument = (document: z.output<typeof creditSource>): CreditSource => ({
  origin: document.origin,
  paymentId: document.paymentId,
  amountMicros: fromDecimal(document.amount),
});

export const partToDocument = (given: CreditPart): z.output<typeof part> => ({
  origin: given.origin,
  paymentId: given.paymentId,
  amount: toDecimal(given.amountMicros),
  turn: String(given.turn),
  part: given.part,
  fromPosition: String(given.fromPosition),
});

export const partFromDocument = (document: z.output<typeof part>): CreditPart => ({
  origin: document.origin,
  paymentId: document.paymentId,
  amountMicros: fromDecimal(document.amount),
  turn: BigInt(document.turn),
  part: document.part,
  fromPosition: BigInt(document.fromPosition),
});

export const paymentToDocument = (given: PaymentFacts): z.output<typeof payment> => ({
  id: given.id,
  processor: given.processor,
  amount: toDecimal(given.amountMicros),
  fee: given.feeMicros === null ? null : toDecimal(given.feeMicros),
  paidBack: toDecimal(given.paidBackMicros),
  paidBackFeeFree: toDecimal(given.paidBackFeeFreeMicros),
  feeRetained: toDecimal(given.feeRetainedMicros),
  ...(given.lostMicros === undefined ? {} : { lost: toDecimal(given.lostMicros) }),
  succeededAt: given.succeededAt.toString(),
  disputed: given.disputed,
});

export const paymentFromDocument = (document: z.output<typeof payment>): PaymentFacts => ({
  id: document.id,
  processor: document.processor,
  amountMicros: fromDecimal(document.amount),
  feeMicros: document.fee === null ? null : fromDecimal(document.fee),
  paidBackMicros: fromDecimal(document.paidBack),
  paidBackFeeFreeMicros: fromDecimal(document.paidBackFeeFree),
  feeRetainedMicros: fromDecimal(document.feeRetained),
  ...(document.lost === undefined ? {} : { lostMicros: fromDecimal(document.lost) }),
  succeededAt: Temporal.Instant.from(document.succeededAt),
  disputed: document.disputed,
});
