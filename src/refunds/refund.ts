import type { Decision, RefundDestination, RefundSubject } from '#policy';

/** What a customer asks for. */
export interface RefundRequest {
  readonly customerId: string;
  readonly subject: RefundSubject;
  /** The number that it is about, for every subject but credit. */
  readonly e164?: string | null | undefined;
  /** The incident that it is about, for a disruption. */
  readonly incidentId?: string | null | undefined;
  /** The credit that is to leave; left out or null: all of it. */
  readonly amountMicros?: bigint | null | undefined;
  readonly destination: RefundDestination;
}

/**
 * A request and its decision. waiting → granted | partly | refused when the processors have told their fees;
 * those are final.
 */
export interface Refund {
  readonly id: string;
  /** Counts requests in the order in which they came. */
  readonly no: bigint;
  readonly customerId: string;
  readonly subject: RefundSubject;
  readonly e164: string | null;
  /** For a disruption. */
  readonly incidentId: string | null;
  readonly destination: RefundDestination;
  readonly requestedMicros: bigint | null;
  readonly decision: Decision;
  readonly askedAt: Temporal.Instant;
  readonly askedBy: string;
  /** null while it waits. */
  readonly decidedAt: Temporal.Instant | null;
  readonly holdId: string | null;
  /** The journal by which the credit left. */
  readonly journalId: bigint | null;
  /** The journal by which arrived what a charge gives back. */
  readonly grantedJournalId: bigint | null;
}
