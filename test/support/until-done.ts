import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCome } from '../../src/doors/worker/calendar.ts';
import { taskStatuses, whenDue } from '#platform';
import type { Installation } from './installation.ts';

/** Generous: machines are shared. Nothing is measured by it. */
const patienceMs = 120_000;

export const until = async (what: string, holds: () => Promise<boolean>, pauseMs = 20): Promise<void> => {
  const start = performance.now();
  while (!(await holds())) {
    assert.ok(performance.now() - start < patienceMs, `still not: ${what}`);
    await sleep(pauseMs);
  }
};

/** Waits until the workers of other processes have left nothing to do at the present instant; a database that is gone may come back. */
export const untilNothingIsDue = async (installation: Installation): Promise<void> => {
  let left: readonly string[] = [];
  await until('nothing is due', async () => {
    left = await dueNow(installation).catch((error: unknown) => [String(error)]);
    return left.length === 0;
  }).catch((error: Error) => {
    throw new Error(`${error.message}, but ${left.join('; ')}`);
  });
};

/** What is due, and how often in a row it has failed. */
const dueNow = async ({ app, connection, context }: Installation): Promise<readonly string[]> => {
  const dues = await whenDue(connection.db, context, app.tasks);
  const due = app.tasks.filter((_, index) => hasCome(dues[index]!, context.clock.now()));
  if (due.length === 0) return [];
  const statuses = new Map((await taskStatuses(connection.db)).map((status) => [status.name, status]));
  return due.map(
    ({ name }) =>
      `${name} failed ${statuses.get(name)?.failures ?? 0} times (${statuses.get(name)?.lastError ?? '-'})`,
  );
};
