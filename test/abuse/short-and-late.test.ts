import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { topUp } from '#payments';
import { inTransaction } from '#platform';
import { advance, runDue } from '../../src/doors/worker/calendar.ts';
import { crowd, euro } from '../support/crowd.ts';
import { comeBy, creditsOf, openBook, standingsOf } from '../support/naive-calendar.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { assertSame, assertSound, credits, standings } from '../support/soundness.ts';
import { local, openTown, plant, type PlantedNumber, type Settler, type Town } from '../support/town.ts';

const monthly = (anchor: string, price: bigint, more: Partial<PlantedNumber> = {}): PlantedNumber => ({
  anchor,
  months: 1,
  monthsPaid: 1,
  monthlyMicros: price * euro,
  ...more,
});

const wake = (town: Town, at: string): Promise<unknown> => {
  town.clock.set(local(at));
  return runDue(town.db, town.context, town.app.tasks);
};

/** The scheduler's own pace: every instant at which something is due, up to `until`. */
const live = (town: Town, until: string): Promise<void> =>
  advance(town.db, { ...town.context, clock: town.clock }, town.app.tasks, local(until));

const pay = async (town: Town, { customerId }: Settler, amount: bigint, key = 'top-up'): Promise<void> => {
  const order = { customerId, processor: 'card', amountMicros: amount * euro, key } as const;
  await inTransaction(town.db, (tx) => topUp(tx, town.context, order));
  await runDue(town.db, town.context, town.app.tasks);
};

const standing = async (town: Town, { e164s }: Settler): Promise<readonly (string | undefined)[]> => {
  const all = await standings(town.db);
  return e164s.map((e164) => all.get(e164));
};

/** How often each kind of mail was written: "number_quarantined 5". */
const mailsOf = async (town: Town): Promise<readonly string[]> => {
  const { rows } = await sql<{ line: string }>`
    select about || ' ' || count(*) as line from notifications.mail group by about order by about`.execute(
    town.db,
  );
  return rows.map(({ line }) => line);
};

const kept = 'active 2';
const lost = (until: string): string => `quarantined 1 until ${until}`;

describe('a customer with credit for five of ten numbers', () => {
  it('keeps exactly five, in the order that the customer chose, and is told of the five others', async () => {
    const town = await openTown('2022-03-10T12:00');
    const priorities = [null, 3, null, 1, null, null, 2, null, null, null];
    const numbers = priorities.map((priority) => monthly('2022-03-10', 4n, { priority }));
    const [settler] = await plant(town.db, town.context, [{ creditMicros: 23n * euro, numbers }]);
    await wake(town, '2022-04-10');
    const gone = lost('2022-05-14');
    // The three of the customer's list, then those held longest; 3.00 are left, which buy none.
    assert.deepEqual(await standing(town, settler!), [
      kept,
      kept,
      kept,
      kept,
      gone,
      gone,
      kept,
      gone,
      gone,
      gone,
    ]);
    assert.equal((await credits(town.db)).get(settler!.customerId), 3n * euro);
    assert.deepEqual(await mailsOf(town), ['number_quarantined 5']);
    await assertSound(town.db);
  });

  it('passes over those that are too dear, and keeps cheaper ones after them', async () => {
    const town = await openTown('2022-03-10T12:00');
    const prices = [9n, 2n, 30n, 2n, 8n, 3n, 40n, 1n, 5n, 50n];
    const numbers = prices.map((price) => monthly('2022-03-10', price));
    const [settler] = await plant(town.db, town.context, [{ creditMicros: 17n * euro, numbers }]);
    await wake(town, '2022-04-10');
    const gone = lost('2022-05-14');
    assert.deepEqual(await standing(town, settler!), [
      kept,
      kept,
      gone,
      kept,
      gone,
      kept,
      gone,
      kept,
      gone,
      gone,
    ]);
    assert.equal((await credits(town.db)).get(settler!.customerId), 0n);
    await assertSound(town.db);
  });
});

