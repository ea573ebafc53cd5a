import { fromDecimal, toDecimal } from '#money';
import { z } from 'zod';
import { clauseIds } from '../clauses/clause.ts';
import { processorNames } from '../parameters.ts';
import type { Decision } from './decision.ts';
import type { CreditPart, PaymentFacts, RefundFacts } from './facts.ts';

// The decision as it is stored, and as the API returns it: amounts are decimal strings, dates are ISO, and
// the keys have one order, so that equal decisions are equal bytes.

const amount = z.string().regex(/^-?\d+\.\d{2,6}$/);
const integer = z.string().regex(/^\d+$/);
const date = z.iso.date();
const instant = z.iso.datetime();
const daysOrNoLimit = z.int().nullable();

const part = z.strictObject({
  origin: z.enum(['payment', 'promotion', 'registration', 'disruption', 'goodwill']),
  paymentId: z.string().nullable(),
  amount,
  turn: integer,
  part: z.int(),
  fromPosition: integer,
});

const payment = z.strictObject({
  id: z.string(),
  processor: z.enum(processorNames),
  amount,
  fee: amount.nullable(),
  paidBack: amount,
  paidBackFeeFree: amount,
  feeRetained: amount,
  succeededAt: instant,
  disputed: z.boolean(),
});

const common = {
  policy: z.strictObject({
    versionId: z.int(),
    retainedFees: z.enum(['whole', 'proportional']),
    refundableDays: z.strictObject({ paypal: daysOrNoLimit, card: daysOrNoLimit, bank: daysOrNoLimit }),
  }),
  currency: z.string(),
  timeZone: z.string(),
  today: date,
};

const facts = z.discriminatedUnion('subject', [
  z.strictObject({
    subject: z.literal('credit'),
    ...common,
    destination: z.enum(['payments', 'credit']),
    requested: amount.nullable(),
    parts: z.array(part),
    payments: z.array(payment),
  }),
  z.strictObject({
    subject: z.literal('rental'),
    ...common,
    e164: z.string(),
    period: z.strictObject({ from: date, until: date, amount }).nullable(),
  }),
]);

/**
 * A decision in JSON. Amounts are decimal strings in the currency of the facts.
 * @source POLICY.md §4
 */
export const decisionDocumentSchema = z.strictObject({
  subject: z.enum(['credit', 'rental']),
  policyVersionId: z.int(),
  outcome: z.enum(['granted', 'partly', 'refused', 'waiting']),
  gross: amount,
  retained: amount,
  paidBack: amount,
  toCredit: amount,
  payouts: z.array(
    z.strictObject({
      paymentId: z.string(),
      amount,
      retained: amount,
      feeFree: amount,
      method: z.enum(['processor', 'manual']),
    }),
  ),
  removals: z.array(part),
  lines: z.array(
    z.strictObject({
      clause: z.enum(clauseIds),
      finding: z.string(),
      data: z.record(z.string(), z.string()),
      effect: amount,
      decided: z.boolean(),
    }),
  ),
  clauses: z.array(z.enum(clauseIds)),
  waitsFor: z.array(z.string()),
  facts,
});

export type DecisionDocument = z.output<typeof decisionDocumentSchema>;

/**
 * The decision as a plain JSON value with keys in one order.
 * @source POLICY.md §4
 */
