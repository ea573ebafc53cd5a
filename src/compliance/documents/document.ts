import type { DocumentKind } from '../requirements/requirement.ts';

/** What a document may be: what browsers show and scanners write. */
export const mediaTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type MediaType = (typeof mediaTypes)[number];

/** The largest document: a scan of some pages. */
export const largestDocumentBytes = 10 * 1024 * 1024;

/**
 * A document that a customer handed in. Its record stays; its bytes are deleted when their purpose ends:
 *
 *   kept ── a registration needs it ──▶ kept until that is over, and for the days that the country asks for
 *   kept ── taken back, never used, its registration over, the account closed ──▶ deleted
 */
export interface Document {
  readonly id: string;
  readonly customerId: string;
  readonly kind: DocumentKind;
  readonly mediaType: MediaType;
  readonly sizeBytes: number;
  readonly issuedOn: Temporal.PlainDate | null;
  readonly expiresOn: Temporal.PlainDate | null;
  readonly uploadedAt: Temporal.Instant;
  readonly uploadedBy: string;
  /** When its bytes are deleted unless it is needed again; null: while a registration needs it. */
  readonly deleteAt: Temporal.Instant | null;
  readonly deletedAt: Temporal.Instant | null;
  readonly deletedBecause: DeletionReason | null;
}

/** purpose_ended: its registrations are over, or nobody used it. customer: taken back. account_closed. */
export type DeletionReason = 'purpose_ended' | 'customer' | 'account_closed';
