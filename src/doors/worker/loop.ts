import { whenDue, dateAt, recordFailure, recordRun, startOfDate, type Clock, type Database } from '#platform';
import type { Context } from '#policy';
import { earlier, hasCome, type Task } from './calendar.ts';

export interface WorkerLog {
  info(data: object, message: string): void;
  error(data: object, message: string): void;
}

export interface WorkerOptions {
  readonly db: Database;
  readonly context: Context;
  readonly tasks: readonly Task[];
  readonly log: WorkerLog;
  /** Called before each round: the demonstration reads its clock's shift anew. */
  readonly refresh?: () => Promise<void>;
}

export interface Worker {
  /** Looks for due work now instead of at the next round. */
  wake(): void;
  /** Finishes the task in progress and ends. */
  stop(): Promise<void>;
}

const longestPauseMs = 1_000;
const shortestPauseMs = 50;
const pauseAfterFailureMs = 5_000;

/** Starts to do what falls due, until it is stopped. Any number of workers may run beside each other. */
export const startWorker = (options: WorkerOptions): Worker => {
  const signal = wakeSignal();
  const stop = new AbortController();
  const rest = new Map<string, number>();
  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const pauseMs = await round(options, rest, stop.signal).catch((error: unknown) => {
        options.log.error({ err: error }, 'the worker could not look for due work');
        return pauseAfterFailureMs;
      });
      if (!stop.signal.aborted) await signal.pause(pauseMs);
    }
  };
  const running = loop();
  return {
    wake: signal.wake,
    stop: async () => {
      stop.abort();
      signal.wake();
      await running;
    },
  };
};

/**
 * A clock that stays within the operator's day in which it was asked for. A round that passes midnight finishes the old day: otherwise what
 * is late in the list would happen at midnight before what comes first.
 */
const withinOneDay = ({ clock, operator: { timeZone } }: Context): Clock => {
  const tomorrow = dateAt(clock.now(), timeZone).add({ days: 1 });
  const last = startOfDate(tomorrow, timeZone).subtract({ milliseconds: 1 });
  return {
    now: () => {
      const now = clock.now();
      return Temporal.Instant.compare(now, last) < 0 ? now : last;
    },
  };
};

/** Runs every task that is due and does not rest after a failure; returns how long nothing will be due. */
const round = async (
  options: WorkerOptions,
  rest: Map<string, number>,
  stopping: AbortSignal,
): Promise<number> => {
  const { db, tasks } = options;
  await options.refresh?.();
  const context = { ...options.context, clock: withinOneDay(options.context) };
  let did = 0;
  let next: Temporal.Instant | null = null;
  let dues = await whenDue(db, context, tasks);
  for (const [index, task] of tasks.entries()) {
    if (stopping.aborted) return 0;
    if ((rest.get(task.name) ?? 0) > performance.now()) continue;
    if (hasCome(dues[index]!, context.clock.now())) {
      did += await runTask({ ...options, context }, task, rest);
      dues = await whenDue(db, context, tasks);
    } else next = earlier(next, dues[index]!);
  }
  if (did > 0) return 0;
  if (next === null) return longestPauseMs;
  return Math.min(
    Math.max(next.epochMilliseconds - options.context.clock.now().epochMilliseconds, shortestPauseMs),
    longestPauseMs,
  );
};

const runTask = async (
  { db, context, log }: WorkerOptions,
  task: Task,
  rest: Map<string, number>,
): Promise<number> => {
  try {
    const count = await task.run(db, context);
    rest.delete(task.name);
    if (count > 0) {
      await recordRun(db, context.clock, task.name, count);
      log.info({ task: task.name, count }, 'due work done');
    }
    return count;
  } catch (error) {
    log.error({ err: error, task: task.name }, 'due work failed');
    const failures = await recordFailure(db, context.clock, task.name, (error as Error).message);
    rest.set(task.name, performance.now() + Math.min(1_000 * 2 ** failures, 300_000));
    return 0;
  }
};

const nobodyWaits = (): void => undefined;

const wakeSignal = () => {
  let wakeUp = nobodyWaits;
  let awake = false;
  return {
    wake: () => {
      awake = true;
      wakeUp();
    },
    pause: (ms: number) =>
      new Promise<void>((resolve) => {
        if (awake) {
          awake = false;
          return resolve();
        }
        const timer = setTimeout(done, ms);
        function done() {
          clearTimeout(timer);
          awake = false;
          wakeUp = nobodyWaits;
          resolve();
        }
        wakeUp = done;
      }),
  };
};
