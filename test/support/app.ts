import assert from 'node:assert/strict';
import pino from 'pino';
import {
  addStaff,
  createApiKey,
  customerPermissions,
  permissionsOfRole,
  type KeyOwner,
  type Permission,
  type StaffRole,
} from '#customers';
import { fromDecimal } from '#money';
import { addNumbers, addPlaces, type OfferedNumber } from '#numbers';
import { inTransaction, movableClock, readConfig, type MovableClock, type Tx } from '#platform';
import { createOperator, publishFirstVersion, type Context } from '#policy';
import { wire, type App } from '../../src/app.ts';
import { refusalsOf } from '../../src/doors/api/open-api/refusals.ts';
import { createApi, type Api, type ApiOptions } from '../../src/doors/api/server.ts';
import { openAccount } from '../../src/doors/sign-up.ts';
import { advance, runDue } from '../../src/doors/worker/calendar.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

/** What came back; `body` is the JSON of it, undefined when it was none. */
export interface Reply {
  readonly status: number;
  // Tests read it as they expect it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | number | undefined>>;
}

export interface Extras {
  readonly headers?: Readonly<Record<string, string>>;
  /** The Idempotency-Key; a new one for every request when it is left out. */
  readonly key?: string;
}

type Method = 'GET' | 'DELETE' | 'POST' | 'PUT' | 'PATCH';

/** Somebody who asks the API. */
export interface Caller {
  ask(method: Method, url: string, body?: unknown, extras?: Extras): Promise<Reply>;
  get(url: string, extras?: Extras): Promise<Reply>;
  delete(url: string, extras?: Extras): Promise<Reply>;
  post(url: string, body?: unknown, extras?: Extras): Promise<Reply>;
  put(url: string, body?: unknown, extras?: Extras): Promise<Reply>;
  patch(url: string, body?: unknown, extras?: Extras): Promise<Reply>;
}

/** A caller with an API key that has every scope its owner can have. */
export interface Known extends Caller {
  /** The customer's id, or that of the member of staff. */
  readonly id: string;
  readonly secret: string;
}

export interface TestApp extends Readonly<Record<StaffRole, Known>> {
  readonly app: App;
  readonly api: Api;
  readonly clock: MovableClock;
  readonly database: FreshDatabase;
  readonly visitor: Caller;
  readonly customer: Known;
  readonly other: Known;
  /** A caller with these headers on every request. */
  callerWith(headers: Readonly<Record<string, string>>): Caller;
  /** A caller with a key of this owner that has only these scopes. */
  keyWith(owner: KeyOwner, scopes: readonly Permission[]): Promise<Caller>;
  /** Opens an account with a key. */
  newCustomer(name: string, email: string): Promise<Known>;
  /** Does all that is due now: payments arrive, mails are written. */
  settle(): Promise<void>;
  /** Moves the clock to a local time of the operator; everything due happens on the way. */
  moveTo(local: string): Promise<void>;
  close(): Promise<void>;
}

export interface TestAppOptions extends ApiOptions {
  /** Local time of the operator. */
  readonly start?: string;
}

const timeZone = 'Europe/Rome';
const secret = 'a secret of the tests, and of nobody else';

const instantAt = (local: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant();

/** The real application on a database of its own, with a clock that the test moves, a few numbers for sale, two customers and staff. */
export const testApp = async ({
  start = '2022-03-10T09:00',
  ...options
}: TestAppOptions = {}): Promise<TestApp> => {
  const database = await freshDatabase({ max: 10 });
  const clock = movableClock(instantAt(start));
  const read = readConfig({ RINGFENCE_MODE: 'demo', DOCUMENTS_KEY: Buffer.alloc(32, 7).toString('base64') });
  assert('config' in read);
  const { config } = read;
  const { operator } = config;
  const connection = { pool: database.pool, db: database.db, close: () => Promise.resolve() };
  await inTransaction(database.db, (tx) => furnish(tx, { clock, operator, actor: 'system' }));
  const log = pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });
  const app = wire({ config, connection, operator, secret, clock, log });
  const api = await createApi(app, { requestsPerMinute: 1_000_000, ...options });
  const context = { ...app.contextFor('system'), clock };

  const callerWith = (headers: Readonly<Record<string, string>>): Caller => callerOf(api, headers);
  const knownBy = (id: string, key: string): Known => ({
    id,
    secret: key,
    ...callerWith({ authorization: `Bearer ${key}` }),
  });
  const newCustomer = (name: string, email: string): Promise<Known> =>
    inTransaction(database.db, async (tx) => {
      const account = { name, email, language: 'en' as const, user: null, address: null };
      const { customerId } = await openAccount(tx, context, account);
      return knownBy(customerId, await keyOf(tx, context, { customerId }, customerPermissions));
    });
  const newStaff = (role: StaffRole): Promise<Known> =>
    inTransaction(database.db, async (tx) => {
      const person = { name: role, email: `${role}@ringfence.example`, password: 'a password of the tests' };
      const staffId = await addStaff(tx, context, { ...person, emailVerified: true, role, language: 'en' });
      return knownBy(staffId, await keyOf(tx, context, { staffId }, permissionsOfRole(role)));
    });

  return {
    app,
    api,
    clock,
    database,
    visitor: callerWith({}),
    callerWith,
    keyWith: async (owner, scopes) => {
      const key = await inTransaction(database.db, (tx) => keyOf(tx, context, owner, scopes));
      return callerWith({ authorization: `Bearer ${key}` });
    },
    newCustomer,
    customer: await newCustomer('Ada', 'ada@example.net'),
    other: await newCustomer('Bert', 'bert@example.net'),
    support: await newStaff('support'),
    finance: await newStaff('finance'),
    admin: await newStaff('admin'),
    settle: async () => {
      await runDue(database.db, context, app.tasks);
    },
    moveTo: (local) => advance(database.db, context, app.tasks, instantAt(local)),
    close: async () => {
      await api.close();
      await app.close();
      await database.drop();
    },
  };
};

