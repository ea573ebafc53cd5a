import type { ProcessorName } from '#policy';

/**
 * pending → succeeded | failed; failed → succeeded (the money came after all). A succeeded payment is
 * credited and stays.
 */
export type PaymentState = 'pending' | 'succeeded' | 'failed';

/**
 * Money that a customer pays in through a processor. All amounts in micro-units of the operator's currency.
 */
export interface Payment {
  readonly id: string;
  /** Counts payments in the order in which they were asked for. */
  readonly no: bigint;
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  readonly currency: string;
  readonly state: PaymentState;
  readonly reference: string | null;
  /** Where the payer pays, when the processor has a page for it. */
  readonly payUrl: string | null;
  readonly failure: string | null;
  readonly createdAt: Temporal.Instant;
  readonly succeededAt: Temporal.Instant | null;
  /** What the processor kept; null while it is not known. */
  readonly feeMicros: bigint | null;
  readonly paidBackMicros: bigint;
  /** Of paidBackMicros, what was credit for a disruption (R3): no fee is retained on it. */
  readonly paidBackFeeFreeMicros: bigint;
  readonly feeRetainedMicros: bigint;
  /** What was lost of it in disputes, at the customer's cost. */
  readonly lostMicros: bigint;
  /** The journal that credited it. */
  readonly journalId: bigint | null;
}

/**
 * waiting → attempting → pending → succeeded | failed. succeeded → failed (it bounced). waiting, attempting →
 * manual (the processor no longer gives this payment back) → settled, by staff. manual, settled → failed, by
 * staff. failed is final: the value is credit again.
 */
export type PayoutState =
  | 'waiting'
  | 'attempting'
  | 'pending'
  | 'succeeded'
  | 'failed'
  | 'manual'
  | 'settled';

/** Credit that left the wallet for a payout, by the turn in which it would have been spent. */
export interface PayoutPart {
  readonly origin: 'payment' | 'promotion' | 'registration' | 'disruption' | 'goodwill';
  readonly turn: bigint;
  readonly part: number;
  readonly amountMicros: bigint;
}

/** Where a payout that is made by hand goes to. */
export interface BankDetails {
  readonly accountHolder: string;
  /** An IBAN where the country has one, without spaces. */
  readonly account: string;
  /** BIC, routing number or name, where the account alone does not say it. */
  readonly bank?: string | undefined;
}

/**
 * Money on its way back to the payer of one payment. What arrives is amountMicros; retainedMicros stays with
 * us (R4).
 */
export interface Payout {
  readonly id: string;
  readonly no: bigint;
  readonly refundId: string;
  readonly paymentId: string;
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  readonly retainedMicros: bigint;
  readonly feeFreeMicros: bigint;
  readonly parts: readonly PayoutPart[];
  readonly state: PayoutState;
  readonly reference: string | null;
  readonly bankDetails: BankDetails | null;
  readonly failure: string | null;
  readonly createdAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
}
