import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crowd } from '../support/crowd.ts';
import { comeBy, creditsOf, openBook, standingsOf } from '../support/naive-calendar.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { assertSame, assertSound, credits, standings } from '../support/soundness.ts';
import { local, openTown, plant } from '../support/town.ts';
import { untilNothingIsDue } from '../support/until-done.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

describe('two workers in two processes', () => {
  it('over the same due numbers charge every period once, two months in a row', async () => {
    const town = await openTown('2022-03-10T12:00');
    // More than fit into one batch of a run.
    const settlers = await plant(
      town.db,
      town.context,
      crowd(seededRandom(1), { numbers: 3_000, months: 2, poorEach: 12 }),
    );
    const books = settlers.map(openBook);
    const orders = { url: town.url, now: String(town.clock.now()) };
    const workers = await Promise.all([startWorkerProcess(orders), startWorkerProcess(orders)]);
    for (const date of ['2022-04-10', '2022-05-10']) {
      town.clock.set(local(date));
      for (const worker of workers) worker.workAt(town.clock.now());
      await untilNothingIsDue(town);
      for (const book of books) comeBy(book, Temporal.PlainDate.from(date));
      assertSame(await standings(town.db), standingsOf(books), `numbers on ${date}`);
      assertSame(await credits(town.db), creditsOf(books), `wallets on ${date}`);
    }
    await Promise.all(workers.map((worker) => worker.stop()));
    assert.deepEqual(
      workers.map(({ failures }) => failures),
      [[], []],
    );
    await assertSound(town.db);
  });
});
