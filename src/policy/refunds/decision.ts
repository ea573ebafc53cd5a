import type { ClauseId } from '../clauses/clause.ts';
import type { CreditPart, CreditSource, RefundFacts, RefundSubject } from './facts.ts';

/**
 * granted: all that was asked, fees aside. partly: a clause refused a part. refused: nothing moves. waiting:
 * a fee that decides the amount is not known yet; nothing may be carried out, and `grossMicros` is the credit
 * to keep aside (the most that can leave) until the same request is decided again.
 */
export type Outcome = 'granted' | 'partly' | 'refused' | 'waiting';

/** What goes to one payment. The removals of this payment sum up to amountMicros + retainedMicros. */
export interface Payout {
  readonly paymentId: string;
  readonly amountMicros: bigint;
  /** Kept of the payment's fee (R4), in addition to amountMicros. */
  readonly retainedMicros: bigint;
  /** Of amountMicros, what was R3 credit: add it to the payment's paidBackFeeFreeMicros. */
  readonly feeFreeMicros: bigint;
  /** manual: the processor no longer lets us refund this payment; the payout waits for bank details. */
  readonly method: 'processor' | 'manual';
}

/** What one clause found and did. The effects of all lines sum up to what the customer gets. */
export interface DecisionLine {
  readonly clause: ClauseId;
  /** Stable name of the finding: `fee_retained`. Its texts are in the clause's file. */
  readonly finding: string;
  /** What the texts are written from: decimals, ISO dates, names, ids. */
  readonly data: Readonly<Record<string, string>>;
  readonly effectMicros: bigint;
  /** It granted, reduced or refused something. */
  readonly decided: boolean;
}

/**
 * The answer to a request, and to a quote: who gets what, why, and the facts to compute it again from.
 * grossMicros = retainedMicros + paidBackMicros + toCreditMicros (but for waiting: the credit to keep aside).
 * @source POLICY.md §4
 */
export interface Decision {
  readonly subject: RefundSubject;
  readonly policyVersionId: number;
  readonly outcome: Outcome;
  /** The credit that leaves, or the price that is given back. */
  readonly grossMicros: bigint;
  readonly retainedMicros: bigint;
  readonly paidBackMicros: bigint;
  readonly toCreditMicros: bigint;
  readonly payouts: readonly Payout[];
  /**
   * What a charge gives back, by its origin: it arrives as credit, as parts 0, 1, … of one turn, before the
   * removals leave it. Nothing of the credit that was there already.
   */
  readonly credits: readonly CreditSource[];
  /**
   * Parts that leave the credit, each with the amount that leaves; the rest is as in the part it is taken
   * from.
   */
  readonly removals: readonly CreditPart[];
  readonly lines: readonly DecisionLine[];
  /** The clauses that granted, reduced or refused something, in the order of the policy. */
  readonly clauses: readonly ClauseId[];
  /** Payments whose unknown fee the decision waits for. */
  readonly waitsFor: readonly string[];
  readonly facts: RefundFacts;
}
