import {
  connect,
  hasEmbedded,
  joinOrStartEmbedded,
  readConfig,
  type Config,
  type Connection,
} from '#platform';
import { openApp, type App } from '../../app.ts';
import { withKept } from '../kept.ts';
import { requireAnswer, requireSameMode } from '../own-database.ts';
import { PlainFailure } from '../plain-failure.ts';

const configured = (): Config => {
  const read = readConfig(process.env);
  if ('config' in read) return read.config;
  throw new PlainFailure(
    `The configuration lacks something:\n${read.faults.map(({ variable, problem }) => `  ${variable} ${problem}`).join('\n')}`,
  );
};

/** Runs `work` on the installation's database: that of DATABASE_URL, the one that `ringfence start` is running, or the one in the data folder. */
export const withDatabase = async <T>(
  work: (connection: Connection, config: Config, url: string) => Promise<T>,
): Promise<T> => {
  const config = configured();
  if (config.databaseUrl === undefined && !(await hasEmbedded(config.dataFolder)))
    throw new PlainFailure(
      `There is no database in the folder ${config.dataFolder} yet. Make one with  ringfence start ; DATA_FOLDER and DATABASE_URL say which database is meant.`,
    );
  const server =
    config.databaseUrl === undefined ? await joinOrStartEmbedded({ dataFolder: config.dataFolder }) : null;
  const url = server?.url ?? config.databaseUrl!;
  const connection = connect(url, { max: 4 });
  try {
    await requireAnswer(connection);
    return await work(connection, config, url);
  } finally {
    await connection.close();
    await server?.stop();
  }
};

/** Runs `work` with the whole installation wired up, as `ringfence start` would be. */
export const withApp = <T>(work: (app: App) => Promise<T>): Promise<T> =>
  withDatabase(async ({ db }, config, url) => {
    const kept = await withKept(config);
    const app = await openApp({ ...kept, logLevel: 'error' }, url, kept.secret);
    try {
      await requireSameMode(db, config.mode);
      return await work(app);
    } finally {
      await app.close();
    }
  });
