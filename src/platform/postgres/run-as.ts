import { execFile } from 'node:child_process';
import { chown, readFile, stat, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './errors.ts';

const run = promisify(execFile);

/** Whom PostgreSQL runs as when we are root, because it refuses to run as root. Empty: as ourselves. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The owner of the data, so that whoever started it first can start it again without root; or the owner of the folder
 * it will be in; or `nobody`. (initdb, not the server, wants a user whom the machine knows by name.)
 */
export const runAsFor = async (clusterFolder: string): Promise<RunAs> => {
  if (process.getuid?.() !== 0) return {};
  const cluster = await stat(clusterFolder).catch(() => undefined);
  if (cluster !== undefined && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  const users = await knownUsers();
  const parent = await nearestExisting(dirname(clusterFolder));
  if (parent.uid !== 0 && users.some(({ uid }) => uid === parent.uid))
    return { uid: parent.uid, gid: parent.gid };
  const nobody = users.find(({ name }) => name === 'nobody');
  if (nobody === undefined) {
    throw new EmbeddedPostgresError(
      'unsupported_machine',
      'PostgreSQL refuses to run as root, and this machine has no user `nobody` to run it as. ' +
        'Start Ringfence as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid: nobody.uid, gid: nobody.gid };
};

/** The arguments of spawn and execFile: no variable of ours (PGDATA, PGPORT, LD_PRELOAD ...) may reach PostgreSQL. */
export const processOptions = (runAs: RunAs): RunAs & { readonly env: NodeJS.ProcessEnv } => ({
  ...runAs,
  env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
});

/** Makes a file or folder belong to whom PostgreSQL runs as. */
export const handOver = async (path: string, { uid, gid }: RunAs): Promise<void> => {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
};

/** A folder for sockets and throwaway data that PostgreSQL can reach: root's own TMPDIR may lie below a closed home. */
export const reachableTemporaryFolder = async (runAs: RunAs): Promise<string> => {
  for (const folder of [tmpdir(), '/tmp', '/var/tmp']) {
    // With the socket's own name the path must stay below 104 bytes, the limit of macOS (108 on Linux).
    if (folder.length <= 60 && (await canEnter(folder, runAs))) return folder;
  }
  throw new EmbeddedPostgresError(
    'unsupported_machine',
    `No folder for PostgreSQL's socket: neither ${tmpdir()} nor /tmp nor /var/tmp can be reached. ` +
      'Set TMPDIR to a short path that every user can enter, or set DATABASE_URL.',
  );
};

/** What a throwaway server may come to need of the memory of the machine. */
const enoughBytes = 4 * 1024 ** 3;

/**
 * A folder that lies in memory, for data that nobody keeps: written to a disk, the databases of the tests kept both cores waiting for a
 * third of their time. A temporary folder where there is none, or too little.
 */
export const folderInMemory = async (runAs: RunAs): Promise<string> => {
  const folder = '/dev/shm';
  const room = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room >= enoughBytes && freemem() >= enoughBytes && (await canEnter(folder, runAs))
    ? folder
    : reachableTemporaryFolder(runAs);
};

/** Whether PostgreSQL's user gets into a folder: asked as that user, because modes alone do not tell. */
const canEnter = async (folder: string, runAs: RunAs): Promise<boolean> => {
  try {
    await run('/bin/sh', ['-c', '[ -d "$0" ] && [ -x "$0" ]', folder], {
      ...processOptions(runAs),
      cwd: '/',
    });
    return true;
  } catch {
    return false;
  }
};

const nearestExisting = async (folder: string): Promise<{ readonly uid: number; readonly gid: number }> => {
  try {
    return await stat(folder);
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return nearestExisting(dirname(folder));
  }
};

const knownUsers = async (): Promise<
  readonly { readonly name: string; readonly uid: number; readonly gid: number }[]
> =>
  (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
