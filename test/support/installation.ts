import pino from 'pino';
import {
  connect,
  inTransaction,
  type Clock,
  type Config,
  type Connection,
  type MovableClock,
} from '#platform';
import { loadOperator, type Context } from '#policy';
import { wire, type App } from '../../src/app.ts';

/** A clock of a machine: it can be set back as well as forward. */
export interface MachineClock extends MovableClock {
  set(instant: Temporal.Instant): void;
}

export const machineClock = (start: Temporal.Instant): MachineClock => {
  let present = start;
  const set = (instant: Temporal.Instant): void => {
    present = instant;
  };
  return { now: () => present, set, moveTo: set };
};

/** The whole product, wired to a database with an operator, and what its worker runs with. */
export interface Installation {
  readonly app: App;
  readonly connection: Connection;
  readonly context: Context;
}

const silent = pino({ level: 'silent' });

/** Nothing here may need the test runner: processes that a test starts are installed in the same way. */
export const install = async (
  connection: Connection,
  clock: Clock,
  { smtpUrl }: { readonly smtpUrl?: string | undefined } = {},
): Promise<Installation> => {
  const operator = await inTransaction(connection.db, loadOperator);
  const config: Config = {
    mode: 'demo',
    databaseUrl: undefined,
    dataFolder: 'data',
    host: '127.0.0.1',
    port: 0,
    baseUrl: 'http://localhost',
    secret: undefined,
    documentsKey: Buffer.alloc(32, 7).toString('base64'),
    smtpUrl,
    mailFrom: 'numbers@example.net',
    operator,
    smsRetentionDays: 90,
    logLevel: 'error',
  };
  const secret = 'a secret of nobody: nobody signs in here';
  const app = wire({ config, connection, operator, secret, clock, log: silent });
  return { app, connection, context: app.contextFor('system') };
};

export const installAt = (
  url: string,
  clock: Clock,
  options: { readonly max?: number; readonly smtpUrl?: string | undefined } = {},
): Promise<Installation> => install(connect(url, { max: options.max ?? 6 }), clock, options);
