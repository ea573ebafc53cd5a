import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type pg from 'pg';
import {
  connect,
  describeMachine,
  inTransaction,
  newId,
  stopwatch,
  systemClock,
  type Connection,
} from '#platform';
import type { Context } from '#policy';
import { houseAccount } from './account.ts';
import { post } from './post.ts';

/** What is measured, and for how long. */
export interface LedgerBenchOptions {
  /** How many wallets are charged, at random. */
  readonly wallets: number;
  /** For how long each rate is measured. */
  readonly seconds: number;
  /** Each is measured on its own: so many charges are under way at once. */
  readonly connections: readonly number[];
}

/** What `ringfence bench ledger` measures when nothing else is asked for. */
export const ledgerBenchDefaults: LedgerBenchOptions = {
  wallets: 10_000,
  seconds: 5,
  connections: [1, 4, 16],
};

/** Two rates that were measured in turns. */
export interface LedgerBenchRate {
  readonly connections: number;
  /** Charges of a wallet by `post`, each in a transaction of its own. */
  readonly chargesPerSecond: number;
  /** The same rows by plain SQL: one prepared statement that looks at nothing, in tables without triggers. */
  readonly barePerSecond: number;
}

/** What was measured, and on what. */
export interface LedgerBenchResult {
  readonly machine: string;
  readonly rates: readonly LedgerBenchRate[];
}

/**
 * Measures how many wallets are charged a second, beside the same rows written by plain SQL. `url` is a migrated database made for
 * it: the books of the bench stay in it. `report` is told each line as it is measured.
 */
export const benchLedger = async (
  url: string,
  options: LedgerBenchOptions,
  report: (line: string) => void,
): Promise<LedgerBenchResult> => {
  const context: Context = {
    clock: systemClock,
    operator: { name: 'Bench', timeZone: 'UTC', currency: 'EUR', supportEmail: 'bench@ringfence.example' },
    actor: 'system',
  };
  const ground = connect(url, { max: 1 });
  try {
    const machine = await describeMachine(ground.db);
    report(machine);
    const books = await layGround(ground, context, options.wallets);
    const rates: LedgerBenchRate[] = [];
    for (const connections of options.connections) {
      const rate = await measure(url, { ...options, connections, books, context });
      rates.push(rate);
      report(describeRate(rate));
    }
    return { machine, rates };
  } finally {
    await ground.close();
  }
};

const describeRate = ({ connections, chargesPerSecond, barePerSecond }: LedgerBenchRate): string =>
  `${connections} connection${connections === 1 ? '' : 's'}: ${chargesPerSecond} charges/s; plain SQL ${barePerSecond}/s ` +
  `(${(barePerSecond / chargesPerSecond).toFixed(2)} times)`;

interface Books {
  readonly walletIds: readonly string[];
  readonly revenueId: string;
}

const creditMicros = 1_000_000_000_000n;
const priceMicros = 1_000n;

const layGround = async ({ db }: Connection, context: Context, wallets: number): Promise<Books> => {
  const { rows: journals } = await sql`select from ledger.journal limit 1`.execute(db);
  assert.equal(journals.length, 0, 'the bench needs a database of its own: there are books in this one');
  const revenueId = await inTransaction(db, (tx) => houseAccount(tx, context, 'revenue_calls'));
  const { rows } = await sql<{ id: string }>`
    insert into ledger.account (id, type, currency, opened_at, balance, held, version)
    select gen_random_uuid(), 'wallet', ${context.operator.currency}, ${context.clock.now()}, ${creditMicros}, 0, 0
      from generate_series(1, ${wallets}) returning id`.execute(db);
  await sql`create schema if not exists bench`.execute(db);
  for (const table of ['account', 'journal', 'transfer'])
    await sql`create table ${sql.table(`bench.${table}`)} (like ${sql.table(`ledger.${table}`)} including all)`.execute(
      db,
    );
  await sql`insert into bench.account select * from ledger.account`.execute(db);
  await sql`vacuum analyze ledger.account, bench.account`.execute(db);
  return { walletIds: rows.map((row) => row.id), revenueId };
};

interface Run {
  readonly seconds: number;
  readonly connections: number;
  readonly books: Books;
  readonly context: Context;
}

const measure = async (url: string, run: Run): Promise<LedgerBenchRate> => {
  const connection = connect(url, { max: run.connections });
  try {
    const charge = (walletId: string): Promise<unknown> => chargeByPost(connection, run, walletId);
    const bare = (walletId: string): Promise<unknown> =>
      chargeByPlainSql(connection.pool, run.books, walletId);
    // Warm: connections open, statements prepared, pages read.
    await repeat(charge, run, 0.5);
    await repeat(bare, run, 0.5);
    // In turns, so that whatever else the machine does meets both.
    const rounds = Math.max(1, Math.round(run.seconds));
    let [charges, plain] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      charges += await repeat(charge, run, run.seconds / rounds);
      plain += await repeat(bare, run, run.seconds / rounds);
    }
    return {
      connections: run.connections,
      chargesPerSecond: Math.round(charges / rounds),
      barePerSecond: Math.round(plain / rounds),
    };
  } finally {
    await connection.close();
  }
};

/** How often `once` is done a second, when as many as there are connections are always under way. */
const repeat = async (
  once: (walletId: string) => Promise<unknown>,
  { books: { walletIds }, connections }: Run,
  seconds: number,
): Promise<number> => {
  const elapsedMs = stopwatch();
  let done = 0;
  const worker = async (): Promise<void> => {
    while (elapsedMs() < seconds * 1_000) {
      await once(walletIds[Math.floor(Math.random() * walletIds.length)]!);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return (done * 1_000) / elapsedMs();
};

const chargeByPost = ({ db }: Connection, { books, context }: Run, walletId: string): Promise<unknown> =>
  inTransaction(db, (tx) =>
    post(tx, context, {
      key: newId(context.clock),
      details: {},
      transfers: [
        {
          code: 'call.charged',
          fromAccountId: walletId,
          toAccountId: books.revenueId,
          amountMicros: priceMicros,
        },
      ],
    }),
  );

const plainSql = `
  with journal as (
    insert into bench.journal (idempotency_key, content_hash, occurred_at, actor, details, lines)
    values ($1, $2, $3, 'system', '{}', 1) returning id
  ), moved as (
    update bench.account set balance = balance - $6, version = version + 1 where id = $4 returning balance, version
  )
  insert into bench.transfer
    (journal_id, line, code, from_account_id, to_account_id, amount, wallet_id, wallet_version, wallet_balance)
  select journal.id, 1, 'call.charged', $4, $5, $6, $4, moved.version, moved.balance from journal, moved`;

const noHash = Buffer.alloc(32);

const chargeByPlainSql = (pool: pg.Pool, { revenueId }: Books, walletId: string): Promise<unknown> =>
  pool.query({
    name: 'bench',
    text: plainSql,
    values: [newId(systemClock), noHash, systemClock.now().toString(), walletId, revenueId, priceMicros],
  });
