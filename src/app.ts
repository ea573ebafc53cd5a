// The composition root: the only place that wires domains, adapters and doors to each other.
import pino, { type Logger } from 'pino';
import { noVault, openVault, readKeys, type DocumentVault } from '#compliance';
import { authenticate, makeAuth, type Auth, type Credentials, type Principal } from '#customers';
import { kept, overSmtp, writeSignInMail, type MailTransport } from '#notifications';
import { sandboxProcessors, type FeeSchedules, type Processors } from '#payments';
import {
  connect,
  inTransaction,
  readClockShift,
  shiftedClock,
  systemClock,
  type Clock,
  type Config,
  type Connection,
} from '#platform';
import { loadOperator, type Context, type Operator } from '#policy';
import { sandboxEdge } from '#voice';
import type { Task } from './doors/worker/calendar.ts';
import { tasksFor } from './doors/worker/tasks.ts';

/** Everything that a running installation consists of. */
export interface App {
  readonly config: Config;
  readonly connection: Connection;
  readonly log: Logger;
  readonly clock: Clock;
  readonly operator: Operator;
  readonly auth: Auth;
  readonly processors: Partial<Processors>;
  /** Seals and opens the documents of customers. */
  readonly vault: DocumentVault;
  /** Everything that falls due, in the order of the policy. */
  readonly tasks: readonly Task[];
  contextFor(actor: string): Context;
  authenticate(headers: Credentials): Promise<Principal | null>;
  /** Reads what other processes may have changed: the demonstration's clock. */
  refresh(): Promise<void>;
  /** Tells the worker of this process, if there is one, that something was written. */
  wake(): void;
  onWake(listener: () => void): void;
  close(): Promise<void>;
}

export interface AppParts {
  readonly config: Config;
  readonly connection: Connection;
  readonly operator: Operator;
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly fees?: FeeSchedules;
}

/** Connects to a migrated database that has an operator, and wires the installation together. */
export const openApp = async (config: Config, url: string, secret: string): Promise<App> => {
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const connection = connect(url, {
    max: 16,
    onError: (err) => log.warn({ err }, 'a database connection was lost'),
  });
  const operator = await inTransaction(connection.db, loadOperator).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  if (config.mode === 'production')
    return wire({ config, connection, operator, secret, clock: systemClock, log });
  let shiftMs = await readClockShift(connection.db);
  const app = wire({ config, connection, operator, secret, clock: shiftedClock(() => shiftMs), log });
  return {
    ...app,
    refresh: async () => {
      shiftMs = await readClockShift(connection.db);
    },
  };
};

const nobodyListens = (): void => undefined;

/** Wires given parts together; scenarios and tests bring their own clock. */
export const wire = ({ config, connection, operator, secret, clock, log, fees }: AppParts): App => {
  const contextFor = (actor: string): Context => ({ clock, operator, actor });
  const processors = config.mode === 'production' ? {} : sandboxProcessors(connection.db, clock, fees);
  const isSandbox = config.mode !== 'production';
  const voice = { edge: isSandbox ? sandboxEdge(connection.db, clock) : undefined, isSandbox };
  const transport: MailTransport =
    config.smtpUrl === undefined ? kept() : overSmtp(config.smtpUrl, config.mailFrom);
  let listener = nobodyListens;
  const auth = makeAuth({
    db: connection.db,
    clock,
    secret,
    baseUrl: config.baseUrl,
    operatorName: operator.name,
    trustedOrigins: [],
    sendMail: async (mail) => {
      await inTransaction(connection.db, (tx) => writeSignInMail(tx, contextFor('system'), mail));
      listener();
    },
    onError: (message) => log.warn({ message }, 'sign-in'),
  });
  return {
    config,
    connection,
    log,
    clock,
    operator,
    auth,
    processors,
    tasks: tasksFor({
      processors,
      voice,
      transport,
      baseUrl: config.baseUrl,
      mode: config.mode,
      smsRetentionDays: config.smsRetentionDays,
    }),
    vault: config.documentsKey === undefined ? noVault : openVault(readKeys(config.documentsKey)),
    contextFor,
    authenticate: (headers) => authenticate(connection.db, clock, auth, headers),
    refresh: () => Promise.resolve(),
    wake: () => listener(),
    onWake: (heard) => {
      listener = heard;
    },
    close: () => connection.close(),
  };
};
