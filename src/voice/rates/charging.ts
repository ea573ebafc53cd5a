import assert from 'node:assert/strict';
import { divide, scale } from '#money';
import type { Rate } from './rate.ts';

// Pure. A rate as far as it says what a call costs.
type Price = Pick<Rate, 'perMinuteMicros' | 'connectionFeeMicros' | 'incrementSeconds' | 'minimumSeconds'>;

const secondsAMinute = 60n;

/** The seconds that are billed for a talk: at least the minimum, rounded up to whole steps; nothing when nobody talked. */
export const billedSeconds = (price: Price, talkSeconds: number): number =>
  talkSeconds <= 0 ? 0 : wholeSteps(price, Math.max(talkSeconds, price.minimumSeconds));

/** So many seconds, rounded up to whole steps. */
export const wholeSteps = ({ incrementSeconds }: Price, seconds: number): number =>
  Math.ceil(seconds / incrementSeconds) * incrementSeconds;

/** What billed seconds cost: the connection fee, and the minutes, rounded half up to the micro-unit, once. */
export const chargeFor = ({ perMinuteMicros, connectionFeeMicros }: Price, billed: number): bigint =>
  billed <= 0 ? 0n : connectionFeeMicros + scale(perMinuteMicros, BigInt(billed), secondsAMinute, 'half_up');

/**
 * The longest talk that an amount pays for, in whole steps: at most `mostSeconds`, but never less than the first step; 0 when the amount does
 * not pay for that.
 */
export const affordableSeconds = (price: Price, amountMicros: bigint, mostSeconds: number): number => {
  const { perMinuteMicros, connectionFeeMicros, incrementSeconds } = price;
  const first = billedSeconds(price, 1);
  const most = Math.max(first, Math.floor(mostSeconds / incrementSeconds) * incrementSeconds);
  const rest = amountMicros - connectionFeeMicros;
  if (rest < 0n) return 0;
  if (chargeFor(price, most) <= amountMicros) return most;
  // Rounded half up, seconds cost no more than the rest as long as 2 × price × seconds < 60 × (2 × rest + 1).
  const seconds = divide(secondsAMinute * (2n * rest + 1n) - 1n, 2n * perMinuteMicros, 'down');
  const steps = Number(seconds / BigInt(incrementSeconds)) * incrementSeconds;
  assert(chargeFor(price, steps) <= amountMicros, 'what is affordable costs no more than there is');
  return steps < first ? 0 : steps;
};
