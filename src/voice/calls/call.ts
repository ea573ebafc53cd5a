import type { Target } from '../forwarding/plan.ts';
import type { Rate } from '../rates/rate.ts';

/**
 * The states of a call.
 *
 *   (comes in) ── nowhere to go, no credit, no channel ─▶ ended (refused)
 *   (comes in) ── sent on ─────────────────────────────▶ ringing
 *   ringing ───── somebody answers ────────────────────▶ answered
 *   ringing ───── nobody does, or no news of it ───────▶ ended (unanswered)
 *   answered ──── one side hangs up, or no news of it ─▶ ended (completed)
 *   answered ──── what was paid for is used up ────────▶ ended (cut)
 */
export type CallState = 'ringing' | 'answered' | 'ended';
export type CallOutcome = 'completed' | 'cut' | 'refused' | 'unanswered';

/** Why a call was not put through. */
export type RefusedBecause =
  | 'unknown_number'
  | 'registering'
  | 'quarantined'
  | 'suspended'
  | 'frozen'
  | 'not_forwarded'
  | 'outside_hours'
  | 'channels_busy'
  | 'in_debt'
  | 'no_rate'
  | 'no_credit';

/** How a call that was put through came to its end. */
export type EndedBecause =
  | 'hung_up'
  | 'credit_used_up'
  | 'longest_call'
  /** The edge could not be told in time that it may go on. */
  | 'not_prolonged'
  /** The edge never told that it ended: closed at the end of what it was granted. */
  | 'end_lost'
  | 'not_answered'
  /** The edge never told what became of it. */
  | 'no_news';

/** A call as it is kept: its CDR, once it has ended. */
export interface Call {
  readonly id: string;
  readonly edgeCallId: string;
  readonly e164: string;
  readonly caller: string;
  readonly source: string | null;
  readonly rentalId: bigint | null;
  readonly customerId: string | null;
  /** How many calls its number may have at once; null: it was not put through. */
  readonly channels: number | null;
  readonly state: CallState;
  readonly routedAt: Temporal.Instant;
  readonly holdId: string | null;
  readonly answeredAt: Temporal.Instant | null;
  readonly step: number | null;
  readonly branch: number | null;
  readonly grantedSeconds: number | null;
  readonly askedSeconds: number | null;
  readonly prolongAt: Temporal.Instant | null;
  readonly sweepAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly outcome: CallOutcome | null;
  readonly reason: RefusedBecause | EndedBecause | null;
  readonly talkSeconds: number | null;
  readonly billedSeconds: number | null;
  readonly chargeMicros: bigint | null;
  readonly journalId: bigint | null;
}

/** A target of a call, and for how long it may talk when it answers. */
export type CallTarget = Target & {
  readonly step: number;
  readonly branch: number;
  readonly ringSeconds: number;
  readonly grantedSeconds: number;
  /** null: it costs nothing. */
  readonly rate: CallRate | null;
};

/** The rate with which a call began: it keeps it. */
export type CallRate = Omit<Rate, 'appliesFrom'>;

/** No call is longer, whatever the credit. */
export const longestCallSeconds = 7_200;
/** What is granted at a time: a call that nobody prolongs ends then, and other calls on the same credit get their turn. */
export const sliceSeconds = 120;
/** So long before the end of what was granted the next slice is looked for, and once more if there was no credit. */
export const prolongLeadSeconds = 30;
export const lastLookSeconds = 5;
/** How long something that should have been heard of is waited for. */
export const newsGraceSeconds = 60;
