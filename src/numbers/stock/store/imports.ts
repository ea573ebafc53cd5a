import { sql } from 'kysely';
import type pg from 'pg';
import { dueAt, type Database, type Tx } from '#platform';
import type { Fault } from '../import/faults.ts';
import type { HeldBecause, StockImport } from '../import/stock-import.ts';

// The process of a running import holds this advisory lock, by its id: who can take it knows that the process is gone.
const runningImport = 7_264_332;

/** Whether nobody else runs an import of this id. Held until the connection ends. */
export const holdImport = async (client: pg.ClientBase, importId: string): Promise<boolean> => {
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2::uuid::text)) as held',
    [runningImport, importId],
  );
  return rows[0]!.held;
};

/** Whether the id was new. */
export const insertImport = async (
  client: pg.ClientBase,
  start: {
    readonly importId: string;
    readonly startedAt: Temporal.Instant;
    readonly startedBy: string;
    readonly isDryRun: boolean;
  },
): Promise<boolean> => {
  const { rowCount } = await client.query(
    `insert into numbers.stock_import (id, started_at, started_by, dry_run, state)
     values ($1, $2, $3, $4, 'running') on conflict (id) do nothing`,
    [start.importId, start.startedAt.toString(), start.startedBy, start.isDryRun],
  );
  return rowCount === 1;
};

export const updateLinesRead = async (
  client: pg.ClientBase,
  importId: string,
  linesRead: number,
): Promise<void> => {
  await client.query('update numbers.stock_import set lines_read = $2 where id = $1', [importId, linesRead]);
};

export interface ImportCounts {
  readonly added: bigint;
  readonly changed: bigint;
  readonly unchanged: bigint;
  readonly held: bigint;
  readonly heldBecause: HeldBecause;
}

export const finishImport = async (
  client: pg.ClientBase,
  importId: string,
  finishedAt: Temporal.Instant,
  counts: ImportCounts,
): Promise<void> => {
  await client.query(
    `update numbers.stock_import
        set state = 'finished', finished_at = $2, added = $3, changed = $4, unchanged = $5, held = $6, held_because = $7
      where id = $1`,
    [
      importId,
      finishedAt.toString(),
      counts.added,
      counts.changed,
      counts.unchanged,
      counts.held,
      JSON.stringify(counts.heldBecause),
    ],
  );
};

export const refuseImport = async (
  client: pg.ClientBase,
  importId: string,
  finishedAt: Temporal.Instant,
  faults: { readonly total: bigint; readonly listed: readonly Fault[] },
): Promise<void> => {
  await client.query(
    `update numbers.stock_import set state = 'refused', finished_at = $2, error_count = $3, errors = $4 where id = $1`,
    [importId, finishedAt.toString(), faults.total, JSON.stringify(faults.listed)],
  );
};

export const failImport = async (
  db: Database,
  importId: string,
  finishedAt: Temporal.Instant,
  failure: string,
): Promise<void> => {
  await sql`
    update numbers.stock_import set state = 'failed', finished_at = ${finishedAt}, failure = ${failure}
     where id = ${importId} and state = 'running'`.execute(db);
};

/** Imports that say that they run and whose process is gone. */
export const failDeadImports = async (db: Database, now: Temporal.Instant): Promise<number> => {
  const { numAffectedRows } = await sql`
    update numbers.stock_import set state = 'failed', finished_at = ${now}, failure = 'the process that ran it ended'
     where state = 'running' and pg_try_advisory_xact_lock(${runningImport}, hashtext(id::text))`.execute(db);
  return Number(numAffectedRows ?? 0n);
};

/** Looks without taking the lock, which would make the import itself wait. */
/** An import whose process died was due from its beginning on. */
export const deadImportDue = dueAt(sql`
      select min(i.started_at) from numbers.stock_import i
       where i.state = 'running' and not exists (
         select from pg_locks l
          where l.locktype = 'advisory' and l.granted and l.objsubid = 2
            and l.database = (select oid from pg_database where datname = current_database())
            and l.classid = ${sql.lit(runningImport)}::oid
            and l.objid = (hashtext(i.id::text)::bigint & 4294967295)::oid)`);

const columns = sql`
  id, started_at, finished_at, started_by, dry_run as is_dry_run, state, lines_read, added, changed, unchanged, held,
  held_because, error_count, errors, failure`;

export const selectImport = async (tx: Database | Tx, importId: string): Promise<StockImport | undefined> => {
  const { rows } = await sql<StockImport>`
    select ${columns} from numbers.stock_import where id = ${importId}`.execute(tx);
  return rows[0];
};

/** Newest first. */
export const selectImports = async (
  tx: Tx,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly StockImport[]> => {
  const { rows } = await sql<StockImport>`
    select ${columns} from numbers.stock_import
     where ${page.before}::uuid is null
        or (started_at, id) < (select started_at, id from numbers.stock_import where id = ${page.before})
     order by started_at desc, id desc limit ${page.limit}`.execute(tx);
  return rows;
};
