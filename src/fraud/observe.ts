import { inTransaction, type DueTask, type Tx } from '#platform';
import type { Context } from '#policy';
import { proposeBySignal } from './propose-case.ts';
import { signalNames, usualThresholds, type SignalName, type Threshold } from './signals.ts';
import { selectLastReleased } from './store/cases.ts';
import {
  countObservations,
  deleteOld,
  insertObservation,
  nextForgotten,
  selectThresholds,
  upsertThreshold,
  type Observation,
} from './store/observations.ts';

export type { Observation };

const mostExamples = 10;

/**
 * Counts what a customer did, once, and proposes a case when that makes too many of its kind within the window of its signal. What a
 * dismissed case was about does not count again: only what came after its dismissal does.
 * @source POLICY.md F1
 */
export const observe = async (tx: Tx, context: Context, seen: Observation): Promise<void> => {
  const { customerId, signal, at } = seen;
  if (!(await insertObservation(tx, seen))) return;
  const threshold = await thresholdOf(tx, signal);
  if (!threshold.enabled) return;
  const windowStart = at.subtract({ minutes: threshold.windowMinutes });
  const released = await selectLastReleased(tx, customerId);
  const since =
    released !== null && Temporal.Instant.compare(released, windowStart) > 0 ? released : windowStart;
  const { found, examples } = await countObservations(tx, {
    customerId,
    signal,
    since,
    through: at,
    examples: mostExamples,
  });
  const { count, windowMinutes } = threshold;
  if (found < count) return;
  await proposeBySignal(tx, context, customerId, {
    finding: { signal, found, count, windowMinutes },
    examples,
  });
};

/** The thresholds of all signals: the operator's where one was set, else the product's. */
export const thresholds = async (tx: Tx): Promise<readonly Threshold[]> => {
  const set = new Map((await selectThresholds(tx)).map((threshold) => [threshold.signal, threshold]));
  return signalNames.map((signal) => set.get(signal) ?? { signal, ...usualThresholds[signal] });
};

const thresholdOf = async (tx: Tx, signal: SignalName): Promise<Threshold> =>
  (await thresholds(tx)).find((threshold) => threshold.signal === signal)!;

/** Sets when a signal proposes, from the next thing on that it counts. */
export const setThreshold = (tx: Tx, context: Context, threshold: Threshold): Promise<void> =>
  upsertThreshold(tx, context, threshold);

/** What no window reaches any more is forgotten. */
export const forgetting: DueTask<Context> = {
  name: 'fraud.forgetting',
  housekeeping: true,
  nextDue: nextForgotten,
  run: (db, context) => inTransaction(db, (tx) => deleteOld(tx, context.clock.now())),
};
