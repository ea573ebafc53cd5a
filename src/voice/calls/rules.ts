import { affordableSeconds, billedSeconds, chargeFor, wholeSteps } from '../rates/charging.ts';
import {
  lastLookSeconds,
  longestCallSeconds,
  newsGraceSeconds,
  prolongLeadSeconds,
  sliceSeconds,
  type Call,
  type CallOutcome,
  type CallRate,
  type CallTarget,
  type EndedBecause,
} from './call.ts';

// Pure: no clock, no database.

/** The longest that a call at this rate may be, in whole steps. */
const longestAt = (rate: CallRate): number =>
  affordableSeconds({ ...rate, perMinuteMicros: 0n, connectionFeeMicros: 0n }, 0n, longestCallSeconds);

/**
 * How long a call may talk altogether, one slice further than `grantedSeconds`, when `creditMicros` pays for all of it: in whole steps. 0 when
 * it does not pay for the first one.
 */
export const nextGrant = (rate: CallRate, creditMicros: bigint, grantedSeconds: number): number =>
  Math.min(
    affordableSeconds(rate, creditMicros, longestCallSeconds),
    Math.max(billedSeconds(rate, 1), wholeSteps(rate, grantedSeconds + sliceSeconds)),
  );

/** When a call that was granted so much is next looked after. */
export const lookAgain = (
  answeredAt: Temporal.Instant,
  rate: CallRate | null,
  grantedSeconds: number,
): { readonly prolongAt: Temporal.Instant | null; readonly sweepAt: Temporal.Instant } => ({
  prolongAt:
    rate === null || grantedSeconds >= longestAt(rate)
      ? null
      : answeredAt.add({ seconds: Math.max(0, grantedSeconds - prolongLeadSeconds) }),
  sweepAt: answeredAt.add({ seconds: grantedSeconds + newsGraceSeconds }),
});

/** When the credit is looked at for the last time, after there was none; null: it was the last time. */
export const lastLook = (
  answeredAt: Temporal.Instant,
  grantedSeconds: number,
  now: Temporal.Instant,
): Temporal.Instant | null => {
  const last = answeredAt.add({ seconds: Math.max(0, grantedSeconds - lastLookSeconds) });
  return Temporal.Instant.compare(now, last) < 0 ? last : null;
};

/** How the end of a call was told: hung up; the edge cut it at the end of what it was granted; nothing was told. */
export type EndTold = 'hung_up' | 'timeout' | 'lost';

/** What a call comes to. */
export interface Settlement {
  readonly outcome: CallOutcome;
  readonly reason: EndedBecause;
  readonly talkSeconds: number;
  readonly billedSeconds: number;
  readonly chargeMicros: bigint;
}

/**
 * What a call comes to that was answered and has ended. It is never charged for more than it was granted: the edge cuts to the second or so.
 * @source POLICY.md C1
 */
export const settlementOf = (
  call: Pick<Call, 'grantedSeconds' | 'askedSeconds' | 'prolongAt'>,
  rate: CallRate | null,
  { seconds, told }: { readonly seconds: number; readonly told: EndTold },
): Settlement => {
  const limit = Math.max(call.grantedSeconds ?? 0, call.askedSeconds ?? 0);
  const talkSeconds = Math.max(0, Math.min(seconds, limit));
  const billed = rate === null ? 0 : billedSeconds(rate, talkSeconds);
  const isCut = told === 'timeout' || seconds > limit;
  const isLongest = limit >= (rate === null ? longestCallSeconds : longestAt(rate));
  return {
    outcome: isCut && !isLongest ? 'cut' : 'completed',
    reason: reasonOf(told, isCut, isLongest, call.prolongAt === null),
    talkSeconds,
    billedSeconds: billed,
    chargeMicros: rate === null ? 0n : chargeFor(rate, billed),
  };
};

const reasonOf = (told: EndTold, isCut: boolean, isLongest: boolean, lookedInVain: boolean): EndedBecause => {
  if (told === 'lost') return 'end_lost';
  if (!isCut) return 'hung_up';
  if (isLongest) return 'longest_call';
  return lookedInVain ? 'credit_used_up' : 'not_prolonged';
};

/** For how long a call can ring before all of its steps are through. */
export const ringsFor = (targets: readonly Pick<CallTarget, 'step' | 'ringSeconds'>[]): number =>
  new Map(targets.map(({ step, ringSeconds }) => [step, ringSeconds]))
    .values()
    .reduce((sum, seconds) => sum + seconds, 0);

/** What must be held for a call: what its dearest target costs for as long as it may talk. */
export const toHold = (targets: readonly CallTarget[]): bigint =>
  targets.reduce((most, { rate, grantedSeconds }) => {
    const cost = rate === null ? 0n : chargeFor(rate, grantedSeconds);
    return cost > most ? cost : most;
  }, 0n);
