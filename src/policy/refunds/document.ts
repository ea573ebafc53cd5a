import { fromDecimal, toDecimal } from '#money';
import { z } from 'zod';
import { clauseIds } from '../clauses/clause.ts';
import type { Decision } from './decision.ts';
import { factsDocument, factsFromDocument, factsToDocument } from './documents/facts.ts';
import {
  amount,
  creditSource,
  part,
  partFromDocument,
  partToDocument,
  sourceFromDocument,
  sourceToDocument,
} from './documents/forms.ts';
import { refundSubjects } from './facts.ts';

// The decision as it is stored, and as the API returns it.

/**
 * A decision in JSON. Amounts are decimal strings in the currency of the facts.
 * @source POLICY.md §4
 */
export const decisionDocumentSchema = z.strictObject({
  subject: z.enum(refundSubjects),
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
  // Decisions from before charges could be given back have none.
  credits: z.array(creditSource).default([]),
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
  facts: factsDocument,
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
  credits: decision.credits.map(sourceToDocument),
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
    credits: document.credits.map(sourceFromDocument),
    removals: document.removals.map(partFromDocument),
    lines: document.lines.map(({ effect, ...line }) => ({ ...line, effectMicros: fromDecimal(effect) })),
    facts: factsFromDocument(document.facts),
  };
};
