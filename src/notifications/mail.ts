import type { Language } from '#platform';

/**
 * Where a mail stands.
 *
 *   waiting ── claimed by a worker ──▶ sending
 *   sending ── the mail server accepted it ──▶ sent
 *   sending ── the mail server was not reached, or said no for now ──▶ waiting, later
 *   sending ── the mail server said no for good, or for too long ──▶ refused
 *   sending ── the connection or the worker broke after the text was handed over ──▶ unknown
 *   refused, unknown ── staff send it again ──▶ waiting
 *   waiting ── in the demonstration ──▶ kept
 */
export const mailStates = ['waiting', 'sending', 'sent', 'refused', 'unknown', 'kept'] as const;
export type MailState = (typeof mailStates)[number];

/** A mail as it can be shown. */
export interface Mail {
  readonly id: bigint;
  /** null for a mail to staff. */
  readonly customerId: string | null;
  readonly recipient: string;
  /** What it is about: `number_quarantined`. */
  readonly about: string;
  readonly language: Language;
  readonly subject: string;
  /**
   * Plain text; null when it holds a link that lets its reader sign in, except in the demonstration, where no
   * other way leads to it.
   */
  readonly body: string | null;
  readonly createdAt: Temporal.Instant;
  readonly state: MailState;
  readonly attempts: number;
  readonly nextAttemptAt: Temporal.Instant | null;
  readonly sentAt: Temporal.Instant | null;
  /** What the mail server answered, or what broke; null when nothing went wrong. */
  readonly failure: string | null;
}
