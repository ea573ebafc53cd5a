import {
  inTransaction,
  nextEvent,
  postponeEvent,
  takeEvents,
  type Database,
  type RecordedEvent,
  type Tx,
} from '#platform';
import type { Context } from '#policy';
import type { Task } from './calendar.ts';

/** What reacts to an event, in the transaction that marks it dispatched: database work only. */
export type Reaction = (tx: Tx, context: Context, event: RecordedEvent) => Promise<void>;
export type Subscriptions = Readonly<Record<string, readonly Reaction[]>>;

const batch = 200;
const firstRetrySeconds = 5;
const longestRetrySeconds = 3_600;

/** The task that hands recorded events to whoever subscribed: each once, in the order in which they were recorded. */
export const dispatchTask = (subscriptions: Subscriptions): Task => ({
  name: 'events.dispatch',
  nextDue: nextEvent,
  run: async (db, context) => {
    let total = 0;
    for (;;) {
      const count = await dispatchSome(db, context, subscriptions, batch).catch(() =>
        dispatchOneByOne(db, context, subscriptions),
      );
      total += count;
      if (count === 0) return total;
    }
  },
});

const dispatchSome = (
  db: Database,
  context: Context,
  subscriptions: Subscriptions,
  limit: number,
): Promise<number> =>
  inTransaction(db, async (tx) => {
    const events = await takeEvents(tx, context.clock, limit);
    for (const event of events) await react(tx, context, subscriptions, event);
    return events.length;
  });

const react = async (
  tx: Tx,
  context: Context,
  subscriptions: Subscriptions,
  event: RecordedEvent,
): Promise<void> => {
  for (const reaction of subscriptions[event.kind] ?? []) {
    try {
      await reaction(tx, context, event);
    } catch (error) {
      throw new FailedReaction(event, error);
    }
  }
};

class FailedReaction extends Error {
  readonly event: RecordedEvent;

  constructor(event: RecordedEvent, cause: unknown) {
    super(`the reaction to ${event.kind} ${event.id} failed: ${(cause as Error).message}`, { cause });
    this.event = event;
  }
}

/** After a batch failed: each event in a transaction of its own, and the one that fails is put aside with a growing delay. */
const dispatchOneByOne = async (
  db: Database,
  context: Context,
  subscriptions: Subscriptions,
): Promise<number> => {
  let count = 0;
  for (; count < batch; count += 1) {
    try {
      if ((await dispatchSome(db, context, subscriptions, 1)) === 0) return count;
    } catch (error) {
      if (!(error instanceof FailedReaction)) throw error;
      await postpone(db, context, error);
    }
  }
  return count;
};

const postpone = (db: Database, context: Context, failure: FailedReaction): Promise<void> => {
  const seconds = Math.min(firstRetrySeconds * 2 ** failure.event.failures, longestRetrySeconds);
  return inTransaction(db, (tx) =>
    postponeEvent(tx, failure.event.id, context.clock.now().add({ seconds }), failure.message),
  );
};
