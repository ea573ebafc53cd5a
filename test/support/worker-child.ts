// A worker in a process of its own, for tests that kill it. Ordered about by messages of the process that started it.
import { connect } from '#platform';
import { startWorker, type Worker } from '../../src/doors/worker/loop.ts';
import { install, machineClock } from './installation.ts';
import { interceptStatements } from '../../src/simulation/statements.ts';
import type { Orders, Said, Told } from './worker-process.ts';

const say = (said: Said): void => {
  process.send?.(said);
};

const orders = JSON.parse(process.argv[2]!) as Orders;
const clock = machineClock(Temporal.Instant.from(orders.now));
const connection = connect(orders.url, { max: 6 });

// Statements are counted from the first one of a run of renewals.
let runOfRenewals = 0;
let ofStatement = orders.tellAt;
interceptStatements(connection.pool, (text, send) => {
  const counts = runOfRenewals > 0 || text.includes('into run_list');
  if (counts) runOfRenewals += 1;
  const answer = send();
  if (counts && runOfRenewals === ofStatement) say({ reached: text.slice(0, 60).trim() });
  return answer;
});

const { app, context } = await install(connection, clock, { smtpUrl: orders.smtpUrl });
let worker: Worker | undefined;
const start = (): Worker => {
  const log = {
    info: () => undefined,
    error: ({ err }: { err?: unknown }, message: string) =>
      say({ failed: `${message}: ${(err as Error | undefined)?.message}` }),
  };
  return startWorker({ db: connection.db, context, tasks: app.tasks, log });
};

const end = async (): Promise<void> => {
  await worker?.stop();
  await connection.close();
  process.disconnect?.();
};

process.on('message', (told: Told) => {
  if ('at' in told) {
    runOfRenewals = 0;
    ofStatement = told.tellAt ?? orders.tellAt;
    clock.set(Temporal.Instant.from(told.at));
    worker ??= start();
    worker.wake();
  } else void end();
});
process.on('disconnect', () => process.exit());
say({ ready: true });