const keyOf = async (
  tx: Tx,
  context: Context,
  owner: KeyOwner,
  scopes: readonly Permission[],
): Promise<string> => {
  const order = { owner, name: 'test', scopes, grantable: scopes, expiresAt: null };
  return (await createApiKey(tx, context, order)).secret;
};

/** Ten numbers of Rome at 4.00, one of Milan with a setup, and one of Madrid that needs a registration. */
const numbers: readonly OfferedNumber[] = [
  ...Array.from({ length: 10 }, (_, index) => offered(`+39061234567${index}`, 'IT', 'rome')),
  { ...offered('+390212345678', 'IT', 'milan'), setupMicros: fromDecimal('5.00'), features: ['voice'] },
  { ...offered('+34910000001', 'ES', 'madrid'), monthlyMicros: fromDecimal('3.00'), registration: true },
];

function offered(e164: string, country: string, city: string): OfferedNumber {
  return {
    e164,
    country,
    city,
    kind: 'local',
    features: ['voice', 'sms'],
    setupMicros: 0n,
    monthlyMicros: fromDecimal('4.00'),
    registration: false,
    supplier: 'Example Telecom',
  };
}

const furnish = async (tx: Tx, context: Context): Promise<void> => {
  await createOperator(tx, context.clock, context.operator);
  const inForceFrom = context.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
  await publishFirstVersion(tx, context, { inForceFrom, parameters: {} });
  const place = (country: string, region: string, slug: string, [en, es, it]: [string, string, string]) => ({
    country,
    region,
    slug,
    names: { en, es, it },
  });
  const cities = [
    place('IT', 'lazio', 'rome', ['Rome', 'Roma', 'Roma']),
    place('IT', 'lombardy', 'milan', ['Milan', 'Milán', 'Milano']),
    place('ES', 'madrid', 'madrid', ['Madrid', 'Madrid', 'Madrid']),
  ];
  const regions = cities.map(({ country, region }) => place(country, '', region, [region, region, region]));
  await addPlaces(tx, { regions, cities });
  await addNumbers(tx, context, numbers);
};

let requests = 0;

const callerOf = (api: Api, always: Readonly<Record<string, string>>): Caller => {
  const ask = async (method: Method, url: string, body?: unknown, extras: Extras = {}): Promise<Reply> => {
    requests += 1;
    const response = await api.inject({
      method,
      url,
      headers: {
        ...(method === 'GET' ? {} : { 'idempotency-key': extras.key ?? `request-${requests}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...always,
        ...extras.headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = response.body !== '' && /[/+]json/.test(String(response.headers['content-type']));
    const reply: Reply = {
      status: response.statusCode,
      body: isJson ? JSON.parse(response.body) : undefined,
      text: response.body,
      headers: response.headers,
    };
    expectDocumented(api, method, url, reply);
    return reply;
  };
  return {
    ask,
    get: (url, extras) => ask('GET', url, undefined, extras),
    delete: (url, extras) => ask('DELETE', url, undefined, extras),
    post: (url, body, extras) => ask('POST', url, body, extras),
    put: (url, body, extras) => ask('PUT', url, body, extras),
    patch: (url, body, extras) => ask('PATCH', url, body, extras),
  };
};

/** Whatever a test does: an endpoint refuses with codes that its documentation names, and with no other. */
const expectDocumented = (api: Api, method: string, url: string, { status, body }: Reply): void => {
  if (status < 400 || body?.code === undefined || !url.startsWith('/v1/')) return;
  const path = url.split('?')[0]!;
  const endpoint = api.endpoints
    .filter((one) => one.method === method)
    .find((one) => new RegExp(`^${one.url.replaceAll(/:\w+/g, '[^/]+')}$`).test(path));
  if (endpoint === undefined) return;
  const documented = refusalsOf(endpoint).map(({ code }) => code);
  assert(
    documented.includes(body.code),
    `${endpoint.operationId} refuses with ${body.code}, which it does not say`,
  );
};
