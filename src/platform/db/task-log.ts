import { sql, type RawBuilder } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from './connect.ts';

/** How a kind of due work went lately. */
export interface TaskStatus {
  readonly name: string;
  readonly lastRunAt: Temporal.Instant | null;
  readonly lastCount: bigint;
  readonly failures: number;
  readonly lastError: string | null;
  readonly lastErrorAt: Temporal.Instant | null;
}

/** Notes that a task did `count` things. */
export const recordRun = async (db: Database, clock: Clock, name: string, count: number): Promise<void> => {
  await sql`
    insert into platform.task (name, last_run_at, last_count) values (${name}, ${clock.now()}, ${count})
    on conflict (name) do update set last_run_at = excluded.last_run_at, last_count = excluded.last_count, failures = 0`.execute(
    db,
  );
};

/** Notes that a task failed; returns how often in a row it has. */
export const recordFailure = async (
  db: Database,
  clock: Clock,
  name: string,
  error: string,
): Promise<number> => {
  const { rows } = await sql<{ failures: number }>`
    insert into platform.task (name, failures, last_error, last_error_at) values (${name}, 1, ${error}, ${clock.now()})
    on conflict (name) do update set failures = task.failures + 1, last_error = excluded.last_error, last_error_at = excluded.last_error_at
    returning failures`.execute(db);
  return rows[0]!.failures;
};

/** Every task that ever ran or failed. */
export const taskStatuses = async (db: Database): Promise<readonly TaskStatus[]> => {
  const { rows } = await sql<TaskStatus>`
    select name, last_run_at, last_count, failures, last_error, last_error_at from platform.task order by name`.execute(
    db,
  );
  return rows;
};

/** What `doneThrough` answers, as an expression of SQL. */
export const doneThroughExpression = (name: string): RawBuilder<unknown> =>
  sql`(select done_through from platform.task where name = ${sql.lit(name)})`;

/** The last date for which a task that goes by dates has done everything; null: it never ran. */
export const doneThrough = async (db: Database, name: string): Promise<Temporal.PlainDate | null> => {
  const { rows } = await sql<{ doneThrough: Temporal.PlainDate | null }>`
    select done_through from platform.task where name = ${name}`.execute(db);
  return rows[0]?.doneThrough ?? null;
};

/** Notes that a task has done everything through `date`; it never goes back. */
export const recordDoneThrough = async (
  db: Database,
  name: string,
  date: Temporal.PlainDate,
): Promise<void> => {
  await sql`
    insert into platform.task (name, done_through) values (${name}, ${date}::date)
    on conflict (name) do update set done_through = greatest(task.done_through, excluded.done_through)`.execute(
    db,
  );
};
