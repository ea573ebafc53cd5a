/**
 * A message as its customer sees it.
 *
 *   collecting ── the last part arrived ─────────▶ complete
 *   collecting ── parts did not come in time ────▶ incomplete (shown with gaps)
 *   incomplete ── they came after all ───────────▶ complete
 *   any ───────── kept for long enough ──────────▶ erased: that it came stays known, not what it said or from whom
 */
export type MessageState = 'collecting' | 'complete' | 'incomplete';

/** A message that can be read: one that still collects its parts is not shown. */
export interface Message {
  readonly id: string;
  readonly no: bigint;
  readonly customerId: string;
  readonly rentalId: bigint;
  /** The number it was sent to. */
  readonly e164: string;
  /** A number in E.164, a short code, or letters: `BANK`. */
  readonly sender: string;
  /** Gaps of an incomplete one read `[…]`. */
  readonly text: string;
  readonly state: Exclude<MessageState, 'collecting'>;
  readonly partsExpected: number;
  readonly partsReceived: number;
  /** When its first part arrived. */
  readonly receivedAt: Temporal.Instant;
}

/** Why something that a route delivered reached nobody. */
export type Undelivered =
  | 'unknown_number'
  | 'not_rented'
  | 'registering'
  | 'suspended'
  | 'quarantined'
  | 'not_a_text';

/** What reached nobody, for the operator. Its text is not kept: it may have been meant for a former holder. */
export interface UndeliveredArrival {
  readonly no: bigint;
  readonly route: string;
  readonly arrivedAt: Temporal.Instant;
  readonly sender: string;
  readonly e164: string;
  readonly undelivered: Undelivered;
}
