// The bare limit of the API bench: Node's own HTTP server and the plain driver, running the same SQL. It asks nobody who they are, checks
// nothing that comes in or goes out, and does twice what is asked twice.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { connect, inTransaction, newId, systemClock, type Connection, type Tx } from '#platform';

/** A statement as the product sent it. */
interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What `work` says to the database, without the frame of its transaction. */
export const recordStatements = async (
  url: string,
  work: (tx: Tx) => Promise<unknown>,
): Promise<readonly Statement[]> => {
  const connection = connect(url, { max: 1 });
  try {
    const client = await connection.pool.connect();
    const statements: Statement[] = [];
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    Object.assign(client, {
      query: (first: string | Statement, values: readonly unknown[] = []) => {
        statements.push(typeof first === 'string' ? { text: first, values } : first);
        return query(first, values);
      },
    });
    client.release();
    await inTransaction(connection.db, work);
    return statements.filter(({ text }) => !/^(?:begin|commit|start|set)\b/i.test(text));
  } finally {
    await connection.close();
  }
};

export interface BareParts {
  readonly url: string;
  readonly connections: number;
  /** What is run for GET /<no>: the rows of the last statement are the answer. */
  readonly reads: readonly (readonly Statement[])[];
  /** POST /<no> gives this wallet credit. */
  readonly walletIds: readonly string[];
  readonly goodwillId: string;
}

export interface BareServer {
  readonly port: number;
  stop(): Promise<void>;
}

export const startBare = async (parts: BareParts): Promise<BareServer> => {
  const pool = new pg.Pool({ connectionString: parts.url, max: parts.connections, options: '-c jit=off' });
  const server = createServer((request, response) => {
    answer(pool, parts, request).then(
      (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
};

const answer = async (pool: pg.Pool, parts: BareParts, request: IncomingMessage): Promise<unknown> => {
  const no = Number(request.url!.slice(1));
  if (request.method === 'POST') return give(pool, parts, parts.walletIds[no]!, await readJson(request));
  const client = await pool.connect();
  try {
    let rows: readonly unknown[] = [];
    for (const { name, text, values } of parts.reads[no]!)
      ({ rows } = await client.query({ ...(name && { name }), text, values: [...values] }));
    return rows;
  } finally {
    client.release();
  }
};

interface Gift {
  readonly amount: string;
  readonly reason: string;
}

const readJson = async (request: IncomingMessage): Promise<Gift> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Gift;
};

/** Copies of the tables that a gift of credit writes, without triggers and foreign keys. */
export const layBareTables = async ({ pool }: Connection): Promise<void> => {
  const tables = [
    'ledger.account',
    'ledger.journal',
    'ledger.transfer',
    'wallet.lot',
    'wallet.stretch',
    'platform.event',
    'customers.audit_entry',
  ];
  await pool.query('create schema bench');
  for (const table of tables)
    await pool.query(`create table bench.${table.split('.')[1]!} (like ${table} including all)`);
  await pool.query('insert into bench.account select * from ledger.account');
};

const noHash = Buffer.alloc(32);

/** The rows of a promotion: journal, wallet, transfer, lot, its place on the line, event, audit log. */
const give = async (
  pool: pg.Pool,
  { goodwillId }: BareParts,
  walletId: string,
  { amount, reason }: Gift,
): Promise<unknown> => {
  const micros = BigInt(Math.round(Number(amount) * 1_000_000));
  const at = systemClock.now().toString();
  const client = await pool.connect();
  const one = async (name: string, text: string, values: readonly unknown[]) =>
    (await client.query<Record<string, string>>({ name, text, values: [...values] })).rows[0]!;
  try {
    await client.query('begin');
    const journal = await one(
      'journal',
      `insert into bench.journal (idempotency_key, content_hash, occurred_at, actor, details, lines)
       values ($1, $2, $3, 'staff', $4, 1) returning id`,
      [newId(systemClock), noHash, at, JSON.stringify({ reason })],
    );
    const wallet = await one(
      'wallet',
      `update bench.account set balance = balance + $2, version = version + 1 where id = $1 returning balance, version`,
      [walletId, micros],
    );
    await one(
      'transfer',
      `insert into bench.transfer
         (journal_id, line, code, from_account_id, to_account_id, amount, wallet_id, wallet_version, wallet_balance)
       values ($1, 1, 'promotion.granted', $2, $3, $4, $3, $5, $6)`,
      [journal['id'], goodwillId, walletId, micros, wallet['version'], wallet['balance']],
    );
    await one(
      'lot',
      `insert into bench.lot (wallet_id, turn, part, amount, origin, journal_id) values ($1, $2, 0, $3, 'promotion', $4)`,
      [walletId, wallet['version'], micros, journal['id']],
    );
    await one(
      'stretch',
      `insert into bench.stretch (wallet_id, from_position, to_position, turn, part, laid_version)
       values ($1, $2::bigint - $3::bigint, $2, $4, 0, $4)`,
      [walletId, wallet['balance'], micros, wallet['version']],
    );
    await one(
      'event',
      `insert into bench.event (kind, payload, occurred_at) values ('payments.credited', $1, $2)`,
      [JSON.stringify({ customerId: walletId, amountMicros: String(micros) }), at],
    );
    await one(
      'audit',
      `insert into bench.audit_entry (at, actor, action, customer_id, details) values ($1, 'staff', 'wallet.promotion_given', $2, $3)`,
      [at, walletId, JSON.stringify({ amount, reason })],
    );
    await client.query('commit');
    return { credit: wallet['balance'] };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
};
