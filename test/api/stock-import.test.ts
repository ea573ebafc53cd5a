import assert from 'node:assert/strict';
import { connect as connectTo } from 'node:net';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { stopwatch } from '#platform';
import { testApp, type Reply, type TestApp } from '../support/app.ts';
import { csv } from './access-cases.ts';

const ok = (reply: Reply, status = 200) => {
  assert.equal(reply.status, status, reply.text);
  return reply.body;
};

const header = 'number,country,region,city,kind,features,setup,monthly,registration,supplier';
const line = (number: string, monthly = '4.00') =>
  `${number},IT,lazio,rome,local,voice|sms,0.00,${monthly},no,Example Telecom`;
const fileOf = (...lines: readonly string[]) => `${[header, ...lines].join('\n')}\n`;

describe('a stock file sent to the API', () => {
  let world: TestApp;

  before(async () => {
    world = await testApp();
  });
  after(() => world.close());

  it('adds what is new, changes what is for sale, and leaves alone what is held', async () => {
    ok(await world.customer.post('/v1/payments', { processor: 'bank', amount: '10.00' }), 201);
    await world.settle();
    ok(await world.customer.post('/v1/numbers', { number: '+390612345670' }), 201);
    const file = fileOf(line('+390612345670', '9.00'), line('+390612345671', '5.00'), line('+390612345600'));
    const imported = ok(await world.admin.post('/v1/stock/imports', file, csv), 201);
    assert.deepEqual(
      [imported.state, imported.added, imported.changed, imported.held, imported.heldBecause],
      ['finished', 1, 1, 1, { rented: 1 }],
    );
    // Ids are in the order of their milliseconds.
    world.clock.moveTo(world.clock.now().add({ seconds: 1 }));
    const again = ok(await world.admin.post('/v1/stock/imports', file, csv), 201);
    assert.deepEqual([again.added, again.changed, again.unchanged], [0, 0, 2]);
    const { items } = ok(await world.support.get('/v1/stock/imports'));
    assert.deepEqual(
      items.map(({ id }: { id: string }) => id),
      [again.id, imported.id],
    );
    const [entry] = ok(await world.admin.get('/v1/audit-log?limit=1')).items;
    assert.deepEqual([entry.action, entry.subject], ['stock.imported', again.id]);
  });

  it('with errors changes nothing, and each is told by line and column in the language asked for', async () => {
    const file = fileOf(line('+390612345601'), line('+390612345602', '4,00'), line('pizza'));
    const spanish = { headers: { ...csv.headers, 'accept-language': 'es' } };
    const reply = await world.admin.post('/v1/stock/imports', file, spanish);
    assert.deepEqual([reply.status, reply.body.code], [422, 'numbers.import_refused']);
    assert.deepEqual(
      reply.body.errors.map(({ line: at, field }: { line: number; field: string }) => [at, field]),
      [
        [3, 'line'],
        [4, 'number'],
      ],
    );
    assert.match(reply.body.errors[1].detail, /^Línea 4, columna «number»/);
    assert.equal((await world.support.get('/v1/stock/numbers/+390612345601')).status, 404);
    const refused = ok(await world.support.get(`/v1/stock/imports/${reply.body.data.importId}`));
    assert.deepEqual([refused.state, refused.errorCount, refused.errors.length], ['refused', 2, 2]);
    assert.match(refused.errors[1].text, /^Line 4, column "number"/);
  });

  it('can be tried first', async () => {
    const dry = ok(
      await world.admin.post('/v1/stock/imports?dryRun=true', fileOf(line('+390612345603')), csv),
      201,
    );
    assert.deepEqual([dry.dryRun, dry.added], [true, 1]);
    assert.equal((await world.support.get('/v1/stock/numbers/+390612345603')).status, 404);
  });

  it('has an id of the caller’s own, once', async () => {
    const url = '/v1/stock/imports?importId=0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
    ok(await world.admin.post(url, fileOf(line('+390612345604')), csv), 201);
    const again = await world.admin.post(url, fileOf(line('+390612345604')), csv);
    assert.deepEqual([again.status, again.body.code], [409, 'numbers.import_exists']);
    const unknown = await world.support.get('/v1/stock/imports/0190b7c6-0000-7a4e-9d3b-0a1b2c3d4e5f');
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'numbers.unknown_import']);
  });

  it('of another type is refused, and so is none at all', async () => {
    const json = await world.admin.post('/v1/stock/imports', { numbers: [] });
    assert.deepEqual([json.status, json.body.code], [415, 'api.unsupported_media_type']);
    const none = await world.admin.post('/v1/stock/imports');
    assert.deepEqual([none.status, none.body.code], [400, 'numbers.import_broken_off']);
  });

  it('that cannot be read is answered, and what is still to come of it does not keep the connection', async () => {
    const own = await testApp();
    const address = await own.api.listen({ host: '127.0.0.1', port: 0 });
    const reply = await fetch(`${address}/v1/stock/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${own.admin.secret}`, 'content-type': 'text/csv' },
      body: `\u0000${'x'.repeat(20_000_000)}`,
    });
    assert.equal(reply.status, 422);
    assert.equal(((await reply.json()) as { code: string }).code, 'numbers.import_refused');
    const elapsed = stopwatch();
    await own.close();
    assert(
      elapsed() < 20_000,
      'a connection that nobody reads any more keeps the server open for 72 seconds',
    );
  });

  it('that breaks off changes nothing, and the import says so', async () => {
    const address = new URL(await world.api.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connectTo(Number(address.port), address.hostname);
    await once(socket, 'connect');
    const text = fileOf(line('+390612345605'));
    const head = [
      'POST /v1/stock/imports?importId=0190b7c6-1111-7a4e-9d3b-0a1b2c3d4e5f HTTP/1.1',
      `Host: ${address.host}`,
      `Authorization: Bearer ${world.admin.secret}`,
      'Content-Type: text/csv',
      'Content-Length: 100000',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
    const url = '/v1/stock/imports/0190b7c6-1111-7a4e-9d3b-0a1b2c3d4e5f';
    const importIn = async (state: string) => {
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const reply = await world.support.get(url);
        if (reply.body.state === state) return reply.body;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`the import is not ${state}`);
    };
    await importIn('running');
    socket.destroy();
    const failed = await importIn('failed');
    assert.notEqual(failed.failure, null);
    assert.equal((await world.support.get('/v1/stock/numbers/+390612345605')).status, 404);
  });
});
