/**
 * One event for one endpoint:
 *
 *   waiting ── claimed ──▶ sending ── answered 2xx ──▶ delivered
 *                            │ └── no 2xx, and times to try are left ──▶ waiting
 *                            └──── no 2xx, and none is left; the endpoint was disabled ──▶ failed
 *   sending ── the worker did not come back ──▶ sending, by another
 *   delivered, failed ── replayed ──▶ waiting
 */
export const messageStates = ['waiting', 'sending', 'delivered', 'failed'] as const;
export type MessageState = (typeof messageStates)[number];

export interface Message {
  /** Also the webhook-id header, the same at every attempt. */
  readonly id: string;
  readonly endpointId: string;
  readonly customerId: string | null;
  readonly eventType: string;
  /** Holds what its customer was sent by others: not for staff to read. */
  readonly isPrivate: boolean;
  readonly createdAt: Temporal.Instant;
  readonly state: MessageState;
  readonly attempts: number;
  /** When it is tried next; null: it ended, or is on its way right now. */
  readonly nextAttemptAt: Temporal.Instant | null;
  readonly settledAt: Temporal.Instant | null;
}

/** One try to hand a message over. */
export interface Attempt {
  /** 1, 2, 3, … */
  readonly number: number;
  readonly at: Temporal.Instant;
  /** null: the worker did not come back. */
  readonly durationMs: number | null;
  /** null: there was no answer. */
  readonly status: number | null;
  /** How the answer began, 1 KB at most. */
  readonly answer: string | null;
  /** null: it was delivered. */
  readonly failure: string | null;
}

/** A message with what was sent and every attempt. */
export interface MessageInFull extends Message {
  /** The body as it was signed; null: it is for its customer's eyes only. */
  readonly body: string | null;
  readonly log: readonly Attempt[];
}
