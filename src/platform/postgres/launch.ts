import { lstat, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { binariesFor, type Binaries } from './binaries.ts';
import {
  alreadyRunning,
  clusterFolderIn,
  clusterName,
  ensureCluster,
  folderForServer,
  waitUntilFree,
} from './cluster.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { handOver, type RunAs } from './run-as.ts';
import { settingArguments, urlAt, type Durability } from './settings.ts';
import { endSupervised, supervise, type Supervised } from './supervisor.ts';

export interface Place {
  readonly dataFolder: string;
  readonly socketFolder: string;
  readonly runAs: RunAs;
  readonly durability: Durability;
}

/** Everything that is known before the server is started. */
export interface Site extends Place {
  readonly clusterFolder: string;
  readonly clusterName: string;
  readonly logFile: string;
  readonly binaries: Binaries;
}

/** Finds the programs, waits until nobody else uses the data, and makes it when there is none. */
export const prepare = async (place: Place, log: (line: string) => void): Promise<Site> => {
  const clusterFolder = clusterFolderIn(place.dataFolder);
  const binaries = await binariesFor(place.runAs);
  await waitUntilFree(clusterFolder);
  const isNew = await ensureCluster(clusterFolder, binaries, place.runAs, place.durability);
  if (isNew) log(`Made a new database in ${clusterFolder}.`);
  return {
    ...place,
    clusterFolder,
    clusterName: await clusterName(clusterFolder),
    logFile: join(place.dataFolder, 'postgres.log'),
    binaries,
  };
};

/** Starts the server and returns when the database `ringfence` can be used. */
export const launch = async (site: Site, log: (line: string) => void): Promise<Supervised> => {
  const start = performance.now();
  for (;;) {
    await makeSocketFolder(site);
    const logStart = await keepLogShort(site.logFile);
    const supervised = await superviseServer(site);
    try {
      await untilReady(site, supervised, log);
      return supervised;
    } catch (error) {
      await endSupervised(supervised);
      const said = (await readFile(site.logFile)).subarray(logStart).toString().trim();
      // What a killed server leaves behind ends a moment after it, and takes its socket folder along.
      const isPassing = /is still in use|could not bind|could not create lock file .* No such file/.test(
        said,
      );
      if (isPassing && performance.now() - start < 10_000) await sleep(100);
      else if (/lock file "postmaster.pid" already exists/.test(said))
        throw alreadyRunning(site.clusterFolder);
      else throw startFailed(site, said, error);
    }
  }
};

const superviseServer = (site: Site): Promise<Supervised> =>
  supervise(site.runAs, {
    command: [
      site.binaries.postgres,
      '-D',
      folderForServer(site.clusterFolder, site.runAs),
      ...settingArguments(site.socketFolder, site.clusterName, site.durability),
    ],
    workingFolder: site.clusterFolder,
    logFile: site.logFile,
    socketFolder: site.socketFolder,
    throwawayFolder: site.durability === 'throwaway' ? site.dataFolder : undefined,
  });

const untilReady = async (site: Site, { ended }: Supervised, log: (line: string) => void): Promise<void> => {
  const state: { ended?: string } = {};
  void ended.then((how) => (state.ended = how));
  const start = performance.now();
  let isPatient = false;
  while (!(await isReady(site.socketFolder))) {
    if (state.ended !== undefined) throw new Error(`it ended with ${state.ended}`);
    await sleep(10);
    if (!isPatient && performance.now() - start > 5_000) {
      isPatient = true;
      log('PostgreSQL was killed last time and recovers what it had not yet put in its place ...');
    }
  }
};

const isReady = async (socketFolder: string): Promise<boolean> => {
  try {
    await withClient(urlAt(socketFolder, 'ringfence'), () => Promise.resolve());
    return true;
  } catch (error) {
    const code = (error as { readonly code?: string }).code ?? '';
    if (code === '3D000') await createDatabase(socketFolder);
    // No socket, nobody behind it, it closed again, or "the database system is starting up".
    else if (!['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03'].includes(code)) throw error;
    return false;
  }
};

const createDatabase = (socketFolder: string): Promise<void> =>
  withClient(urlAt(socketFolder, 'postgres'), async (client) => {
    await client.query('create database ringfence');
  });

const withClient = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Only the server's user, and root, may enter it: who may enter may connect. */
const makeSocketFolder = async ({ socketFolder, dataFolder, runAs }: Site): Promise<void> => {
  if (socketFolder === dataFolder) return;
  await mkdir(socketFolder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(socketFolder);
  const isOurs = found.uid === process.getuid?.() || found.uid === runAs.uid;
  if (!found.isDirectory() || !isOurs || (found.mode & 0o077) !== 0) {
    throw new EmbeddedPostgresError(
      'not_allowed',
      `${socketFolder}, the folder for PostgreSQL's socket, belongs to somebody else or is open to others. Remove it.`,
    );
  }
  await handOver(socketFolder, runAs);
};

/** Returns how long it is. */
const keepLogShort = async (logFile: string): Promise<number> => {
  const size = (await stat(logFile).catch(() => undefined))?.size ?? 0;
  if (size < 10_000_000) return size;
  await rename(logFile, `${logFile}.old`);
  return 0;
};

const startFailed = (site: Site, said: string, cause: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'failed',
    `PostgreSQL does not start: ${said || String(cause)}\nSee ${site.logFile}`,
    { cause },
  );
