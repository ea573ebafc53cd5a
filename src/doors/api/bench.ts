import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import pino from 'pino';
import { addStaff, createApiKey, customerPermissions, permissionsOfRole } from '#customers';
import { houseAccount, walletBalance } from '#ledger';
import {
  addPlaces,
  cities,
  demoStock,
  importStock,
  regions,
  searchStock,
  stockCsv,
  type StockSearch,
} from '#numbers';
import { topUp } from '#payments';
import {
  connect,
  dateAt,
  describeMachine,
  inTransaction,
  newId,
  readConfig,
  systemClock,
  type Connection,
} from '#platform';
import { createOperator, publishFirstVersion, type Operator } from '#policy';
import { refundable } from '#refunds';
import { unspentParts } from '#wallet';
import { wire, type App } from '../../app.ts';
import { openAccount } from '../sign-up.ts';
import { runDue } from '../worker/calendar.ts';
import { layBareTables, recordStatements, startBare } from './bench-bare.ts';
import type { BenchLoad, BenchRate, BenchRequest } from './bench-client.ts';
import { createApi } from './server.ts';

export interface ApiBenchOptions {
  /** For how long each rate is measured. */
  readonly seconds: number;
  /** How many requests are always under way. */
  readonly concurrency: number;
  /** How many customers ask, in turns. */
  readonly customers: number;
  /** How many numbers are in the catalogue. */
  readonly stock: number;
}

export const apiBenchDefaults: ApiBenchOptions = {
  seconds: 5,
  concurrency: 16,
  customers: 200,
  stock: 20_000,
};

export interface ApiBenchLine {
  readonly what: string;
  readonly product: BenchRate;
  /** The same SQL behind Node's own HTTP server, without validation, authentication and idempotency. */
  readonly bare: BenchRate;
}

export interface ApiBenchResult {
  readonly machine: string;
  readonly concurrency: number;
  readonly lines: readonly ApiBenchLine[];
}

const warmUpSeconds = 1;

/**
 * Measures requests a second and how long they take, on loopback, each beside the bare limit. `url` is a migrated, empty database, which
 * it fills. `report` is told each line as it is measured.
 */
export const benchApi = async (
  url: string,
  options: ApiBenchOptions,
  report: (line: string) => void,
): Promise<ApiBenchResult> => {
  const connection = connect(url, { max: options.concurrency });
  try {
    const machine = await describeMachine(connection.db);
    report(machine);
    const ground = await layGround(connection, options);
    const api = await createApi(ground.app, { requestsPerMinute: 1_000_000_000 });
    const port = Number(new URL(await api.listen({ host: '127.0.0.1', port: 0 })).port);
    const bare = await startBare({
      ...ground,
      url,
      connections: options.concurrency,
      reads: await readsOf(url, ground),
    });
    try {
      const lines: ApiBenchLine[] = [];
      for (const { what, product, plain } of loadsOf(ground)) {
        const line = {
          what,
          product: await measure({ ...options, port, requests: product, name: `${what} product` }),
          bare: await measure({ ...options, port: bare.port, requests: plain, name: `${what} bare` }),
        };
        lines.push(line);
        report(describeLine(line));
      }
      return { machine, concurrency: options.concurrency, lines };
    } finally {
      await bare.stop();
      await api.close();
    }
  } finally {
    await connection.close();
  }
};

const describeLine = ({ what, product, bare }: ApiBenchLine): string =>
  `${what}: ${product.perSecond}/s, p50 ${product.p50Ms} ms, p99 ${product.p99Ms} ms; bare ${bare.perSecond}/s ` +
  `(${(bare.perSecond / product.perSecond).toFixed(2)} times)`;

const measure = async (load: BenchLoad): Promise<BenchRate> => {
  await runClient({
    ...load,
    seconds: Math.min(warmUpSeconds, load.seconds),
    name: `${load.name} warming up`,
  });
  return runClient(load);
};

const runClient = (load: BenchLoad): Promise<BenchRate> =>
  new Promise((resolve, reject) => {
    const client = new Worker(new URL('./bench-client.ts', import.meta.url), { workerData: load });
    client.once('message', resolve);
    client.once('error', reject);
  });

interface Ground {
  readonly app: App;
  readonly walletIds: readonly string[];
  readonly goodwillId: string;
  /** One a customer. */
  readonly customerKeys: readonly string[];
  readonly staffKey: string;
}

