import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stopwatch } from '#platform';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
// Machines that run tests have other things to do as well.
const patienceMs = 90_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Only what a machine has by itself: no variable of whoever runs the tests reaches the product. */
const environment = (own: Environment): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  TMPDIR: process.env['TMPDIR'],
  ...own,
});

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `bin/ringfence` with these arguments to its end. */
export const ringfence = (
  args: readonly string[],
  { env = {}, input = '' }: { readonly env?: Environment; readonly input?: string } = {},
): Promise<Run> => {
  const command = join(checkout, 'bin/ringfence');
  return untilEnd(spawn(command, args, { cwd: checkout, env: environment(env) }), input);
};

/** Runs commands as somebody would type them in this folder, which has a bin of its own. */
export const shell = (commands: string, folder: string, env: Environment): Promise<Run> => {
  const path = `${join(folder, 'bin')}:${process.env['PATH']}`;
  return untilEnd(
    spawn('/bin/sh', ['-ec', commands], { cwd: folder, env: environment({ ...env, PATH: path }) }),
    '',
  );
};

const untilEnd = async (child: ChildProcessWithoutNullStreams, input: string): Promise<Run> => {
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout: stdout(), stderr: stderr() };
};

const textOf = (stream: NodeJS.ReadableStream): (() => string) => {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
};

/** A `ringfence start` that runs. */
export interface Started {
  readonly child: ChildProcess;
  /** What it has printed so far: standard output, and standard error. */
  printed(): string;
  errors(): string;
  /** Waits until it has printed this; fails with all that it did print when it ends before. */
  until(text: string): Promise<void>;
  /** Waits for its end: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Sends a signal and waits for its end. */
  end(signal: NodeJS.Signals): Promise<number | string>;
}

const running = new Set<Started>();

/** Starts `bin/ringfence start` or, as people do, `npm start`. */
export const start = (
  env: Environment,
  {
    args = [],
    through = 'bin',
  }: { readonly args?: readonly string[]; readonly through?: 'bin' | 'npm' } = {},
): Started => {
  const [command, before] =
    through === 'npm' ? ['npm', ['start', '--']] : [join(checkout, 'bin/ringfence'), ['start']];
  const child = spawn(command, [...before, ...args], {
    cwd: checkout,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [printed, errors] = [textOf(child.stdout), textOf(child.stderr)];
  let hasEnded = false;
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => {
      hasEnded = true;
      running.delete(started);
      resolve(signal ?? code ?? 0);
    }),
  );
  const started: Started = {
    child,
    printed,
    errors,
    ended,
    until: async (text) => {
      const elapsed = stopwatch();
      while (!printed().includes(text)) {
        if (hasEnded || elapsed() > patienceMs)
          throw new Error(
            `${hasEnded ? 'it ended' : 'it went on'} without printing "${text}":\n${printed()}${errors()}`,
          );
        await sleep(20);
      }
    },
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
  running.add(started);
  return started;
};

/** Ends what a failed test left running. */
export const endAll = async (): Promise<void> => {
  await Promise.all([...running].map((one) => one.end('SIGKILL')));
};

/** A port on which nobody listens now. */
export const freePort = async (): Promise<string> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
};

/** A folder that is not there yet, in one that is removed by `remove`. */
export const dataFolder = async (): Promise<{ readonly path: string; remove(): Promise<void> }> => {
  const parent = await mkdtemp(join(tmpdir(), 'ringfence-process-'));
  return {
    path: join(parent, 'data'),
    // What a failed test left running ends a moment after it was killed.
    remove: () => rm(parent, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }),
  };
};

/**
 * The processes that belong to a data folder: those that were told of it, and its PostgreSQL, which is told nothing and found by its name.
 * Returns a function that looks again, so that the name is known when the server is gone.
 */
export const processesOf = async (folder: string): Promise<() => Promise<readonly string[]>> => {
  const file = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8');
  const name = basename(file.split('\n')[4]!.trim());
  return async () =>
    (await allProcesses()).filter((text) => text.includes(name) || text.includes(`DATA_FOLDER=${folder}`));
};

/** Every process of this machine that we may look at: its command line and its environment. */
const allProcesses = async (): Promise<readonly string[]> => {
  if (process.platform !== 'linux') {
    const child = spawn('ps', ['-axEww', '-o', 'pid=,command='], { stdio: ['ignore', 'pipe', 'ignore'] });
    const text = textOf(child.stdout);
    await new Promise((resolve) => child.once('close', resolve));
    return text().split('\n');
  }
  const ids = (await readdir('/proc')).filter((id) => /^\d+$/.test(id));
  return Promise.all(
    ids.map(async (id) => {
      const parts = ['cmdline', 'environ'].map((name) =>
        readFile(`/proc/${id}/${name}`, 'utf8').catch(() => ''),
      );
      return `${id} ${(await Promise.all(parts)).join(' ').replaceAll('\0', ' ')}`;
    }),
  );
};

/** Waits until none of them is left, and fails with those that are. */
export const untilNoneLeft = async (look: () => Promise<readonly string[]>): Promise<void> => {
  const elapsed = stopwatch();
  for (;;) {
    const left = await look();
    if (left.length === 0) return;
    if (elapsed() > 20_000) throw new Error(`still running:\n${left.join('\n')}`);
    await sleep(50);
  }
};
