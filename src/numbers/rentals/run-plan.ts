import assert from 'node:assert/strict';
import type { DueTask, Tx } from '#platform';
import { type Context, listVersions, type PolicyVersion, today as todayOf } from '#policy';
import { anyWaitingPrices, type DaysByVersion } from './store/quarantine.ts';
import type { RunPlan } from './store/run-due.ts';

export type Task = DueTask<Context>;

/** Published versions, oldest first. */
export const publishedVersions = async (tx: Tx): Promise<readonly PolicyVersion[]> =>
  (await listVersions(tx))
    .filter(({ publishedAt }) => publishedAt !== null)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.inForceFrom, b.inForceFrom));

/** The plan, under the published versions, of a run whose earliest date is `first` and whose latest is `through`. */
export const planRun = async (
  tx: Tx,
  context: Context,
  published: readonly PolicyVersion[],
  { first, through }: { readonly first: Temporal.PlainDate; readonly through: Temporal.PlainDate },
): Promise<RunPlan> => {
  const inForce = published.filter(
    ({ inForceFrom }) => Temporal.PlainDate.compare(inForceFrom, through) <= 0,
  );
  // The newest that is in force on the first date, and all after it.
  const from = inForce.findLastIndex(
    ({ inForceFrom }) => Temporal.PlainDate.compare(inForceFrom, first) <= 0,
  );
  const versions = inForce.slice(Math.max(from, 0));
  assert(versions.length > 0, 'no policy is in force');
  return {
    today: todayOf(context),
    through,
    versions,
    // No period is shorter than 28 days.
    manyPeriods: Temporal.PlainDate.compare(first.add({ days: 28 }), through) <= 0,
    prices: await anyWaitingPrices(tx, through),
  };
};

/** A parameter of every version that a rental may be under. */
export const byVersion = (
  versions: readonly PolicyVersion[],
  days: (version: PolicyVersion) => number | null,
): DaysByVersion => ({ versionIds: versions.map(({ id }) => id), days: versions.map(days) });
