import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startThrowaway, type EmbeddedServer } from '#platform';
import { callerAt } from '../support/caller.ts';
import { endAll, freePort, ringfence, start, type Started } from '../support/processes.ts';

const needed = [
  'DATABASE_URL',
  'BASE_URL',
  'RINGFENCE_SECRET',
  'DOCUMENTS_KEY',
  'SMTP_URL',
  'MAIL_FROM',
  'OPERATOR_NAME',
  'OPERATOR_TIME_ZONE',
  'OPERATOR_CURRENCY',
  'OPERATOR_SUPPORT_EMAIL',
];

describe('in production', async () => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  let server: EmbeddedServer;
  let running: Started;
  const env = () => ({
    RINGFENCE_MODE: 'production',
    DATABASE_URL: server.url,
    PORT: port,
    BASE_URL: 'https://numbers.example.net',
    RINGFENCE_SECRET: 'only for this test, and long enough for it',
    DOCUMENTS_KEY: Buffer.alloc(32, 7).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'numbers@example.net',
    OPERATOR_NAME: 'Example Numbers',
    OPERATOR_TIME_ZONE: 'Europe/Madrid',
    OPERATOR_CURRENCY: 'EUR',
    OPERATOR_SUPPORT_EMAIL: 'help@example.net',
  });

  before(async () => {
    server = await startThrowaway();
  });
  after(async () => {
    await endAll();
    await server.stop();
  });

  it('it does not start without its configuration, and lists all that it lacks, with what each is for', async () => {
    const { code, stdout, stderr } = await ringfence(['start'], { env: { RINGFENCE_MODE: 'production' } });
    assert.equal(code, 1);
    assert.equal(stdout, '');
    for (const variable of needed)
      assert.match(stderr, new RegExp(`^  ${variable} is missing\n {6}\\S`, 'm'));
  });

  it('it says what is wrong with a value, and that secrets are too short', async () => {
    const wrong = {
      ...env(),
      BASE_URL: 'http://example.net',
      RINGFENCE_SECRET: 'short',
      OPERATOR_CURRENCY: 'euro',
    };
    const { code, stderr } = await ringfence(['start'], { env: wrong });
    assert.equal(code, 1);
    assert.match(stderr, /BASE_URL does not begin with https:\/\//);
    assert.match(stderr, /RINGFENCE_SECRET has fewer than 32 characters/);
    assert.match(stderr, /OPERATOR_CURRENCY is not a currency such as EUR/);
    assert.doesNotMatch(stderr, /DATABASE_URL|OPERATOR_NAME/);
  });

  it('it says that the database does not answer, and what its address looks like', async () => {
    const nobody = `postgres://ringfence@127.0.0.1:${await freePort()}/ringfence`;
    for (const command of [['start'], ['staff', 'list']]) {
      const { code, stderr } = await ringfence(command, { env: { ...env(), DATABASE_URL: nobody } });
      assert.equal(code, 1);
      assert.match(stderr, /^The database in DATABASE_URL cannot be used: .*ECONNREFUSED/);
      assert.match(stderr, /postgres:\/\/user:password@host:port\/database/);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  it('it starts on an empty database without demonstration, and says how to add staff', async () => {
    running = start(env());
    await running.until('listens on');
    assert.match(running.printed(), /Set up Example Numbers, with the policy as it stands/);
    assert.match(running.printed(), /bin\/ringfence staff add NAME EMAIL --role admin/);
    assert.ok(running.printed().includes('https://numbers.example.net/v1'));
    assert.doesNotMatch(running.printed(), /demo/i);
    const { body } = await callerAt(address).get('/v1/operator');
    assert.deepEqual(
      { ...body, today: undefined },
      {
        name: 'Example Numbers',
        timeZone: 'Europe/Madrid',
        currency: 'EUR',
        supportEmail: 'help@example.net',
        mode: 'production',
        today: undefined,
      },
    );
    assert.deepEqual((await callerAt(address).get('/v1/catalogue/countries')).body.items, []);
  });

  it('it has no clock to move: neither over the API nor on the command line', async () => {
    const { status, body } = await callerAt(address).get('/v1/clock');
    assert.deepEqual([status, body.code], [404, 'api.not_found']);
    for (const command of [['clock'], ['clock', 'advance', '34d']]) {
      const { code, stderr } = await ringfence(command, { env: env() });
      assert.equal(code, 1);
      assert.match(stderr, /^Production has no clock of its own/);
    }
  });

  it('it has no sandbox: a top-up finds no processor', async () => {
    const added = await ringfence(['customer', 'add', 'Ada', 'ada@example.net', '--no-user', '--json'], {
      env: env(),
    });
    const { customerId } = JSON.parse(added.stdout) as { readonly customerId: string };
    const { stdout: key } = await ringfence(['customer', 'key', customerId, 'test'], { env: env() });
    const ada = callerAt(address, { authorization: `Bearer ${key.trim()}` });
    const { status, body } = await ada.post('/v1/payments', { processor: 'paypal', amount: '10.00' });
    assert.deepEqual([status, body.code], [409, 'api.no_processor']);
    const { code } = await ringfence(['ledger', 'check'], { env: env() });
    assert.equal(code, 0);
  });

  it('its database is not taken for a demonstration’s when RINGFENCE_MODE was forgotten', async () => {
    for (const command of [['start'], ['customer', 'list']]) {
      const { code, stderr } = await ringfence(command, {
        env: { ...env(), RINGFENCE_MODE: undefined, PORT: '0' },
      });
      assert.equal(code, 1);
      assert.match(stderr, /belongs to a business in production.+\nSet RINGFENCE_MODE=production/);
    }
  });

  it('it ends in order on SIGTERM', async () => {
    assert.equal(await running.end('SIGTERM'), 0);
    assert.equal(running.errors(), '');
  });
});
