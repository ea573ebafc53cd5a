import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export interface Orders {
  readonly url: string;
  /** Where its clock stands before it is told to go. */
  readonly now: string;
  readonly smtpUrl?: string | undefined;
  /** The statement of each run of renewals at which it says so. */
  readonly tellAt?: number | undefined;
}

/** What the process that started it tells a worker: where the clock stands from now on, or to stop. */
export type Told = { readonly at: string; readonly tellAt?: number | undefined } | { readonly stop: true };

export type Said =
  | { readonly ready: true }
  /** It has just sent that statement. */
  | { readonly reached: string }
  | { readonly failed: string };

/** A process that runs the product's worker on a clock that is set by messages. */
export interface WorkerProcess {
  readonly child: ChildProcess;
  /** What it could not do so far. */
  readonly failures: readonly string[];
  /** Sets its clock, and lets it go to work. `tellAt`: from here on, the statement at which it says so. */
  workAt(instant: Temporal.Instant, tellAt?: number): void;
  /** Settles with the statement when it has sent the one that it was to tell of. */
  reached(): Promise<string>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('worker-child.ts', import.meta.url));
const started = new Set<ChildProcess>();
let compiled: string | undefined;

after(() => {
  for (const child of started) child.kill('SIGKILL');
  if (compiled !== undefined) rmSync(compiled, { recursive: true, force: true });
});

/** Starts a worker, ready to go: it has connected and waits for `workAt`. */
export const startWorkerProcess = async (orders: Orders): Promise<WorkerProcess> => {
  // They all compile the same files.
  compiled ??= mkdtempSync(join(tmpdir(), 'ringfence-abuse-'));
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  started.add(child);
  const failures: string[] = [];
  const ended = once(child, 'exit').then(() => started.delete(child));
  const ready = Promise.withResolvers<void>();
  let reached = Promise.withResolvers<string>();
  child.on('message', (said: Said) => {
    if ('ready' in said) ready.resolve();
    else if ('reached' in said) reached.resolve(said.reached);
    else failures.push(said.failed);
  });
  void ended.then(() => ready.reject(new Error('the worker ended before it was ready')));
  await ready.promise;
  const tell = (told: Told): void => {
    if (child.connected) child.send(told);
  };
  return {
    child,
    failures,
    workAt: (instant, tellAt) => {
      reached = Promise.withResolvers();
      tell({ at: String(instant), tellAt });
    },
    reached: () => reached.promise,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      tell({ stop: true });
      await ended;
    },
  };
};
