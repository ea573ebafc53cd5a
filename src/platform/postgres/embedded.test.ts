import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { joinOrStartEmbedded, startEmbedded, startThrowaway, urlOfRunning } from './embedded.ts';

const isRoot = process.getuid?.() === 0;

const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
};

const serverProcess = async (dataFolder: string): Promise<number> =>
  Number((await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

const isAlive = (processId: number): boolean => existsSync(`/proc/${processId}`);

const eventually = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const start = performance.now();
  while (!(await holds())) {
    assert.ok(performance.now() - start < 20_000, `still not: ${what}`);
    await sleep(10);
  }
};

/** Another process that has started a server and keeps it, as `npm start` does. Settles when it prints the URL. */
const holdInAnotherProcess = async (
  start: string,
): Promise<{ readonly owner: ChildProcess; readonly url: string }> => {
  const module = JSON.stringify(new URL('embedded.ts', import.meta.url).href);
  const program = `const m = await import(${module}); console.log((await m.${start}).url); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  assert.ok(owner.stdout);
  const [line]: readonly unknown[] = await once(owner.stdout, 'data');
  return { owner, url: String(line).trim() };
};

describe('the embedded PostgreSQL', () => {
  let dataFolder: string;
  let closedFolder: string;

  before(async () => {
    // Nobody but its owner enters this folder: as the home of most people, and of root.
    closedFolder = await mkdtemp(join(tmpdir(), 'ringfence-test-'));
    await chmod(closedFolder, 0o700);
    dataFolder = join(closedFolder, 'checkout', 'data');
    const server = await startEmbedded({ dataFolder });
    await ask(server.url, 'create table kept as select 1 as answer');
    await server.stop();
  });

  after(() => rm(closedFolder, { recursive: true, force: true }));

  it('keeps its data in the folder it was given, also below a folder that only root may enter', async () => {
    const server = await startEmbedded({ dataFolder });
    assert.equal(await ask(server.url, 'select answer from kept'), 1);
    const dataDirectory = await ask(server.url, `select current_setting('data_directory') as answer`);
    assert.equal(dataDirectory, isRoot ? '/proc/self/cwd' : join(dataFolder, 'postgres'));
    await server.stop();
  });

  it('sorts and compares as every other PostgreSQL 18 does, and does not lose what was committed', async () => {
    const server = await startEmbedded({ dataFolder });
    const settings = await ask(
      server.url,
      `select array[datlocprovider::text, datlocale, pg_encoding_to_char(encoding), current_setting('fsync'),
        current_setting('synchronous_commit'), current_setting('full_page_writes'), current_setting('TimeZone')] as answer
      from pg_database where datname = current_database()`,
    );
    await server.stop();
    assert.deepEqual(settings, ['b', 'C.UTF-8', 'UTF8', 'on', 'on', 'on', 'UTC']);
  });

  it('listens on no network address', async () => {
    const server = await startEmbedded({ dataFolder });
    assert.equal(await ask(server.url, `select current_setting('listen_addresses') as answer`), '');
    await server.stop();
  });

  it('is found by a second process while it runs, and not afterwards', async () => {
    assert.equal(await urlOfRunning(dataFolder), undefined);
    const { owner, url } = await holdInAnotherProcess(
      `startEmbedded({ dataFolder: ${JSON.stringify(dataFolder)} })`,
    );
    assert.equal(await urlOfRunning(dataFolder), url);
    const joined = await joinOrStartEmbedded({ dataFolder });
    assert.equal(await ask(joined.url, 'select answer from kept'), 1);
    await joined.stop();
    assert.equal(await ask(url, 'select answer from kept'), 1, 'the one who joined must not stop it');
    await assert.rejects(startEmbedded({ dataFolder }), {
      name: 'EmbeddedPostgresError',
      reason: 'already_running',
      message: /already running on .*checkout\/data \(its PostgreSQL is process \d+\)/,
    });
    owner.kill('SIGTERM');
    await once(owner, 'exit');
    await eventually('gone', async () => (await urlOfRunning(dataFolder)) === undefined);
  });

  it('ends when its owner is killed, leaves nothing behind, and starts again at once with all that was committed', async () => {
    const { owner, url } = await holdInAnotherProcess(
      `startEmbedded({ dataFolder: ${JSON.stringify(dataFolder)} })`,
    );
    await ask(url, 'create table if not exists last_words as select 2 as answer');
    const processId = await serverProcess(dataFolder);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const server = await startEmbedded({ dataFolder });
    assert.ok(!isAlive(processId));
    assert.equal(await ask(server.url, 'select answer from last_words'), 2);
    const socketFolder = new URL(server.url).searchParams.get('host') ?? '';
    assert.ok(existsSync(socketFolder));
    await server.stop();
    assert.ok(!existsSync(socketFolder));
  });

  it('is started again, at the same address, when it alone is killed', async () => {
    const lines: string[] = [];
    const server = await startEmbedded({ dataFolder, log: (line) => lines.push(line) });
    await ask(server.url, 'create table if not exists survivor as select 3 as answer');
    const processId = await serverProcess(dataFolder);
    process.kill(processId, 'SIGKILL');
    await eventually('answers', () =>
      ask(server.url, 'select answer from survivor').then(
        (answer) => answer === 3,
        () => false,
      ),
    );
    assert.notEqual(await serverProcess(dataFolder), processId);
    assert.deepEqual(lines, ['PostgreSQL ended unexpectedly (exit code 137): starting it again.']);
    await server.stop();
  });

  it('starts although a crash left a process number that belongs to somebody else by now', async () => {
    const pidFile = join(dataFolder, 'postgres', 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n/elsewhere\n1\n5432\n/nowhere\n\n  1  1\nready   \n`);
    assert.equal(await urlOfRunning(dataFolder), undefined);
    const server = await startEmbedded({ dataFolder });
    assert.equal(await ask(server.url, 'select answer from kept'), 1);
    await server.stop();
  });

  it('starts although an earlier start was killed while it made the data', async () => {
    const half = join(dataFolder, 'postgres.new-999999999');
    await mkdir(half);
    await writeFile(join(half, 'PG_VERSION'), '18\n');
    const fresh = join(closedFolder, 'fresh');
    await mkdir(join(fresh, 'postgres.new-999999999'), { recursive: true });
    const server = await startEmbedded({ dataFolder: fresh });
    await server.stop();
    assert.ok(!existsSync(join(fresh, 'postgres.new-999999999')));
    await rm(half, { recursive: true });
  });

  it('refuses data of another version, with the way out', async () => {
    const versionFile = join(dataFolder, 'postgres', 'PG_VERSION');
    await writeFile(versionFile, '17\n');
    await assert.rejects(startEmbedded({ dataFolder }), {
      reason: 'wrong_version',
      message: /made by PostgreSQL 17/,
    });
    await writeFile(versionFile, '18\n');
  });

  it('says what PostgreSQL said when it does not start', async () => {
    const configuration = join(dataFolder, 'postgres', 'postgresql.conf');
    const original = await readFile(configuration, 'utf8');
    await writeFile(configuration, `${original}\nno_such_setting = 1\n`);
    await assert.rejects(startEmbedded({ dataFolder }), {
      reason: 'failed',
      message: /unrecognized configuration parameter "no_such_setting"/,
    });
    await writeFile(configuration, original);
  });

  it('does not use a socket folder that somebody else has put there', async () => {
    const server = await startEmbedded({ dataFolder });
    const socketFolder = new URL(server.url).searchParams.get('host') ?? '';
    await server.stop();
    await mkdir(socketFolder, { mode: 0o777 });
    await chmod(socketFolder, 0o777);
    await assert.rejects(startEmbedded({ dataFolder }), {
      reason: 'not_allowed',
      message: /belongs to somebody else or is open to others/,
    });
    await rm(socketFolder, { recursive: true });
  });
});

describe('a throwaway PostgreSQL', () => {
  it('is gone with its data when its owner ends, however that ends', async () => {
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const { owner, url } = await holdInAnotherProcess('startThrowaway()');
      const dataFolder = new URL(url).searchParams.get('host') ?? '';
      const processId = await serverProcess(dataFolder);
      owner.kill(signal);
      await eventually('gone', () => !isAlive(processId) && !existsSync(dataFolder));
    }
  });

  it('survives the death of the server process and is removed when stopped', async () => {
    const server = await startThrowaway();
    const dataFolder = new URL(server.url).searchParams.get('host') ?? '';
    await ask(server.url, 'create table survivor as select 4 as answer');
    process.kill(await serverProcess(dataFolder), 'SIGKILL');
    await eventually('answers', () =>
      ask(server.url, 'select answer from survivor').then(
        (answer) => answer === 4,
        () => false,
      ),
    );
    await server.stop();
    assert.ok(!existsSync(dataFolder));
  });
});
