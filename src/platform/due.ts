import type { Database } from './db/connect.ts';

/**
 * Work that falls due. All background work is rows in the domain's own tables with the instant at which they are due; one list of tasks, in the
 * order of the policy, serves production, the demonstration's moved clock and scenarios alike (decision 0002).
 */
export interface DueTask<Context> {
  /** Dotted and stable: `numbers.renewals`. */
  readonly name: string;
  /** When there is next something to do; an instant in the past (or now) when there is already; null when nothing is foreseen. */
  nextDue(db: Database, context: Context): Promise<Temporal.Instant | null>;
  /** Housekeeping can wait: a clock that is moved does not stop for it; it is done at the next stop. */
  readonly housekeeping?: true;
  /** Does all that is due at the context's present instant, in transactions of its own; returns how much it did. Any number may run at once. */
  run(db: Database, context: Context): Promise<number>;
}
