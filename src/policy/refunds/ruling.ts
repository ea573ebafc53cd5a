import type { DecisionLine, Outcome, Payout } from './decision.ts';
import type { CreditPart, CreditSource } from './facts.ts';

/** What the clauses of one subject come to. The decision adds the sums, the clauses and the facts. */
export interface Ruling {
  readonly outcome: Outcome;
  readonly payouts: readonly Payout[];
  /** What of the charge arrives as credit, by its origin; left out: nothing does. */
  readonly credits?: readonly CreditSource[];
  readonly removals: readonly CreditPart[];
  readonly toCreditMicros: bigint;
  readonly lines: readonly DecisionLine[];
  /** What is waited for, and the credit to keep aside meanwhile; null when nothing is. */
  readonly waiting: { readonly paymentIds: readonly string[]; readonly grossMicros: bigint } | null;
}

/** Nothing moves. */
export const refusal = (lines: readonly DecisionLine[]): Ruling => ({
  outcome: 'refused',
  payouts: [],
  removals: [],
  toCreditMicros: 0n,
  lines,
  waiting: null,
});
