import { secretBox } from '#webhooks';
import { kept } from '#notifications';
import { sandboxProcessors } from '#payments';
import { whenDue, type Clock, type Connection, type Database, type DueTask } from '#platform';
import type { Context } from '#policy';
import { runDue } from '../../src/doors/worker/calendar.ts';
import { tasksFor } from '../../src/doors/worker/tasks.ts';

/** Everything that falls due, with sandbox processors; mails are kept. */
export const productTasks = (db: Database, clock: Clock): readonly DueTask<Context>[] =>
  tasksFor({
    processors: sandboxProcessors(db, clock),
    voice: { edge: undefined, isSandbox: false },
    transport: kept(),
    baseUrl: 'http://localhost',
    mode: 'demo',
    smsRetentionDays: 90,
    webhooks: { box: secretBox('a secret of the tests'), reach: 'loopback' },
  });

/** Money that comes and goes, and what that causes. */
const concerned = (db: Database, clock: Clock): readonly DueTask<Context>[] =>
  productTasks(db, clock).filter(({ name }) =>
    /^(?:payments|events|numbers\.restores|notifications)/.test(name),
  );

/**
 * What a worker does with money that comes and goes and with what that causes, without asking first whether anything is due: each task in
 * its order, until none finds anything. On a new connection that is the quickest: the question is a long one.
 */
export const work = async ({ db }: Pick<Connection, 'db'>, context: Context): Promise<void> => {
  const tasks = concerned(db, context.clock);
  for (let count = 1; count > 0;) {
    count = 0;
    for (const task of tasks) count += await task.run(db, context);
  }
};

/** The same on a connection that is known already. */
export const workOn = ({ db }: Pick<Connection, 'db'>, context: Context): Promise<unknown> =>
  runDue(db, context, concerned(db, context.clock));

/** When a task has next something to do. */
export const dueOf = async (
  db: Database,
  context: Context,
  task: DueTask<Context>,
): Promise<Temporal.Instant | null> => (await whenDue(db, context, [task]))[0]!;
