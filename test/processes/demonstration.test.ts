import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { customers, staff } from '../../src/simulation/demo/people.ts';
import { shownOf, stepsOf, walkFolder, withoutOwn } from '../support/readme-walk.ts';
import { callerAt, signedIn, untilAnswered } from '../support/caller.ts';
import {
  dataFolder,
  endAll,
  freePort,
  processesOf,
  ringfence,
  shell,
  start,
  untilNoneLeft,
  type Started,
} from '../support/processes.ts';

// One installation, from its first start to its fifth: each test goes on where the one before it stopped.
describe('the demonstration, started on an empty folder,', async () => {
  const { path: folder, remove } = await dataFolder();
  const port = await freePort();
  const env = { DATA_FOLDER: folder, PORT: port };
  const address = `http://localhost:${port}`;
  const ledgerCheck = () => ringfence(['ledger', 'check', '--json'], { env });
  let running: Started;

  const started = async (how: Parameters<typeof start>[1] = {}): Promise<void> => {
    running = start(env, how);
    await running.until('Ctrl-C stops it');
  };

  /** Ends it, and returns once nothing of it is left. */
  const ended = async (signal: NodeJS.Signals): Promise<number | string> => {
    const look = await processesOf(folder);
    assert.notEqual((await look()).length, 0);
    const how = await running.end(signal);
    await untilNoneLeft(look);
    return how;
  };

  const requireHealthyBooks = async (): Promise<void> => {
    const { code, stdout } = await ledgerCheck();
    assert.equal(code, 0, stdout);
    assert.ok((JSON.parse(stdout) as readonly unknown[]).length > 5);
  };

  after(async () => {
    await endAll();
    await remove();
  });

  it('is gone through again when its first start was killed half-way', async () => {
    running = start(env);
    await running.until('staff and customers');
    await sleep(300);
    assert.equal(await ended('SIGKILL'), 'SIGKILL');
    await started();
    assert.match(running.printed(), /Setting up the demonstration/);
    const admin = await signedIn(address, 'admin@ringfence.example');
    const { items } = (await admin.get('/v1/customers')).body;
    assert.equal(items.length, customers.length);
    assert.equal((await admin.get('/v1/staff')).body.items.length, staff.length);
  });

  it('prints where the API and its documentation are, and answers there', async () => {
    for (const where of ['/v1', '/docs', '/openapi.json'])
      assert.ok(running.printed().includes(`${address}${where}\n`), running.printed());
    assert.deepEqual(await callerAt(address).get('/v1/health'), { status: 200, body: { status: 'ok' } });
    assert.equal((await callerAt(address).get('/docs')).status, 200);
    assert.equal((await callerAt(address).get('/openapi.json')).body.openapi, '3.1.0');
  });

  it('says nothing that nobody asked for: no warning, no log between the lines', () => {
    assert.equal(running.errors(), '');
    assert.doesNotMatch(running.printed(), /[{}]|warning/i);
  });

  it('prints who can sign in, and each of them can', async () => {
    for (const { email } of [...staff, ...customers]) {
      assert.ok(running.printed().includes(`    ${email} `), email);
      await signedIn(address, email);
    }
  });

  it('answers the first walk of README.md as it is written there', async () => {
    const steps = await stepsOf('README.md', 'A first walk');
    assert.ok(steps.length > 10);
    const walk = await walkFolder();
    try {
      for (const { commands, answer } of steps) {
        const said = await shell(commands.replaceAll('localhost:8080', `localhost:${port}`), walk.path, env);
        const [actual, expected] = [withoutOwn(said.stdout), withoutOwn(answer?.text ?? '')];
        assert.equal(said.code, 0, `${commands}${said.stderr}`);
        if (answer?.kind === 'json') {
          // Of several answers the last one is shown.
          const shown = JSON.parse(expected) as unknown;
          const last = actual
            .slice(actual.lastIndexOf('\n{') + 1)
            .split('}{')
            .at(-1)!;
          assert.deepEqual(
            shownOf(JSON.parse(last.startsWith('{') ? last : `{${last}`), shown),
            shown,
            commands,
          );
        } else
          for (const line of expected.trim().split('\n'))
            assert.ok(actual.includes(line), `${commands}${actual}`);
      }
    } finally {
      await walk.remove();
    }
  });

  it('has followed the clock that the command line moved', async () => {
    const bruno = await signedIn(address, 'bruno@ringfence.example');
    assert.equal((await bruno.get('/v1/numbers')).body.items[0].state, 'quarantined');
  });

  it('refuses a second one on the same folder, in words', async () => {
    const { code, stdout, stderr } = await ringfence(['start'], { env: { ...env, PORT: await freePort() } });
    assert.equal(code, 1);
    assert.match(stderr, /^Ringfence is already running on .+Stop the other one first, or set DATABASE_URL/);
    assert.doesNotMatch(stdout + stderr, /\n\s+at /);
  });

  it('says which port is taken, and how to choose another, before it sets anything up', async () => {
    const other = await dataFolder();
    try {
      const { code, stdout, stderr } = await ringfence(['start'], {
        env: { ...env, DATA_FOLDER: other.path },
      });
      assert.equal(code, 1);
      assert.ok(stderr.startsWith(`Port ${port} of 127.0.0.1 is taken`), stderr);
      assert.ok(stderr.includes(`PORT=${Number(port) + 1} npm start`), stderr);
      assert.doesNotMatch(stdout + stderr, /\n\s+at |Setting up/);
    } finally {
      await other.remove();
    }
  });

  it('loses nothing when node is killed, and leaves no process behind', async () => {
    const dora = await signedIn(address, 'dora@ringfence.example');
    const { status, body: payment } = await dora.post('/v1/payments', { processor: 'card', amount: '12.34' });
    assert.equal(status, 201);
    assert.equal(await ended('SIGKILL'), 'SIGKILL');
    await requireHealthyBooks();
    await started();
    // Whoever died while it asked the processor had two minutes for it; then somebody else asks.
    assert.equal((await ringfence(['clock', 'advance', '5m'], { env })).code, 0);
    const again = await signedIn(address, 'dora@ringfence.example');
    const { body } = await untilAnswered(
      () => again.get(`/v1/payments/${payment.id}`),
      (answer) => answer.body.state !== 'pending',
    );
    assert.equal(body.state, 'succeeded');
    await requireHealthyBooks();
  });

  it('starts a second time without setting anything up, with its sessions and its clock', async () => {
    const cleo = await signedIn(address, 'cleo@ringfence.example');
    const { body: clock } = await cleo.get('/v1/clock');
    assert.equal(await ended('SIGINT'), 0);
    assert.match(running.printed(), /stopping…\n$/);
    await started();
    assert.doesNotMatch(running.printed(), /Setting up|Made a new|Brought/);
    const seconds = Number(/Ready after ([\d.]+) s/.exec(running.printed())?.[1]);
    // On a quiet machine it is one; the tests run beside others.
    assert.ok(seconds < 10, `${seconds} s`);
    assert.equal((await cleo.get('/v1/wallet')).status, 200);
    assert.equal((await cleo.get('/v1/clock')).body.today, clock.today);
    assert.equal(await ended('SIGINT'), 0);
  });

  it('ends with everything it started when npm is told to end', async () => {
    await started({ through: 'npm' });
    assert.equal((await callerAt(address).get('/v1/health')).status, 200);
    await ended('SIGTERM');
  });
});
