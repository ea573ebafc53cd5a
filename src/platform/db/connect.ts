import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { withNamedStatements } from './named-statements.ts';
import { temporalParameters } from './temporal-parameters.ts';
import type { DB } from './types.ts';

export type Database = Kysely<DB>;
/** An open transaction: the first argument of every function that reads or writes. */
export type Tx = Transaction<DB>;

/** What a process holds while it is connected: the pool (for COPY and LISTEN) and the query builder over it. */
export interface Connection {
  readonly pool: pg.Pool;
  readonly db: Database;
  close(): Promise<void>;
}

const parsers = new Map<number, (text: string) => unknown>([
  [20, BigInt],
  [1082, (text) => Temporal.PlainDate.from(text)],
  [1184, (text) => Temporal.Instant.from(text)],
  // Arrays of bigint, date: element parsers of the driver know nothing of ours.
  [1016, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt))],
  [1700, (text) => text],
]);

const types = {
  getTypeParser: (oid: number, format?: string) =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text'),
};

/**
 * Opens a pool of at most `max` connections. bigint is BigInt, date is Temporal.PlainDate, timestamptz is Temporal.Instant;
 * column names are camelCase in TypeScript and snake_case in SQL.
 */
export const connect = (
  url: string,
  options: { readonly max?: number; readonly onError?: (error: Error) => void } = {},
): Connection => {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    types,
    options: '-c timezone=UTC -c jit=off',
  });
  // Without these two a server that goes away ends the process: one for idle clients, one for those in use.
  pool.on('error', options.onError ?? (() => undefined));
  pool.on('connect', (client) => client.on('error', options.onError ?? (() => undefined)));
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: withNamedStatements(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true }), temporalParameters],
  });
  return {
    pool,
    db,
    close: async () => {
      await db.destroy();
      // The query builder ends the pool only if it has used it; an open one keeps the process for ten seconds.
      if (!pool.ending) await pool.end();
    },
  };
};

const retried = new Set(['40001', '40P01']);

/** Runs `work` in one transaction (read committed), again when the database chose it as the victim of a deadlock: at most three times. */
export const inTransaction = async <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === 3 || !retried.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
};