describe('a worker that comes nine days late', () => {
  it('renews for whoever has the money; who has not gets 34 days from then, and no reminders in bulk', async () => {
    const town = await openTown('2022-03-10T12:00');
    const settlers = await plant(
      town.db,
      town.context,
      crowd(seededRandom(9), { numbers: 400, months: 2, poorEach: 3 }),
    );
    const books = settlers.map(openBook);
    await wake(town, '2022-04-01T10:00');
    const before = await mailsOf(town);
    await wake(town, '2022-04-19T11:30');
    const today = Temporal.PlainDate.from('2022-04-19');
    for (const book of books) comeBy(book, today);
    assertSame(await standings(town.db), standingsOf(books), 'numbers');
    assertSame(await credits(town.db), creditsOf(books), 'wallets');
    const lostCount = books
      .flatMap(({ entries }) => entries)
      .filter(({ state }) => state === 'quarantined').length;
    assert.ok(lostCount > 20, `${lostCount} numbers are lost`);
    // The reminders of the days on which nothing ran are about numbers that are renewed or lost by now.
    assert.deepEqual(await mailsOf(town), [`number_quarantined ${lostCount}`, ...before].toSorted());
    await live(town, '2022-05-22T23:59');
    const end = [...(await standings(town.db)).values()].filter((one) =>
      one.endsWith('until 2022-05-23'),
    ).length;
    assert.equal(end, lostCount, 'nobody is dismissed on the 34th day');
    // Each was reminded four times, and those that were lost in May after that once.
    const inMay =
      [...(await standings(town.db)).values()].filter((one) => one.startsWith('quarantined')).length -
      lostCount;
    assert.ok(
      (await mailsOf(town)).includes(`quarantine_reminder ${4 * lostCount + inMay}`),
      String(await mailsOf(town)),
    );
    await live(town, '2022-05-23');
    assert.ok((await mailsOf(town)).includes(`number_dismissed ${lostCount}`));
    await assertSound(town.db);
  });

  it('sends of several reminders that fell in meanwhile the last one alone', async () => {
    const town = await openTown('2022-03-10T12:00');
    await plant(town.db, town.context, [{ creditMicros: 0n, numbers: [monthly('2022-03-10', 4n)] }]);
    await wake(town, '2022-03-20T10:00');
    assert.deepEqual(await mailsOf(town), []);
    // 14, 7 and 3 days before paid-until have passed.
    await wake(town, '2022-04-08T10:00');
    assert.deepEqual(await mailsOf(town), ['renewal_due_soon 1']);
    await wake(town, '2022-04-10');
    assert.deepEqual(await mailsOf(town), ['number_quarantined 1', 'renewal_due_soon 1']);
    await assertSound(town.db);
  });
});

describe('a top-up', () => {
  it('after the last reminder saves the number', async () => {
    const town = await openTown('2022-03-10T12:00');
    const [settler] = await plant(town.db, town.context, [
      { creditMicros: 1n * euro, numbers: [monthly('2022-03-10', 4n)] },
    ]);
    await live(town, '2022-04-09T23:59');
    assert.deepEqual(await mailsOf(town), ['renewal_due_soon 4']);
    await pay(town, settler!, 3n);
    await live(town, '2022-04-10');
    assert.deepEqual(await standing(town, settler!), [kept]);
    assert.deepEqual(await mailsOf(town), ['renewal_due_soon 4']);
    await assertSound(town.db);
  });

  it('at midnight itself comes before the renewals; one a minute later restores, and neither pays twice', async () => {
    const town = await openTown('2022-03-10T12:00');
    const customer = { creditMicros: 0n, numbers: [monthly('2022-03-10', 4n)] };
    const [early, late] = await plant(town.db, town.context, [customer, customer]);
    await live(town, '2022-04-09T23:59');
    town.clock.set(local('2022-04-10'));
    await pay(town, early!, 5n);
    assert.deepEqual(await standing(town, early!), [kept]);
    assert.deepEqual(await standing(town, late!), [lost('2022-05-14')]);
    town.clock.set(local('2022-04-10T00:01'));
    await pay(town, late!, 5n);
    assert.deepEqual(await standing(town, late!), [kept]);
    assert.deepEqual(new Set((await credits(town.db)).values()), new Set([1n * euro]));
    await assertSound(town.db);
  });
});
