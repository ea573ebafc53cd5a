// `ringfence start`: brings an installation up, serves until it is told to stop, and leaves nothing behind.
import { createServer } from 'node:net';
import {
  connect,
  inTransaction,
  migrate,
  startEmbedded,
  stopwatch,
  whileAlone,
  type Config,
} from '#platform';
import { hasOperator } from '#policy';
import { openApp, type App } from '../app.ts';
import { createApi } from './api/server.ts';
import { withKept } from './kept.ts';
import { requireAnswer, requireSameMode } from './own-database.ts';
import { PlainFailure } from './plain-failure.ts';
import { startWorker } from './worker/loop.ts';

export type Role = 'all' | 'api' | 'worker';

/** Fills a database when it is empty or half filled. */
export type SetUp = (config: Config, url: string, say: (line: string) => void) => Promise<void>;

export interface Served {
  readonly app: App;
  /** Where the API answers; null for a worker. */
  readonly address: string | null;
  /** Settles when the database is gone for good. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

export interface ServeOptions {
  readonly config: Config;
  readonly role: Role;
  readonly say: (line: string) => void;
  readonly setUp: SetUp;
}

/** Starts the database (its own in the demonstration, unless DATABASE_URL names one), migrates, and serves in `role`. */
export const serve = async ({ config, role, say, setUp }: ServeOptions): Promise<Served> => {
  const elapsed = stopwatch();
  const server =
    config.databaseUrl === undefined
      ? await startEmbedded({ dataFolder: config.dataFolder, log: say })
      : null;
  const url = server?.url ?? config.databaseUrl!;
  try {
    // Before the set-up, which takes ten seconds: who waited for it should not be told then.
    if (role !== 'worker') await requireFreePort(config);
    await prepare(config, url, say, setUp);
    const kept = await withKept(config);
    const app = await openApp(kept, url, kept.secret);
    const worker = role === 'api' ? null : runWorker(app);
    const api = role === 'worker' ? null : await createApi(app);
    const address =
      api === null
        ? null
        : await api.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
            throw explainListening(error, config);
          });
    say(`Ready after ${(elapsed() / 1_000).toFixed(1)} s.`);
    return {
      app,
      address,
      lost: server?.lost ?? new Promise<Error>(() => undefined),
      stop: async () => {
        await api?.close();
        await worker?.stop();
        // What the database says while it is stopped is no news.
        app.log.level = 'silent';
        await app.close();
        await server?.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
};

const runWorker = (app: App) => {
  const { tasks, log, refresh } = app;
  const worker = startWorker({
    db: app.connection.db,
    context: app.contextFor('system'),
    tasks,
    log,
    refresh,
  });
  app.onWake(worker.wake);
  return worker;
};

const prepare = async (
  config: Config,
  url: string,
  say: (line: string) => void,
  setUp: SetUp,
): Promise<void> => {
  const connection = connect(url, { max: 3 });
  try {
    await requireAnswer(connection);
    const ran = await migrate(connection.pool);
    if (ran.length > 0)
      say(`Brought the database up to date (${ran.length} migration${ran.length === 1 ? '' : 's'}).`);
    await whileAlone(connection.pool, async () => {
      if (await inTransaction(connection.db, hasOperator)) await requireSameMode(connection.db, config.mode);
      await setUp(config, url, say);
    });
  } finally {
    await connection.close();
  }
};

const requireFreePort = ({ host, port }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    const trial = createServer();
    trial.once('error', (error) => reject(explainListening(error, { host, port })));
    trial.listen({ host, port, exclusive: true }, () => trial.close(() => resolve()));
  });

/** What is wrong with HOST or PORT, in the words of whoever set them. */
const explainListening = (error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): unknown => {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new PlainFailure(
        `Port ${port} of ${host} is taken: another program listens there, perhaps another Ringfence.\n` +
          `Stop that one, or choose another port with PORT, for example  PORT=${port + 1} npm start`,
      );
    case 'EACCES':
      return new PlainFailure(
        `This user may not listen on port ${port}. Choose one above 1023 with PORT, for example  PORT=8080 npm start`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PlainFailure(
        `${host} is no address of this machine. Set HOST to one that is: 127.0.0.1 for this machine alone, 0.0.0.0 for all its networks.`,
      );
    default:
      return error;
  }
};
