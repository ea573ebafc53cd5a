import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startThrowaway, type EmbeddedServer } from '#platform';
import { callerAt, signedIn, untilAnswered, type Caller } from '../support/caller.ts';
import { dataFolder, endAll, freePort, ringfence, start, type Started } from '../support/processes.ts';

describe('two APIs and two workers on one database', async () => {
  const { path: folder, remove } = await dataFolder();
  const ports = [await freePort(), await freePort()] as const;
  let server: EmbeddedServer;
  let apis: readonly Started[] = [];
  let workers: readonly Started[] = [];
  const env = (port: string) => ({ DATABASE_URL: server.url, DATA_FOLDER: folder, PORT: port });
  const address = (index: 0 | 1) => `http://localhost:${ports[index]}`;

  before(async () => {
    server = await startThrowaway();
  });
  after(async () => {
    await endAll();
    await server.stop();
    await remove();
  });

  it('are started at once on an empty one: one sets the demonstration up, the others wait for it', async () => {
    apis = ports.map((port) => start(env(port), { args: ['--role', 'api'] }));
    workers = [0, 1].map(() => start(env('0'), { args: ['--role', 'worker'] }));
    await Promise.all([...apis, ...workers].map((one) => one.until('Ready after')));
    const setUps = [...apis, ...workers].filter((one) => one.printed().includes('Setting up'));
    assert.equal(setUps.length, 1);
    for (const worker of workers) assert.doesNotMatch(worker.printed(), /v1|Sign in/);
    for (const index of [0, 1] as const)
      assert.equal((await callerAt(address(index)).get('/v1/health')).status, 200);
  });

  it('share their sessions', async () => {
    const dora = await signedIn(address(0), 'dora@ringfence.example');
    assert.equal((await dora.get('/v1/wallet')).status, 200);
    assert.equal((await dora.at(address(1)).get('/v1/wallet')).status, 200);
  });

  it('settle a payment that an API asked for, which no API does alone', async () => {
    const dora = await signedIn(address(0), 'dora@ringfence.example');
    const topUp = async (by: Caller): Promise<string> =>
      (await by.post('/v1/payments', { processor: 'paypal', amount: '5.00' })).body.id;
    const state = (id: string) => async () => dora.get(`/v1/payments/${id}`);
    const first = await topUp(dora);
    await untilAnswered(state(first), ({ body }) => body.state === 'succeeded');
    assert.deepEqual(await Promise.all(workers.map((worker) => worker.end('SIGTERM'))), [0, 0]);
    const second = await topUp(dora.at(address(1)));
    assert.equal((await state(second)()).body.state, 'pending');
    workers = [start(env('0'), { args: ['--role', 'worker'] })];
    await untilAnswered(state(second), ({ body }) => body.state === 'succeeded');
  });

  it('go on when one of them is killed', async () => {
    assert.equal(await apis[0]!.end('SIGKILL'), 'SIGKILL');
    const dora = await signedIn(address(1), 'dora@ringfence.example');
    assert.equal((await dora.get('/v1/wallet')).status, 200);
    const { code, stdout } = await ringfence(['ledger', 'check'], { env: env('0') });
    assert.equal(code, 0, stdout);
  });

  it('are no place for production, because everybody knows the passwords', async () => {
    const { code, stderr } = await ringfence(['start'], {
      env: {
        ...env('0'),
        RINGFENCE_MODE: 'production',
        BASE_URL: 'https://numbers.example.net',
        RINGFENCE_SECRET: 'only for this test, and long enough for it',
        DOCUMENTS_KEY: Buffer.alloc(32, 7).toString('base64'),
        SMTP_URL: 'smtp://127.0.0.1:9',
        MAIL_FROM: 'numbers@example.net',
        OPERATOR_NAME: 'Example Numbers',
        OPERATOR_TIME_ZONE: 'Europe/Madrid',
        OPERATOR_CURRENCY: 'EUR',
        OPERATOR_SUPPORT_EMAIL: 'help@example.net',
      },
    });
    assert.equal(code, 1);
    assert.match(stderr, /database of a demonstration/);
  });
});
