/**
 * A code that a provider is about to send to a number.
 *
 *   awaited ── a message came, or a call ──▶ caught (and further ones still are, until it expires)
 *   awaited ── its time is over ───────────▶ expired
 *   awaited, caught ── cancelled, or the next one began ──▶ closed
 */
export type VerificationState = 'awaited' | 'caught' | 'expired' | 'closed';

/** For how long a code is awaited. */
export const awaitedMinutes = 15;

/** For how long a caught code is kept: none is good for longer. */
export const keptHours = 24;

export interface Verification {
  readonly id: string;
  readonly no: bigint;
  readonly customerId: string;
  readonly rentalId: bigint;
  readonly e164: string;
  /** Who sends it, as the customer calls them. */
  readonly provider: string | null;
  /** Whether it may come by a call: calls are then answered and listened to, and not forwarded, until one was. */
  readonly catchesCalls: boolean;
  readonly openedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
}

/** Something that arrived while a verification was awaited. */
export interface Caught {
  readonly way: 'sms' | 'call';
  readonly sender: string;
  /** null: none was found in it (read the message), or it is forgotten. */
  readonly code: string | null;
  /** The message or call. */
  readonly sourceId: string;
  readonly caughtAt: Temporal.Instant;
}

export interface VerificationView extends Verification {
  readonly state: VerificationState;
  /** Newest first: when a provider sends a second code, the first is good no longer. */
  readonly caught: readonly Caught[];
}

/** Where a verification stands at an instant. */
export const stateAt = (
  { expiresAt, closedAt }: Verification,
  caught: readonly Caught[],
  now: Temporal.Instant,
): VerificationState => {
  if (closedAt !== null) return 'closed';
  if (caught.length > 0) return 'caught';
  return Temporal.Instant.compare(now, expiresAt) < 0 ? 'awaited' : 'expired';
};
