import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { tasks } from '#numbers';
import { comeBy, openBook, standingsOf } from '../support/naive-calendar.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { assertSame, assertSound, standings } from '../support/soundness.ts';
import { openTown, plant, zone, type PlantedCustomer } from '../support/town.ts';

const euro = 1_000_000n;
const firstDay = Temporal.PlainDate.from('2023-12-01');
const lastDay = firstDay.add({ months: 15 });

/** A customer for each day of the year before, and for a 29 February, who holds a number of each length of period since that day. */
const anchors = [
  '2020-02-29',
  ...Array.from({ length: 365 }, (_, day) => String(firstDay.subtract({ years: 1 }).add({ days: day }))),
];

/** What is behind a number ends on or after the first day. */
const monthsBehind = (anchor: string, months: number): number => {
  let paid = months;
  while (Temporal.PlainDate.compare(Temporal.PlainDate.from(anchor).add({ months: paid }), firstDay) < 0)
    paid += months;
  return paid;
};

const settlers: readonly PlantedCustomer[] = anchors.map((anchor) => ({
  creditMicros: 1_000n * euro,
  numbers: ([1, 3, 6, 12] as const).map((months) => ({
    anchor,
    months,
    monthsPaid: monthsBehind(anchor, months),
    monthlyMicros: 1n * euro,
  })),
}));

/** Every day for as long as two Februaries and the months between take no other way; then the run is late, by up to nine days. */
const daysOfRuns = (): readonly Temporal.PlainDate[] => {
  const { below } = seededRandom(366);
  const days: Temporal.PlainDate[] = [];
  for (let day = firstDay; Temporal.PlainDate.compare(day, lastDay) < 0;) {
    days.push(day);
    day = day.add({ days: day.month <= 3 || day.month === 12 ? 1 : 1 + below(9) });
  }
  return [...days, lastDay];
};

describe('the renewals of 366 anchor days over fifteen months', () => {
  it('tile the time of every number, without gap or overlap, and charge each period once', async (t) => {
    const town = await openTown('2023-11-30T12:00');
    const books = (await plant(town.db, town.context, settlers)).map(openBook);
    const renewals = tasks.find(({ name }) => name === 'numbers.renewals')!;
    const runs = daysOfRuns();
    for (const day of runs) {
      town.clock.set(day.toZonedDateTime(zone).toInstant());
      await renewals.run(town.db, town.context);
      for (const book of books) comeBy(book, day);
    }
    t.diagnostic(`${runs.length} runs`);
    assertSame(await standings(town.db), standingsOf(books), 'numbers');
    // By dates, from the tables alone: each period begins where the last one ended, on the anchor's day or the last day of its month.
    const { rows } = await sql<{ fault: string }>`
      with period as (
        select r.e164, r.anchor, (r.anchor + make_interval(months => p.from_month))::date as begins,
               (r.anchor + make_interval(months => p.from_month + p.months))::date as ends
          from numbers.rental_period p join numbers.rental r on r.id = p.rental_id),
      day as (
        select *, lead(begins) over (partition by e164 order by begins) as next_begins,
               (date_trunc('month', begins) + interval '1 month - 1 day')::date as month_end from period)
      select format('%s of %s: %s to %s', e164, anchor, begins, ends) as fault from day
       where next_begins is distinct from ends and next_begins is not null
          or extract(day from begins) <> least(extract(day from anchor), extract(day from month_end)) limit 5`.execute(
      town.db,
    );
    assert.deepEqual(rows, []);
    const counts = await sql<{ months: number; least: number; most: number }>`
      select r.months, min(p.count)::int as least, max(p.count)::int as most from numbers.rental r
        join (select rental_id, count(*) from numbers.rental_period where reason = 'renewed' group by rental_id) p on p.rental_id = r.id
       group by r.months order by r.months`.execute(town.db);
    assert.deepEqual(counts.rows, [
      { months: 1, least: 15, most: 16 },
      { months: 3, least: 5, most: 6 },
      { months: 6, least: 2, most: 3 },
      { months: 12, least: 1, most: 2 },
    ]);
    await assertSound(town.db);
  });
});
