import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import {
  connect,
  migrate,
  startThrowaway,
  type Connection,
  type Database,
  type EmbeddedServer,
} from '#platform';
import { runDue } from '../../src/doors/worker/calendar.ts';
import { crowd } from '../support/crowd.ts';
import { comeBy, creditsOf, openBook, standingsOf, type Book } from '../support/naive-calendar.ts';
import { seededRandom, type SeededRandom } from '../support/seeded-random.ts';
import { assertSame, assertSound, credits, standings } from '../support/soundness.ts';
import { found, local, plant } from '../support/town.ts';
import { until, untilNothingIsDue } from '../support/until-done.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

/** Every period that is paid, and every transfer, by name. */
const committed = async (db: Database): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ name: string }>`
    select concat_ws(' ', 'period', rental_id, from_month, journal_id, line) as name from numbers.rental_period
    union all select concat_ws(' ', 'transfer', journal_id, line, amount) from ledger.transfer`.execute(db);
  return new Set(rows.map(({ name }) => name));
};

describe('a PostgreSQL that is killed while numbers are renewed', () => {
  const random: SeededRandom = seededRandom(5_432);
  let server: EmbeddedServer;
  let connection: Connection;
  let town: Awaited<ReturnType<typeof found>>;
  let books: readonly Book[];

  before(async () => {
    server = await startThrowaway();
    connection = connect(server.url, { max: 6 });
    await migrate(connection.pool);
    town = await found(connection, '2022-03-10T12:00');
    const settlers = await plant(
      town.connection.db,
      town.context,
      crowd(random, { numbers: 2_000, months: 4, poorEach: 12 }),
    );
    books = settlers.map(openBook);
  });

  after(async () => {
    await connection.close();
    await server.stop();
  });

  /** Kills the server at a random moment of a run of renewals. The server and what was committed by then come back. */
  const killDuringRun = async (t: TestContext, date: string) => {
    const worker = await startWorkerProcess({ url: server.url, now: String(town.clock.now()) });
    const [statement, afterMs] = [5 + random.below(40), random.below(60)];
    town.clock.set(local(date));
    worker.workAt(town.clock.now(), statement);
    const text = await worker.reached();
    await sleep(afterMs);
    const committedBefore = await committed(connection.db);
    const killed = await serverProcess(server.url);
    process.kill(killed, 'SIGKILL');
    t.diagnostic(`killed ${afterMs} ms after statement ${statement} (${text.replaceAll(/\s+/g, ' ')})`);
    // Its orphans may answer for a moment: what counts is the next one.
    await until('another server runs', () =>
      serverProcess(server.url).then(
        (id) => id > 0 && id !== killed,
        () => false,
      ),
    );
    await until('it answers', () =>
      committed(connection.db).then(
        () => true,
        () => false,
      ),
    );
    const survived = await committed(connection.db);
    assert.deepEqual(
      [...committedBefore].filter((name) => !survived.has(name)),
      [],
    );
    return worker;
  };

  const allIsWell = async (date: string): Promise<void> => {
    for (const book of books) comeBy(book, Temporal.PlainDate.from(date));
    assertSame(await standings(connection.db), standingsOf(books), `numbers on ${date}`);
    assertSame(await credits(connection.db), creditsOf(books), `wallets on ${date}`);
    await assertSound(connection.db);
  };

  it('finds its worker waiting, which finishes by itself', async (t) => {
    const worker = await killDuringRun(t, '2022-04-10');
    await untilNothingIsDue(town);
    await worker.stop();
    for (const failure of worker.failures) t.diagnostic(failure);
    await allIsWell('2022-04-10');
  });

  for (const date of ['2022-05-10', '2022-06-10', '2022-07-10']) {
    it(`and whose worker dies with it, leaves nothing half done: another one finishes (${date})`, async (t) => {
      const worker = await killDuringRun(t, date);
      await worker.kill();
      await runDue(connection.db, town.context, town.app.tasks);
      await allIsWell(date);
    });
  }
});

/** A throwaway server has its socket in its data folder. */
const serverProcess = async (url: string): Promise<number> => {
  const folder = decodeURIComponent(/[?&]host=([^&]+)/.exec(url)![1]!);
  return Number((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
};
