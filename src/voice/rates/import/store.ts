import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from '#platform';
import type { RateImport } from './rate-import.ts';
import type { RateLine } from './read-rate.ts';

/** A temporary table of this connection: whatever becomes of the import, nothing of it stays. */
export const createStaging = async (client: pg.ClientBase): Promise<void> => {
  await client.query(`
    create temporary table rate_line (
      line int not null, prefix text not null, applies_from date not null, destination text not null, state voice.rate_state not null,
      per_minute bigint, connection_fee bigint not null, increment int not null, minimum int not null)`);
};

/** One line as COPY reads it, in its text format; the destination has no control characters. */
export const copyRow = (rate: RateLine): string =>
  [
    rate.line,
    rate.prefix,
    rate.appliesFrom,
    rate.destination.replaceAll('\\', '\\\\'),
    rate.state,
    rate.perMinuteMicros ?? '\\N',
    rate.connectionFeeMicros,
    rate.incrementSeconds,
    rate.minimumSeconds,
  ].join('\t');

export const copyRows = (client: pg.ClientBase, rows: readonly string[]): Promise<void> =>
  pipeline(Readable.from([`${rows.join('\n')}\n`]), client.query(copyFrom('copy rate_line from stdin')));

export interface RepeatedPrefix {
  readonly line: number;
  readonly prefix: string;
  readonly firstLine: number;
}

/** The lines whose prefix and date stand on an earlier line: the first `most`, and how many there are. */
export const selectRepeated = async (
  client: pg.ClientBase,
  most: number,
): Promise<{ readonly total: number; readonly first: readonly RepeatedPrefix[] }> => {
  await client.query('analyze rate_line');
  const { rows } = await client.query<{ line: number; prefix: string; first_line: number; total: number }>(
    `with repeated as (
       select prefix, applies_from, min(line) as first_line, count(*) - 1 as more
         from rate_line group by prefix, applies_from having count(*) > 1)
     select l.line, l.prefix, r.first_line, (select sum(more) from repeated)::int as total
       from repeated r
       join rate_line l on l.prefix = r.prefix and l.applies_from = r.applies_from and l.line <> r.first_line
      order by l.line limit $1`,
    [most],
  );
  return {
    total: rows[0]?.total ?? 0,
    first: rows.map(({ line, prefix, first_line: firstLine }) => ({ line, prefix, firstLine })),
  };
};

// One import changes the rates at a time: another waits, and then finds what this one did.
const oneMergeAtATime = 7_264_334;
const terms = (table: string): string =>
  `(${table}.destination, ${table}.state, ${table}.per_minute, ${table}.connection_fee, ${table}.increment, ${table}.minimum)`;

interface Written {
  readonly added: bigint;
  readonly changed: bigint;
  readonly lines: bigint;
}

/** Makes the rates what the staged lines say. What applies on a line's date already, and is the same, is not written again. */
const writeRates = async (client: pg.ClientBase, id: string, now: string): Promise<Written> => {
  const { rows } = await client.query<Written>(
    `with written as (
       insert into voice.rate as r
         (prefix, applies_from, destination, state, per_minute, connection_fee, increment, minimum, import_id, set_at)
       select prefix, applies_from, destination, state, per_minute, connection_fee, increment, minimum, $1, $2
         from rate_line l
        where not exists (
          select from voice.rate o
           where o.prefix = l.prefix and ${terms('o')} is not distinct from ${terms('l')}
             and o.applies_from = (select max(applies_from) from voice.rate where prefix = l.prefix and applies_from <= l.applies_from))
        order by prefix, applies_from
       on conflict (prefix, applies_from) do update
          set destination = excluded.destination, state = excluded.state, per_minute = excluded.per_minute,
              connection_fee = excluded.connection_fee, increment = excluded.increment, minimum = excluded.minimum,
              import_id = excluded.import_id, set_at = excluded.set_at
       returning (xmax = 0) as is_new)
     select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed,
            (select count(*) from rate_line) as lines from written`,
    [id, now],
  );
  return rows[0]!;
};

/** Prefixes that the file does not name end: from that date on the next shorter one counts. */
const endOthers = async (client: pg.ClientBase, id: string, now: string, from: string): Promise<number> => {
  const { rowCount } = await client.query(
    `insert into voice.rate (prefix, applies_from, destination, state, per_minute, connection_fee, increment, minimum, import_id, set_at)
     select prefix, $3::date, destination, 'ended', null, 0, increment, minimum, $1, $2
       from (select distinct on (prefix) * from voice.rate where applies_from <= $3::date order by prefix, applies_from desc) r
      where state <> 'ended' and not exists (select from rate_line l where l.prefix = r.prefix)
     on conflict (prefix, applies_from) do update
        set state = 'ended', per_minute = null, connection_fee = 0, import_id = excluded.import_id, set_at = excluded.set_at`,
    [id, now, from],
  );
  return rowCount ?? 0;
};

/** Merges the staged lines and writes the import down, all at once; of a dry run nothing but its counts stays. */
export const mergeStaged = async (client: pg.ClientBase, one: RateImport): Promise<RateImport> => {
  const now = one.finishedAt.toString();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1)', [oneMergeAtATime]);
  await client.query("set local work_mem = '64MB'");
  await insertImport(client, one);
  const { added, changed, lines } = await writeRates(client, one.id, now);
  const ended =
    one.replacesFrom === null ? 0 : await endOthers(client, one.id, now, one.replacesFrom.toString());
  const done = { ...one, added, changed, unchanged: lines - added - changed, ended: BigInt(ended) };
  if (one.isDryRun) {
    await client.query('rollback');
    await insertImport(client, done);
    return done;
  }
  await client.query(
    'update voice.rate_import set added = $2, changed = $3, unchanged = $4, ended = $5 where id = $1',
    [one.id, done.added, done.changed, done.unchanged, done.ended],
  );
  await client.query('commit');
  return done;
};

/** Tells the planner of many new rates. Everything is done by then: should it fail, the server does it by itself later. */
export const refreshStatistics = async (client: pg.ClientBase): Promise<void> => {
  await client.query('analyze voice.rate').catch(() => undefined);
};

/** Writes an import down as it ended. */
export const insertImport = async (client: pg.ClientBase, one: RateImport): Promise<void> => {
  await client.query(
    `insert into voice.rate_import
       (id, started_at, finished_at, started_by, dry_run, replaces_from, state, lines_read, added, changed, unchanged, ended,
        error_count, errors)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      one.id,
      one.startedAt.toString(),
      one.finishedAt.toString(),
      one.startedBy,
      one.isDryRun,
      one.replacesFrom?.toString() ?? null,
      one.state,
      one.linesRead,
      one.added,
      one.changed,
      one.unchanged,
      one.ended,
      one.errorCount,
      JSON.stringify(one.errors),
    ],
  );
};

const columns = sql.raw(`
  id, started_at, finished_at, started_by, dry_run as is_dry_run, replaces_from, state, lines_read, added, changed, unchanged, ended,
  error_count, errors`);

/** Newest first. */
export const selectImports = async (
  db: Database,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly RateImport[]> => {
  const { rows } = await sql<RateImport>`
    select ${columns} from voice.rate_import
     where ${page.before}::uuid is null
        or (started_at, id) < (select started_at, id from voice.rate_import where id = ${page.before})
     order by started_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
};
