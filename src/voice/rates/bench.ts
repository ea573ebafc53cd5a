import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { connect, describeMachine, stopwatch, systemClock, type Connection } from '#platform';
import { findRate } from './find-rate.ts';

/** What is measured, and for how long. */
export interface RatingBenchOptions {
  readonly prefixes: number;
  /** For how long each rate is measured. */
  readonly seconds: number;
}

/** What `ringfence bench rating` measures when nothing else is asked for. */
export const ratingBenchDefaults: RatingBenchOptions = { prefixes: 100_000, seconds: 5 };

/** What was measured, and on what. */
export interface RatingBenchResult {
  readonly machine: string;
  readonly prefixes: number;
  /** Rates found for numbers, by longest prefix and date. */
  readonly lookupsPerSecond: number;
  /** One row by its whole primary key, which somebody has found out before. */
  readonly barePerSecond: number;
}

/**
 * Measures how many numbers are rated a second on one connection, beside one lookup of an index. `url` is a migrated database made for it: the
 * rates of the bench stay in it. `report` is told each line as it is measured.
 */
export const benchRating = async (
  url: string,
  { prefixes, seconds }: RatingBenchOptions,
  report: (line: string) => void,
): Promise<RatingBenchResult> => {
  const connection = connect(url, { max: 1 });
  try {
    const machine = await describeMachine(connection.db);
    report(machine);
    const numbers = await layGround(connection, prefixes);
    const on = systemClock.now().toZonedDateTimeISO('UTC').toPlainDate();
    const rate = async (index: number): Promise<void> => {
      const { e164, prefix } = numbers[index % numbers.length]!;
      assert.equal((await findRate(connection.db, e164, on))?.prefix, prefix);
    };
    const bare = (index: number): Promise<unknown> =>
      lookUp(connection, numbers[index % numbers.length]!.prefix);
    // Warm: statements prepared, pages read.
    await repeat(rate, 0.5);
    await repeat(bare, 0.5);
    // In turns, so that whatever else the machine does meets both.
    let [rated, looked] = [0, 0];
    const rounds = Math.max(1, Math.round(seconds));
    for (let round = 0; round < rounds; round += 1) {
      rated += await repeat(rate, seconds / rounds);
      looked += await repeat(bare, seconds / rounds);
    }
    const result = {
      machine,
      prefixes,
      lookupsPerSecond: Math.round(rated / rounds),
      barePerSecond: Math.round(looked / rounds),
    };
    report(`${result.lookupsPerSecond} numbers rated/s; bare index lookups ${result.barePerSecond}/s`);
    return result;
  } finally {
    await connection.close();
  }
};

interface BenchNumber {
  readonly e164: string;
  /** The longest prefix that it has a rate by. */
  readonly prefix: string;
}

// Prefixes of one to seven digits, nested in each other as those of carriers are: every prefix of five digits has three shorter ones above it.
const layGround = async ({ db }: Connection, prefixes: number): Promise<readonly BenchNumber[]> => {
  const found = await sql`select from voice.rate limit 1`.execute(db);
  assert.equal(found.rows.length, 0, 'the bench needs a database of its own: there are rates in this one');
  await sql`
    insert into voice.rate (prefix, applies_from, destination, per_minute, increment, set_at)
    select n::text, '2020-01-01', 'bench', 10000, 60, ${systemClock.now()}
      from (select n from generate_series(1, 9) n union all select n from generate_series(10, 99) n
            union all select n from generate_series(1000, 9999) n union all select n from generate_series(100000, 999999, 9) n
            order by n limit ${prefixes}) n`.execute(db);
  await sql`vacuum analyze voice.rate`.execute(db);
  const { rows } = await sql<{ prefix: string }>`
    select prefix from voice.rate where length(prefix) >= 4 order by md5(prefix) limit 20000`.execute(db);
  // The digit after the prefix makes no longer prefix that there is, or the next one's: those that it would are left out.
  const { rows: all } = await sql<{ prefix: string }>`select prefix from voice.rate`.execute(db);
  const known = new Set(all.map(({ prefix }) => prefix));
  return rows
    .map(({ prefix }) => ({ e164: `+${prefix}0000000`.slice(0, 12), prefix }))
    .filter(({ e164, prefix }) => {
      for (let length = e164.length - 1; length > prefix.length; length -= 1)
        if (known.has(e164.slice(1, length + 1))) return false;
      return true;
    });
};

const bareLookup =
  'select prefix, per_minute, increment from voice.rate where prefix = $1 and applies_from = $2';

const lookUp = async ({ pool }: Connection, prefix: string): Promise<void> => {
  const { rowCount } = await pool.query({ name: 'bare', text: bareLookup, values: [prefix, '2020-01-01'] });
  assert.equal(rowCount, 1);
};

/** How often `once` is done a second. */
const repeat = async (once: (index: number) => Promise<unknown>, seconds: number): Promise<number> => {
  const elapsedMs = stopwatch();
  let done = 0;
  while (elapsedMs() < seconds * 1_000) {
    await once(done * 7_919);
    done += 1;
  }
  return (done * 1_000) / elapsedMs();
};
