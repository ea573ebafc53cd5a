import { access, chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterFolderIn, clusterName, postmasterOf } from './cluster.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { launch, prepare, type Site } from './launch.ts';
import { folderInMemory, handOver, reachableTemporaryFolder, runAsFor } from './run-as.ts';
import { urlAt } from './settings.ts';
import { endSupervised } from './supervisor.ts';

/** A server of ours. It ends with this process, however that ends; when it is killed alone, it is started again. */
export interface EmbeddedServer {
  /** For `pg`, `psql` and everything else that takes a URL: the database `ringfence`, through a unix socket. */
  readonly url: string;
  /** Settles, with the reason, when the server has ended without being asked to and does not come back. */
  readonly lost: Promise<EmbeddedPostgresError>;
  /** Ends the connections, writes everything to disk, and waits until no process is left. */
  stop(): Promise<void>;
}

/** Told, in one line each, what a person would wait for or wonder about. */
export type Log = (line: string) => void;

const silent: Log = () => undefined;
const restartsAtMost = 5;

/**
 * Starts the PostgreSQL that comes with Ringfence on `postgres/` in `dataFolder`: makes it when there is none (1 s),
 * otherwise opens it (0.1 s), recovering it when the last one was killed. Only its own user and root can connect.
 * Fails with EmbeddedPostgresError, whose text says what to do: when another process runs on the same data
 * (`already_running`), on a machine without binaries, on data of another version.
 */
export const startEmbedded = async (options: {
  readonly dataFolder: string;
  readonly log?: Log;
}): Promise<EmbeddedServer> => {
  const dataFolder = resolve(options.dataFolder);
  await mkdir(dataFolder, { recursive: true });
  const runAs = await runAsFor(clusterFolderIn(dataFolder));
  const name = await clusterName(clusterFolderIn(dataFolder));
  const socketFolder = join(await reachableTemporaryFolder(runAs), name);
  const site = await prepare({ dataFolder, socketFolder, runAs, durability: 'kept' }, options.log ?? silent);
  return keepRunning(site, options.log ?? silent);
};

/**
 * Starts an empty server whose data is removed when it ends, and is not written to disk with care: for tests, scenarios
 * and whatever else wants a database for a minute. In memory, where the machine has it. Ready in 0.8 s.
 */
export const startThrowaway = async (options: { readonly log?: Log } = {}): Promise<EmbeddedServer> => {
  const runAs = await runAsFor('/nonexistent/postgres');
  const dataFolder = await mkdtemp(join(await folderInMemory(runAs), 'ringfence-throwaway-'));
  await handOver(dataFolder, runAs);
  await chmod(dataFolder, 0o700);
  const place = { dataFolder, socketFolder: dataFolder, runAs, durability: 'throwaway' } as const;
  const log = options.log ?? silent;
  return keepRunning(await prepare(place, log), log);
};

/** The URL of the server that another process started on this data folder, once it answers; undefined when none runs. */
export const urlOfRunning = async (dataFolder: string): Promise<string | undefined> => {
  for (;;) {
    const postmaster = await postmasterOf(clusterFolderIn(resolve(dataFolder)));
    if (postmaster === undefined || postmaster.state === 'stopping') return undefined;
    if (postmaster.state === 'ready') return urlAt(postmaster.socketFolder, 'ringfence');
    await sleep(20);
  }
};

/** Whether there is a database in this data folder, running or not. */
export const hasEmbedded = async (dataFolder: string): Promise<boolean> => {
  const error = await access(clusterFolderIn(resolve(dataFolder))).then(
    () => undefined,
    (refused: NodeJS.ErrnoException) => refused,
  );
  return error?.code !== 'ENOENT';
};

/** The server that runs on this data folder, or one started for the occasion: for commands beside `npm start`. */
export const joinOrStartEmbedded = async (options: {
  readonly dataFolder: string;
  readonly log?: Log;
}): Promise<EmbeddedServer> => {
  const url = await urlOfRunning(options.dataFolder);
  if (url === undefined) return startEmbedded(options);
  return { url, lost: new Promise(() => undefined), stop: () => Promise.resolve() };
};

const keepRunning = async (site: Site, log: Log): Promise<EmbeddedServer> => {
  // A promise, so that whoever stops the server while it is being started again stops the new one.
  let current = launch(site, log);
  let stopping: Promise<void> | undefined;
  const watch = async (): Promise<EmbeddedPostgresError> => {
    for (let restarts = 0; ; restarts += 1) {
      const how = await current.then(({ ended }) => ended);
      if (stopping !== undefined) return new Promise(() => undefined);
      if (restarts === restartsAtMost) return lostFor(site, how);
      log(`PostgreSQL ended unexpectedly (${how}): starting it again.`);
      current = launch(site, log);
      const failure = await current.then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      if (failure !== undefined) return lostFor(site, how, failure.error);
    }
  };
  await current;
  return {
    url: urlAt(site.socketFolder, 'ringfence'),
    lost: watch(),
    stop: () => (stopping ??= current.then(endSupervised, () => undefined)),
  };
};

const lostFor = (site: Site, how: string, cause?: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'failed',
    `PostgreSQL ended (${how}) and does not come back: see ${site.logFile}`,
    { cause },
  );
