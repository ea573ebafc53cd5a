import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCome } from '../../src/doors/worker/calendar.ts';
import type { Installation } from './installation.ts';
import { dueOf } from './work.ts';

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
export const untilNothingIsDue = (installation: Installation): Promise<void> =>
  until('nothing is due', () => isNothingDue(installation).catch(() => false));

const isNothingDue = async ({ app, connection, context }: Installation): Promise<boolean> => {
  for (const task of app.tasks) {
    const due = await dueOf(connection.db, context, task);
    if (hasCome(due, context.clock.now())) return false;
  }
  return true;
};
