import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { majorVersion, type Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { handOver, processOptions, type RunAs } from './run-as.ts';
import type { Durability } from './settings.ts';

const run = promisify(execFile);

/** What a server writes about itself in postmaster.pid. */
export interface Postmaster {
  readonly processId: number;
  readonly socketFolder: string;
  readonly state: 'starting' | 'ready' | 'stopping';
}

/** The folder of the server's own files, in the data folder. */
export const clusterFolderIn = (dataFolder: string): string => join(dataFolder, 'postgres');

/** Short, and the same at every start: names the socket's folder, and tells this server's processes from others'. */
export const clusterName = async (clusterFolder: string): Promise<string> => {
  const path = join(await realpath(dirname(clusterFolder)), basename(clusterFolder));
  return `ringfence-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
};

/** Makes an empty cluster where there is none, and says whether it did. A start that was killed half-way leaves none: it appears in one step. */
export const ensureCluster = async (
  clusterFolder: string,
  binaries: Binaries,
  runAs: RunAs,
  durability: Durability,
): Promise<boolean> => {
  const version = await readFile(join(clusterFolder, 'PG_VERSION'), 'utf8').catch(
    refuseUnreadable(clusterFolder),
  );
  if (version?.trim() === majorVersion) return false;
  if (version !== undefined) {
    throw new EmbeddedPostgresError(
      'wrong_version',
      `${clusterFolder} was made by PostgreSQL ${version.trim()}, this is ${majorVersion}. ` +
        'Copy its data over with pg_dump of the old version, or move the folder away to start empty.',
    );
  }
  await removeUnfinished(clusterFolder);
  const unfinished = `${clusterFolder}.new-${process.pid}`;
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await handOver(unfinished, runAs);
  await initialise(unfinished, binaries, runAs, durability);
  // Another process may have been faster; then its cluster is the one.
  await rename(unfinished, clusterFolder).catch(() => rm(unfinished, { recursive: true, force: true }));
  return true;
};

/**
 * How a server's data folder is called by the server. It runs with this as its current folder, which root entered before
 * it became somebody else: so it works below a home that only root may enter, where no path would.
 */
export const folderForServer = (clusterFolder: string, runAs: RunAs): string =>
  runAs.uid !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : clusterFolder;

const initialise = async (
  folder: string,
  { initdb }: Binaries,
  runAs: RunAs,
  durability: Durability,
): Promise<void> => {
  // Sorting by code point is the same on every machine and in every version; people's lists are sorted by Intl.
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const flags = ['--username=ringfence', '--auth=trust', '--encoding=UTF8', '--locale-provider=builtin'];
  const locales = [`--locale=${locale}`, '--builtin-locale=C.UTF-8', '--lc-messages=C', '--no-instructions'];
  const hurry = durability === 'throwaway' ? ['--no-sync', '--no-data-checksums'] : [];
  try {
    const options = { ...processOptions(runAs), cwd: folder };
    await run(
      initdb,
      [`--pgdata=${folderForServer(folder, runAs)}`, ...flags, ...locales, ...hurry],
      options,
    );
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const said = (error as { readonly stderr?: string }).stderr?.trim();
    throw new EmbeddedPostgresError('failed', `initdb could not make ${folder}: ${said || String(error)}`, {
      cause: error,
    });
  }
};

const removeUnfinished = async (clusterFolder: string): Promise<void> => {
  const prefix = `${basename(clusterFolder)}.new-`;
  const parent = dirname(clusterFolder);
  for (const name of await readdir(parent)) {
    const isLeftOver = name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)));
    if (isLeftOver) await rm(join(parent, name), { recursive: true, force: true });
  }
};

/** The server that runs on this data, if one does. */
export const postmasterOf = async (clusterFolder: string): Promise<Postmaster | undefined> => {
  const text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(
    refuseUnreadable(clusterFolder),
  );
  if (text === undefined) return undefined;
  const [processId, , , , socketFolder = '', , , state = 'starting'] = text
    .split('\n')
    .map((line) => line.trim());
  if (!(await isServer(Number(processId), await clusterName(clusterFolder)))) return undefined;
  return {
    processId: Number(processId),
    socketFolder,
    state: state === 'ready' || state === 'stopping' ? state : 'starting',
  };
};

/**
 * Waits until nobody runs on this data. A server whose owner has just been killed is about to stop; one that goes on
 * belongs to somebody.
 */
export const waitUntilFree = async (clusterFolder: string): Promise<void> => {
  const patienceMs = { starting: 2_000, ready: 2_000, stopping: 60_000 };
  const start = performance.now();
  for (;;) {
    const postmaster = await postmasterOf(clusterFolder);
    if (postmaster === undefined) break;
    if (performance.now() - start > patienceMs[postmaster.state])
      throw alreadyRunning(clusterFolder, postmaster);
    await sleep(20);
  }
  // After a crash the number in it may belong to another process by now, and PostgreSQL would refuse to start.
  await rm(join(clusterFolder, 'postmaster.pid'), { force: true });
};

export const alreadyRunning = (clusterFolder: string, postmaster?: Postmaster): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'already_running',
    `Ringfence is already running on ${dirname(clusterFolder)}` +
      (postmaster === undefined ? '' : ` (its PostgreSQL is process ${postmaster.processId})`) +
      '. Stop the other one first, or set DATABASE_URL to give this one another database.',
  );

const isAlive = (processId: number): boolean => {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Process numbers are used again: only one that was started for this very data counts. */
const isServer = async (processId: number, name: string): Promise<boolean> => {
  if (!(processId > 0) || !isAlive(processId)) return false;
  const command =
    process.platform === 'linux'
      ? await readFile(`/proc/${processId}/cmdline`, 'utf8').catch(() => '')
      : await run('ps', ['-o', 'command=', '-p', String(processId)]).then(
          ({ stdout }) => stdout,
          () => '',
        );
  return command.includes(`cluster_name=${name}`);
};

/** Missing is an answer; unreadable means that somebody else owns it. */
const refuseUnreadable =
  (clusterFolder: string) =>
  (error: NodeJS.ErrnoException): undefined => {
    if (error.code === 'ENOENT') return undefined;
    if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error;
    throw new EmbeddedPostgresError(
      'not_allowed',
      `${clusterFolder} belongs to another user, who started Ringfence here first (root does so as \`nobody\`). ` +
        'Start it as that user or as root, or change the owner of the folder and all that is in it.',
      { cause: error },
    );
  };
