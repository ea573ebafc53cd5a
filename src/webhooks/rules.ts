// When a message is tried again, and when an endpoint is given up: pure.
import { createHash } from 'node:crypto';

/**
 * Seconds from one attempt to the next: about three days in all.
 * @source Standard Webhooks, “Deliverability and reliability”
 */
export const retrySeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** What an attempt is put off by at most, in parts of its delay, so that endpoints that failed together are not tried together. */
const jitter = 0.2;
const longestRetryAfterSeconds = 86_400;

/** A message is tried for three days; an endpoint at which nothing else was taken for so many is disabled. */
export const disableAfterDays = 5;

/**
 * Seconds from failed attempt number `tries` (1, 2, …, since the last replay) to the next; null: it is given up. The jitter comes from the
 * message's id alone: the same message always has the same schedule. `retryAfterSeconds` is what the endpoint asked for.
 */
export const secondsToNext = (
  messageId: string,
  tries: number,
  retryAfterSeconds: number | null,
): number | null => {
  const base = retrySeconds[tries - 1];
  if (base === undefined) return null;
  const delay = Math.round(base * (1 + jitter * fractionOf(`${messageId}/${tries}`)));
  return Math.max(delay, Math.min(retryAfterSeconds ?? 0, longestRetryAfterSeconds));
};

/** 0 ≤ fraction < 1, always the same for the same seed. */
const fractionOf = (seed: string): number =>
  createHash('sha256').update(seed).digest().readUInt32BE(0) / 2 ** 32;

/** Whether an endpoint at which every attempt failed since `failingSince` is disabled now. */
export const isGivenUp = (failingSince: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(failingSince.add({ hours: 24 * disableAfterDays }), now) <= 0;

/** Whether a Retry-After header names seconds, and how many. Dates are not read: clocks differ. */
export const retryAfterOf = (header: string | undefined): number | null =>
  header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) : null;
