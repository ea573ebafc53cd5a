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
import { secretBox, type Keeping } from '#webhooks';
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
  /** Whoever wires it anew, with another clock, needs the same. */
  readonly secret: string;
  readonly processors: Partial<Processors>;
  /** Seals and opens the documents of customers. */
  readonly vault: DocumentVault;
  /** How secrets of webhook endpoints are kept, and where webhooks may go. */
  readonly webhooks: Keeping;
  /** Everything that falls due, in the order of the policy. */
  readonly tasks: readonly Task[];
  contextFor(actor: string): Context;
  authenticate(headers: Credentials): Promise<Principal | null>;
  /** Reads what other processes may have changed: the demonstration's clock. */
  refresh(): Promise<void>;
  /** Plays the stories of a requested preview of the policy, in the background of this process. */
  runPreview(previewId: string): void;
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
  const webhooks: Keeping = {
    box: secretBox(secret),
    reach: config.mode === 'production' ? 'public' : 'loopback',
  };
  let listener = nobodyListens;
  const previews = previewsInBackground(connection, contextFor('system'), log);
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
    secret,
    processors,
    webhooks,
    tasks: tasksFor({
      processors,
      voice,
      transport,
      webhooks,
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
    runPreview: previews.run,
    close: async () => {
      await previews.stop();
      await connection.close();
    },
  };
};

/** Plays the stories of previews that were requested; `stop` breaks off what is played and waits until it has ended. */
const previewsInBackground = ({ db }: Connection, context: Context, log: Logger) => {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const play = async (previewId: string): Promise<void> => {
    // Loaded when it is wanted: the simulation wires applications of its own.
    const { runPreview } = await import('./simulation/preview-policy.ts');
    await runPreview(db, context, previewId, stopping.signal);
  };
  return {
    run: (previewId: string): void => {
      const one = play(previewId)
        .catch((err: unknown) => log.error({ err, previewId }, 'a preview of the policy broke off'))
        .finally(() => running.delete(one));
      running.add(one);
    },
    stop: async (): Promise<void> => {
      stopping.abort();
      await Promise.all(running);
    },
  };
};
