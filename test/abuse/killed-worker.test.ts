import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it, type TestContext } from 'node:test';
import { runDue } from '../../src/doors/worker/calendar.ts';
import { crowd } from '../support/crowd.ts';
import { comeBy, creditsOf, openBook, standingsOf } from '../support/naive-calendar.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { assertSame, assertSound, credits, standings } from '../support/soundness.ts';
import { openTown, plant, zone } from '../support/town.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

interface Massacre {
  readonly seed: number;
  readonly numbers: number;
  readonly kills: number;
  /** About as many as a run of renewals has, and a little more. */
  readonly statements: number;
}

/** Month after month a worker is killed at a random moment of its run of renewals, and another one does what is left. */
const killEachMonth = async (
  t: TestContext,
  { seed, numbers, kills, statements }: Massacre,
): Promise<void> => {
  const random = seededRandom(seed);
  t.diagnostic(`seed ${seed}`);
  const town = await openTown('2022-03-10T12:00');
  const settlers = await plant(
    town.db,
    town.context,
    crowd(random, { numbers, months: kills, poorEach: 12 }),
  );
  const books = settlers.map(openBook);
  const spare = () => startWorkerProcess({ url: town.url, now: String(town.clock.now()) });
  let next = spare();
  for (let month = 1; month <= kills; month += 1) {
    const worker = await next;
    const today = Temporal.PlainDate.from('2022-03-10').add({ months: month });
    const due = [...(await standings(town.db)).values()].filter(
      (standing) => standing === `active ${month}`,
    ).length;
    const [statement, afterMs] = [1 + random.below(statements), random.below(60)];
    town.clock.set(today.toZonedDateTime(zone).toInstant());
    worker.workAt(town.clock.now(), statement);
    const text = await worker.reached();
    await sleep(afterMs);
    await worker.kill();
    const left = [...(await standings(town.db)).values()].filter(
      (standing) => standing === `active ${month}`,
    ).length;
    t.diagnostic(
      `${today}: killed ${afterMs} ms after statement ${statement} (${text.replaceAll(/\s+/g, ' ')}), ${left} of ${due} left`,
    );
    // While this one works, the next victim gets ready.
    next = month < kills ? spare() : next;
    await runDue(town.db, town.context, town.app.tasks);
    for (const book of books) comeBy(book, today);
    assertSame(await standings(town.db), standingsOf(books), `numbers on ${today}`);
    assertSame(await credits(town.db), creditsOf(books), `wallets on ${today}`);
    await assertSound(town.db, `on ${today}`);
  }
  await town.drop();
};

describe('a worker that is killed while it renews', () => {
  it('leaves nothing half done: seventeen runs over some hundreds of numbers, each killed and run again', (t) =>
    killEachMonth(t, { seed: 20_220_310, numbers: 800, kills: 17, statements: 30 }));

  it('leaves the batches that it had finished: three runs of two batches, each killed and run again', (t) =>
    killEachMonth(t, { seed: 20_220_410, numbers: 8_200, kills: 3, statements: 45 }));
});
