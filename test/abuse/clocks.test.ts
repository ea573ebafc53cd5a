import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { moveClock } from '../../src/doors/worker/move-clock.ts';
import { runDue } from '../../src/doors/worker/calendar.ts';
import { crowd } from '../support/crowd.ts';
import { comeBy, creditsOf, openBook, standingsOf, type Book } from '../support/naive-calendar.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { assertSame, assertSound, credits, standings } from '../support/soundness.ts';
import { local, openTown, plant, type Town } from '../support/town.ts';

/** Some hundred numbers that fall due from 8 to 10 April, a third of whose holders run dry. */
const townOf = async (seed: number): Promise<{ readonly town: Town; readonly books: readonly Book[] }> => {
  const town = await openTown('2022-03-10T12:00');
  const settlers = await plant(
    town.db,
    town.context,
    crowd(seededRandom(seed), { numbers: 400, months: 4, poorEach: 3 }),
  );
  return { town, books: settlers.map(openBook) };
};

const asExpected = async (town: Town, books: readonly Book[], when: string): Promise<void> => {
  assertSame(await standings(town.db), standingsOf(books), `numbers ${when}`);
  assertSame(await credits(town.db), creditsOf(books), `wallets ${when}`);
  await assertSound(town.db, when);
};

/** Everything that a round could have done a second time. */
const footprint = async (town: Town): Promise<unknown> => {
  const { rows } = await sql`
    select (select count(*) from ledger.journal) as journals, (select count(*) from numbers.rental_period) as periods,
           (select count(*) from numbers.history) as histories, (select count(*) from notifications.mail) as mails,
           (select count(*) from platform.event) as events, (select count(*) from numbers.reminder) as reminders`.execute(
    town.db,
  );
  return rows[0];
};

describe('a clock that jumps', () => {
  for (const [what, date] of [
    ['34 days in one step', '2022-04-13'],
    ['three months in one step', '2022-06-10'],
    ['a year in one step', '2023-03-10'],
  ] as const) {
    it(`forward, ${what}, leaves every due period charged once, and nobody dismissed who was not told`, async () => {
      const { town, books } = await townOf(34);
      town.clock.set(local(date));
      await runDue(town.db, town.context, town.app.tasks);
      for (const book of books) comeBy(book, Temporal.PlainDate.from(date));
      await asExpected(town, books, `on ${date}`);
      const { rows } = await sql`select from notifications.mail where about = 'number_dismissed'`.execute(
        town.db,
      );
      assert.equal(rows.length, 0);
    });
  }

  it('34 days forward again and again, into the quarantines and out of them, charges nothing twice', async () => {
    const { town, books } = await townOf(35);
    let date = Temporal.PlainDate.from('2022-04-10');
    for (let jump = 0; jump < 5; jump += 1, date = date.add({ days: 34 })) {
      town.clock.set(local(String(date)));
      await runDue(town.db, town.context, town.app.tasks);
      for (const book of books) comeBy(book, date);
      await asExpected(town, books, `on ${date}`);
    }
  });

  it("as the demonstration's is moved, through every instant on the way, comes to the same as living through it", async () => {
    const { town, books } = await townOf(36);
    await moveClock(town.app, local('2022-05-20T12:00'));
    for (
      let date = Temporal.PlainDate.from('2022-03-11');
      date.until('2022-05-20').days >= 0;
      date = date.add({ days: 1 })
    )
      for (const book of books) comeBy(book, date);
    await asExpected(town, books, 'after the move');
  });

  it('back a little between two rounds, also over midnight, does nothing a second time', async () => {
    const { town, books } = await townOf(37);
    town.clock.set(local('2022-04-10T00:00:02'));
    await runDue(town.db, town.context, town.app.tasks);
    for (const book of books) comeBy(book, Temporal.PlainDate.from('2022-04-10'));
    const done = await footprint(town);
    for (const earlier of [
      '2022-04-10T00:00:01',
      '2022-04-09T23:59:58',
      '2022-04-09T22:00',
      '2022-04-10T00:00:03',
    ]) {
      town.clock.set(local(earlier));
      await runDue(town.db, town.context, town.app.tasks);
      assert.deepEqual(await footprint(town), done, earlier);
    }
    // At the round after it everything goes on as if nothing had been.
    town.clock.set(local('2022-05-10T00:00:01'));
    await runDue(town.db, town.context, town.app.tasks);
    for (const book of books) comeBy(book, Temporal.PlainDate.from('2022-05-10'));
    await asExpected(town, books, 'in May');
  });
});