export const toDocument = (decision: Decision): DecisionDocument => ({
  subject: decision.subject,
  policyVersionId: decision.policyVersionId,
  outcome: decision.outcome,
  gross: toDecimal(decision.grossMicros),
  retained: toDecimal(decision.retainedMicros),
  paidBack: toDecimal(decision.paidBackMicros),
  toCredit: toDecimal(decision.toCreditMicros),
  payouts: decision.payouts.map((payout) => ({
    paymentId: payout.paymentId,
    amount: toDecimal(payout.amountMicros),
    retained: toDecimal(payout.retainedMicros),
    feeFree: toDecimal(payout.feeFreeMicros),
    method: payout.method,
  })),
  removals: decision.removals.map(partToDocument),
  lines: decision.lines.map((line) => ({
    clause: line.clause,
    finding: line.finding,
    data: Object.fromEntries(Object.entries(line.data).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    effect: toDecimal(line.effectMicros),
    decided: line.decided,
  })),
  clauses: [...decision.clauses],
  waitsFor: [...decision.waitsFor],
  facts: factsToDocument(decision.facts),
});

/**
 * The decision as JSON text: byte for byte the same for the same facts.
 * @source POLICY.md §4
 */
export const decisionJson = (decision: Decision): string => JSON.stringify(toDocument(decision));

/**
 * Reads a decision back from its JSON value, whatever the order of its keys (a jsonb column does not keep
 * it). Anything that is not a decision is a bug: it throws.
 * @source POLICY.md §4
 */
export const readDecision = (value: unknown): Decision => {
  const { gross, retained, paidBack, toCredit, ...document } = decisionDocumentSchema.parse(value);
  return {
    ...document,
    grossMicros: fromDecimal(gross),
    retainedMicros: fromDecimal(retained),
    paidBackMicros: fromDecimal(paidBack),
    toCreditMicros: fromDecimal(toCredit),
    payouts: document.payouts.map((payout) => ({
      paymentId: payout.paymentId,
      amountMicros: fromDecimal(payout.amount),
      retainedMicros: fromDecimal(payout.retained),
      feeFreeMicros: fromDecimal(payout.feeFree),
      method: payout.method,
    })),
    removals: document.removals.map(partFromDocument),
    lines: document.lines.map(({ effect, ...line }) => ({ ...line, effectMicros: fromDecimal(effect) })),
    facts: factsFromDocument(document.facts),
  };
};

type FactsDocument = DecisionDocument['facts'];

const factsToDocument = (given: RefundFacts): FactsDocument => {
  const { versionId, retainedFees, refundableDays } = given.policy;
  const { paypal, card, bank } = refundableDays;
  const shared = {
    policy: { versionId, retainedFees, refundableDays: { paypal, card, bank } },
    currency: given.currency,
    timeZone: given.timeZone,
    today: given.today.toString(),
  };
  if (given.subject === 'credit')
    return {
      subject: given.subject,
      ...shared,
      destination: given.destination,
      requested: given.requestedMicros === null ? null : toDecimal(given.requestedMicros),
      parts: given.parts.map(partToDocument),
      payments: given.payments.map(paymentToDocument),
    };
  const period = given.period && {
    from: given.period.from.toString(),
    until: given.period.until.toString(),
    amount: toDecimal(given.period.amountMicros),
  };
  return { subject: given.subject, ...shared, e164: given.e164, period };
};

const factsFromDocument = (document: FactsDocument): RefundFacts => {
  const today = Temporal.PlainDate.from(document.today);
  if (document.subject === 'rental') {
    const period = document.period && {
      from: Temporal.PlainDate.from(document.period.from),
      until: Temporal.PlainDate.from(document.period.until),
      amountMicros: fromDecimal(document.period.amount),
    };
    return { ...document, today, period };
  }
  const { requested, ...rest } = document;
  return {
    ...rest,
    today,
    requestedMicros: requested === null ? null : fromDecimal(requested),
    parts: document.parts.map(partFromDocument),
    payments: document.payments.map(paymentFromDocument),
  };
};

const partToDocument = (given: CreditPart): z.output<typeof part> => ({
  origin: given.origin,
  paymentId: given.paymentId,
  amount: toDecimal(given.amountMicros),
  turn: String(given.turn),
  part: given.part,
  fromPosition: String(given.fromPosition),
});

const partFromDocument = (document: z.output<typeof part>): CreditPart => ({
  origin: document.origin,
  paymentId: document.paymentId,
  amountMicros: fromDecimal(document.amount),
  turn: BigInt(document.turn),
  part: document.part,
  fromPosition: BigInt(document.fromPosition),
});

const paymentToDocument = (given: PaymentFacts): z.output<typeof payment> => ({
  id: given.id,
  processor: given.processor,
  amount: toDecimal(given.amountMicros),
  fee: given.feeMicros === null ? null : toDecimal(given.feeMicros),
  paidBack: toDecimal(given.paidBackMicros),
  paidBackFeeFree: toDecimal(given.paidBackFeeFreeMicros),
  feeRetained: toDecimal(given.feeRetainedMicros),
  succeededAt: given.succeededAt.toString(),
  disputed: given.disputed,
});

const paymentFromDocument = (document: z.output<typeof payment>): PaymentFacts => ({
  id: document.id,
  processor: document.processor,
  amountMicros: fromDecimal(document.amount),
  feeMicros: document.fee === null ? null : fromDecimal(document.fee),
  paidBackMicros: fromDecimal(document.paidBack),
  paidBackFeeFreeMicros: fromDecimal(document.paidBackFeeFree),
  feeRetainedMicros: fromDecimal(document.feeRetained),
  succeededAt: Temporal.Instant.from(document.succeededAt),
  disputed: document.disputed,
});