const layGround = async (
  connection: Connection,
  { customers: count, stock }: ApiBenchOptions,
): Promise<Ground> => {
  const read = readConfig({});
  if ('faults' in read) throw new Error('the demonstration needs no configuration');
  const clock = systemClock;
  const operator: Operator = { ...read.config.operator, name: 'Bench' };
  const app = wire({
    config: read.config,
    connection,
    operator,
    clock,
    secret: 'nobody signs in to a benchmark: keys only',
    log: pino({ level: 'error' }),
  });
  const context = app.contextFor('system');
  await inTransaction(connection.db, async (tx) => {
    await createOperator(tx, clock, operator);
    await publishFirstVersion(tx, context, {
      inForceFrom: dateAt(clock.now(), operator.timeZone),
      parameters: {},
    });
    await addPlaces(tx, { regions: regions.map(asPlace), cities: cities.map(asPlace) });
  });
  const csv = Readable.from(stockCsv(demoStock({ seed: 1, size: stock })));
  await importStock(connection, context, csv, { importId: newId(clock) });
  const customers = await addCustomers(app, count);
  const goodwillId = await inTransaction(connection.db, (tx) => houseAccount(tx, context, 'goodwill'));
  await layBareTables(connection);
  await connection.pool.query('vacuum analyze');
  return { app, ...customers, goodwillId, staffKey: await addFinance(app) };
};

/** The plan calls a slug an id. */
const asPlace = <T extends { readonly id: string }>({ id, ...rest }: T) => ({ ...rest, slug: id });

/** Customers, each with a key and with credit from two payments. */
const addCustomers = async (app: App, count: number): Promise<Pick<Ground, 'walletIds' | 'customerKeys'>> => {
  const context = app.contextFor('system');
  const added = await inTransaction(app.connection.db, async (tx) => {
    const made: { readonly customerId: string; readonly secret: string }[] = [];
    for (let no = 0; no < count; no += 1) {
      const who = { name: `Bench ${no}`, email: `bench-${no}@example.net`, language: 'en' } as const;
      const { customerId } = await openAccount(tx, context, { ...who, user: null, address: null });
      const { secret } = await createApiKey(tx, context, {
        owner: { customerId },
        name: 'bench',
        scopes: customerPermissions,
        expiresAt: null,
        grantable: customerPermissions,
      });
      for (const key of ['first', 'second'])
        await topUp(tx, context, { customerId, processor: 'bank', amountMicros: 20_000_000n, key });
      made.push({ customerId, secret });
    }
    return made;
  });
  await runDue(app.connection.db, context, app.tasks);
  return {
    walletIds: added.map(({ customerId }) => customerId),
    customerKeys: added.map(({ secret }) => secret),
  };
};

const addFinance = (app: App): Promise<string> =>
  inTransaction(app.connection.db, async (tx) => {
    const context = app.contextFor('system');
    const staffId = await addStaff(tx, context, {
      name: 'Bench',
      email: 'finance@example.net',
      password: 'nobody signs in with it',
      emailVerified: true,
      role: 'finance',
      language: 'en',
    });
    const scopes = permissionsOfRole('finance');
    return (
      await createApiKey(tx, context, {
        owner: { staffId },
        name: 'bench',
        scopes,
        expiresAt: null,
        grantable: scopes,
      })
    ).secret;
  });

// What people look for: a city, a country, a kind, digits.
const searches: readonly (readonly [query: string, search: StockSearch])[] = [
  ['country=GB&city=london', { country: 'GB', city: 'london', limit: 20 }],
  ['country=IT', { country: 'IT', limit: 20 }],
  ['country=ES&kind=mobile', { country: 'ES', kind: 'mobile', limit: 20 }],
  ['country=US&digits=77', { country: 'US', digits: '77', limit: 20 }],
];

/** What the product says to the database for each search, then for the wallet of each customer. */
const readsOf = async (url: string, { app, walletIds }: Ground) => {
  const context = app.contextFor('visitor');
  const all = [];
  for (const [, search] of searches)
    all.push(await recordStatements(url, (tx) => searchStock(tx, context, search)));
  for (const walletId of walletIds)
    all.push(
      await recordStatements(url, async (tx) => {
        await walletBalance(tx, walletId);
        await refundable(tx, context, walletId);
        await unspentParts(tx, walletId);
      }),
    );
  return all;
};

interface Load {
  readonly what: string;
  readonly product: readonly BenchRequest[];
  readonly plain: readonly BenchRequest[];
}

const get = (path: string, headers = {}): BenchRequest => ({ method: 'GET', path, headers });
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

const loadsOf = ({ walletIds, customerKeys, staffKey }: Ground): readonly Load[] => {
  const body = JSON.stringify({ amount: '0.10', reason: 'Benchmark' });
  const json = { 'content-type': 'application/json' };
  return [
    {
      what: 'search the catalogue',
      product: searches.map(([query]) => get(`/v1/catalogue/numbers?${query}&limit=20`)),
      plain: searches.map((_, no) => get(`/${no}`)),
    },
    {
      what: 'read a wallet',
      product: customerKeys.map((secret) => get('/v1/wallet', bearer(secret))),
      plain: walletIds.map((_, no) => get(`/${searches.length + no}`)),
    },
    {
      what: 'give credit',
      product: walletIds.map((id) => ({
        method: 'POST',
        path: `/v1/wallet/promotions?customer=${id}`,
        headers: { ...json, ...bearer(staffKey) },
        body,
      })),
      plain: walletIds.map((_, no) => ({ method: 'POST', path: `/${no}`, headers: json, body })),
    },
  ];
};
