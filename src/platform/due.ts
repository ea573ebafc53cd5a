import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { startOfDate } from './clock.ts';
import type { Database } from './db/connect.ts';

/**
 * When there is next something to do, as one expression of SQL that is an instant, or the date at whose beginning it is due; null when
 * nothing is foreseen. What all tasks ask is asked in one statement.
 */
export interface DueQuestion {
  readonly of: 'instant' | 'date';
  readonly expression: RawBuilder<unknown>;
}

/** Due at an instant: `(select min(next_check_at) from …)`. The expression takes no changing values: the statement is prepared once. */
export const dueAt = (expression: RawBuilder<unknown>): DueQuestion => ({ of: 'instant', expression });

/** Due when a date begins for the operator. */
export const dueOn = (expression: RawBuilder<unknown>): DueQuestion => ({ of: 'date', expression });

/**
 * Work that falls due. All background work is rows in the domain's own tables with the instant at which they are due; one list of tasks, in the
 * order of the policy, serves production, the demonstration's moved clock and scenarios alike (decision 0002).
 */
export interface DueTask<Context> {
  /** Dotted and stable: `numbers.renewals`. */
  readonly name: string;
  /**
   * When there is next something to do; an instant in the past (or now) when there is already; null when nothing is foreseen. A function
   * only where no expression can say it: it costs a statement of its own at every look. Neither asks what time it is: the answer holds
   * until somebody writes.
   */
  readonly nextDue: DueQuestion | ((db: Database, context: Context) => Promise<Temporal.Instant | null>);
  /** Housekeeping can wait: a clock that is moved does not stop for it; it is done at the next stop. */
  readonly housekeeping?: true;
  /** Does all that is due at the context's present instant, in transactions of its own; returns how much it did. Any number may run at once. */
  run(db: Database, context: Context): Promise<number>;
}

/** When each of the tasks has next something to do, in their order. */
export const whenDue = async <Context extends { readonly operator: { readonly timeZone: string } }>(
  db: Database,
  context: Context,
  tasks: readonly DueTask<Context>[],
): Promise<readonly (Temporal.Instant | null)[]> => {
  const answers = await askTogether(db, tasks);
  const dues: (Temporal.Instant | null)[] = [];
  for (const [index, { nextDue }] of tasks.entries()) {
    const due = typeof nextDue === 'function' ? await nextDue(db, context) : (answers[`q${index}`] ?? null);
    dues.push(due instanceof Temporal.PlainDate ? startOfDate(due, context.operator.timeZone) : due);
  }
  return dues;
};

type Answers = Readonly<Record<string, Temporal.Instant | Temporal.PlainDate | null>>;

const askTogether = async <Context>(db: Database, tasks: readonly DueTask<Context>[]): Promise<Answers> => {
  const questions = tasks.flatMap(({ nextDue }, index) =>
    typeof nextDue === 'function'
      ? []
      : [
          sql`(${nextDue.expression})${sql.raw(nextDue.of === 'date' ? '::date' : '::timestamptz')} as ${sql.ref(`q${index}`)}`,
        ],
  );
  if (questions.length === 0) return {};
  const names = createHash('sha1')
    .update(tasks.map(({ name }) => name).join())
    .digest('hex');
  const { rows } =
    await sql<Answers>`/* name: platform.due_${sql.raw(names.slice(0, 16))} */ select ${sql.join(questions)}`.execute(
      db,
    );
  return rows[0]!;
};
