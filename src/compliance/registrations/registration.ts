import type { DocumentKind } from '../requirements/requirement.ts';

/**
 * The states of a registration: what a number waits for before it works.
 *
 *   open ─────── everything is handed in ────────▶ submitted
 *   submitted ── the review approves ────────────▶ approved: the number is activated
 *   submitted ── the review rejects ─────────────▶ rejected
 *   rejected ─── corrected and handed in again ──▶ submitted
 *   submitted ── the review rejects for good ────▶ failed: the number is released
 *   open, rejected ── the deadline passes ───────▶ expired: the number is released
 *   open, submitted, rejected ── the customer gives up ─▶ withdrawn: the number is released
 *
 * While it is in review its deadline waits: the documents were handed in in time. A rejection after the deadline releases the number.
 */
export const registrationStates = [
  'open',
  'submitted',
  'approved',
  'rejected',
  'failed',
  'expired',
  'withdrawn',
] as const;
export type RegistrationState = (typeof registrationStates)[number];

/** One registration, of one rental. */
export interface Registration {
  readonly id: string;
  readonly rentalId: bigint;
  readonly customerId: string;
  readonly e164: string;
  readonly country: string;
  readonly kind: string;
  readonly state: RegistrationState;
  readonly openedAt: Temporal.Instant;
  /** The instant at which the number is released unless everything is handed in: a day's beginning in the operator's zone. */
  readonly deadline: Temporal.Instant;
  readonly identityId: string | null;
  readonly addressId: string | null;
  readonly submittedAt: Temporal.Instant | null;
  readonly decidedAt: Temporal.Instant | null;
  /** When the number is to be released unless something happens before; null: in review, approved, or over. */
  readonly releaseAt: Temporal.Instant | null;
  /** The release waits for a case of fraud to be decided. */
  readonly releaseWaits: boolean;
  /** The funds were forfeited: nothing is given back. */
  readonly forfeited: boolean;
  readonly endedAt: Temporal.Instant | null;
}

/** Why staff rejected something. */
export const rejectionReasons = [
  'illegible',
  'incomplete',
  'expired',
  'too_old',
  'wrong_document',
  'name_mismatch',
  'address_mismatch',
  'address_not_local',
  'not_authentic',
  'use_not_allowed',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** One reason, and which document it is about, where it is about one. */
export interface Reason {
  readonly reason: RejectionReason;
  readonly document?: DocumentKind | undefined;
}

export type Verdict = 'approved' | 'rejected';

/** A verdict that was given. */
export interface Review {
  readonly no: number;
  readonly verdict: Verdict;
  /** Rejected for good: nothing can be submitted again. */
  readonly final: boolean;
  readonly reasons: readonly Reason[];
  /** What staff wrote to the customer. */
  readonly note: string | null;
  readonly reviewedAt: Temporal.Instant;
  readonly reviewedBy: string;
}
