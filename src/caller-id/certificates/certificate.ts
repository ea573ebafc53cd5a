import type { Language } from '#platform';

/**
 * A dated statement that a customer holds a number, which anyone can check by its code.
 *
 *   valid ── the number was cancelled, or the holder revoked it ──▶ revoked, for good: a restored number gets a new one
 *   valid ◀── the number is suspended, or on its way to be cancelled ──▶ suspended
 */
export type CertificateState = 'valid' | 'suspended' | 'revoked';

/** What it says, as of the day on which it was issued. */
export interface Certificate {
  /** 16 characters; see writeCode. */
  readonly code: string;
  readonly no: bigint;
  readonly customerId: string;
  readonly rentalId: bigint;
  readonly e164: string;
  readonly holder: string;
  readonly heldSince: Temporal.PlainDate;
  /** The name of the business that says so. */
  readonly operator: string;
  readonly language: Language;
  readonly issuedAt: Temporal.Instant;
  readonly issuedOn: Temporal.PlainDate;
  readonly revokedAt: Temporal.Instant | null;
  readonly revokedBecause: RevocationReason | null;
}

export type RevocationReason = 'number_cancelled' | 'by_holder';
