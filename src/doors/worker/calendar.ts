// The one scheduler: what falls due at one instant happens in the order of the list of tasks, in production, in the demonstration and in scenarios.
import { whenDue, type Database, type DueTask, type MovableClock } from '#platform';
import type { Context } from '#policy';

export type Task = DueTask<Context>;

/** When each task has next something to do, in their order. It takes no note of the clock: it holds until somebody writes. */
type Dues = readonly (Temporal.Instant | null)[];

/** What one pass found: how much it did, and when there is next something to do (null: nothing is foreseen). */
interface Pass {
  readonly count: number;
  readonly next: Temporal.Instant | null;
  /** As they were asked last: nothing was done since. */
  readonly dues: Dues;
}

/** More passes at one instant than any honest day needs: a task that always finds something to do is a bug. */
const mostPasses = 1_000;

/** Whether `due` has come; null never comes. */
export const hasCome = (due: Temporal.Instant | null, now: Temporal.Instant): due is Temporal.Instant =>
  due !== null && Temporal.Instant.compare(due, now) <= 0;

/** The earlier of two instants of which either may be missing. */
export const earlier = (a: Temporal.Instant | null, b: Temporal.Instant | null): Temporal.Instant | null =>
  a === null || (b !== null && Temporal.Instant.compare(b, a) < 0) ? b : a;

/** Runs every task that is due, in order. What a task did may have made others due: they are asked anew. */
const runPass = async (
  db: Database,
  context: Context,
  tasks: readonly Task[],
  known: Dues | undefined,
): Promise<Pass> => {
  let count = 0;
  let next: Temporal.Instant | null = null;
  let dues = known ?? (await whenDue(db, context, tasks));
  for (const [index, task] of tasks.entries()) {
    if (hasCome(dues[index]!, context.clock.now())) {
      count += await task.run(db, context);
      // What was due may have been done by another worker in the meantime: what comes after it is still to be waited for.
      dues = await whenDue(db, context, tasks);
    }
    const due = dues[index]!;
    if (!hasCome(due, context.clock.now()) && task.housekeeping !== true) next = earlier(next, due);
  }
  return { count, next, dues };
};

/**
 * Does all that is due at the context's present instant, and what that causes at the same instant. Returns when there is next something
 * to do. Whoever has just been told what is due, and wrote nothing since, hands it over as `known`.
 */
export const runDue = async (
  db: Database,
  context: Context,
  tasks: readonly Task[],
  known?: Dues,
): Promise<Pass> => {
  let total = 0;
  let dues = known;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const done = await runPass(db, context, tasks, dues);
    total += done.count;
    if (done.count === 0) return { ...done, count: total };
    ({ dues } = done);
  }
  throw new Error(`the calendar found something to do ${mostPasses} times at ${context.clock.now()}`);
};

/**
 * Moves `clock` forward to `until`: everything due up to and including that instant happens on the way, in the order of its due
 * instants, each at its own instant. `onInstant` hears of every stop.
 */
export const advance = async (
  db: Database,
  context: Context & { readonly clock: MovableClock },
  tasks: readonly Task[],
  until: Temporal.Instant,
  onInstant: (instant: Temporal.Instant, count: number) => Promise<void> | void = () => undefined,
): Promise<void> => {
  let { next, dues } = await runDue(db, context, tasks);
  while (hasCome(next, until)) {
    context.clock.moveTo(next);
    const stop = await runDue(db, context, tasks, dues);
    await onInstant(next, stop.count);
    ({ next, dues } = stop);
  }
  if (Temporal.Instant.compare(until, context.clock.now()) > 0) context.clock.moveTo(until);
};
