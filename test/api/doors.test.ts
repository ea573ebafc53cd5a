import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { readConfig } from '#platform';
import { openApp } from '../../src/app.ts';
import { openApiDocument } from '../../src/doors/api/open-api/print.ts';
import { createApi } from '../../src/doors/api/server.ts';
import { testApp, type Reply, type TestApp } from '../support/app.ts';

const ok = (reply: Reply, status = 200) => {
  assert.equal(reply.status, status, reply.text);
  return reply.body;
};
const refusal = (reply: Reply) => [reply.status, reply.body?.code];

describe('the webhooks of processors', () => {
  let world: TestApp;

  before(async () => {
    world = await testApp();
  });
  after(() => world.close());

  const events = '/v1/processors/paypal/events';

  it('are taken in when the processor sent them, and once', async () => {
    ok(await world.customer.post('/v1/payments', { processor: 'paypal', amount: '20.00' }), 201);
    await world.settle();
    const { rows } = await sql<{ envelope: unknown }>`
      select body -> 'envelope' as envelope from payments.sandbox_object
       where processor = 'paypal' and kind = 'event'`.execute(world.database.db);
    const event = JSON.stringify(rows[0]!.envelope);
    const type = { headers: { 'content-type': 'application/json; charset=utf-8' } };
    assert.deepEqual(ok(await world.visitor.post(events, event, type), 202), { isNew: false });
    await sql`delete from payments.inbox`.execute(world.database.db);
    assert.deepEqual(ok(await world.visitor.post(events, event, type), 202), { isNew: true });
    await world.settle();
    assert.equal(
      ok(await world.customer.get('/v1/wallet')).credit,
      '20.00',
      'a hint moves nothing by itself',
    );
  });

  it('are refused from anybody else, whatever they are', async () => {
    for (const body of ['{"id": "WH-1"}', '{broken', ''])
      assert.deepEqual(refusal(await world.visitor.post(events, body)), [401, 'payments.event_not_genuine']);
    const reply = await world.visitor.post('/v1/processors/cash/events', {});
    assert.deepEqual(refusal(reply), [422, 'api.invalid_request']);
  });
});

describe('payments where a processor is not set up', () => {
  it('are refused before anything is asked of it', async () => {
    const world = await testApp();
    const api = await createApi({ ...world.app, processors: {} });
    const authorization = `Bearer ${world.customer.secret}`;
    const reply = await api.inject({
      method: 'POST',
      url: '/v1/payments',
      headers: { authorization, 'idempotency-key': 'k' },
      payload: { processor: 'card', amount: '5.00' },
    });
    assert.deepEqual([reply.statusCode, reply.json().code], [409, 'api.no_processor']);
    const event = await api.inject({ method: 'POST', url: '/v1/processors/card/events', payload: {} });
    assert.equal(event.json().code, 'api.no_processor');
    await api.close();
    await world.close();
  });
});

describe('the clock of the demonstration', () => {
  it('moves forward for everybody, and what falls due happens on the way', async () => {
    const world = await testApp();
    const read = readConfig({ LOG_LEVEL: 'error' });
    assert('config' in read);
    const app = await openApp(read.config, world.database.url, 'a secret of the tests, and of nobody else');
    const api = await createApi(app);
    const ask = async (method: 'GET' | 'POST' | 'PATCH', who: string, url: string, payload?: object) => {
      const headers = { authorization: `Bearer ${who}`, 'idempotency-key': url };
      const reply = await api.inject({ method, url, headers, ...(payload && { payload }) });
      assert(reply.statusCode < 300, reply.body);
      return reply.json();
    };
    const { customer, admin } = { customer: world.customer.secret, admin: world.admin.secret };
    const number = '+390612345670';
    await ask('POST', customer, '/v1/payments', { processor: 'bank', amount: '20.00' });
    await ask('POST', admin, '/v1/clock/advance', { hours: 1 });
    const { paidUntil } = await ask('POST', customer, '/v1/numbers', { number });
    await ask('PATCH', customer, `/v1/numbers/${number}`, { renewal: false });
    const { now: start } = await ask('GET', customer, '/v1/clock');
    const to = `${paidUntil}T12:00:00Z`;
    const moved = await ask('POST', admin, '/v1/clock/advance', { to });
    assert(moved.done > 0 && moved.today >= paidUntil, JSON.stringify(moved));
    assert.equal((await ask('GET', customer, `/v1/numbers/${number}`)).state, 'quarantined');
    const back = await api.inject({
      method: 'POST',
      url: '/v1/clock/advance',
      headers: { authorization: `Bearer ${admin}` },
      payload: { to: start },
    });
    assert.deepEqual([back.statusCode, back.json().code], [409, 'api.clock_cannot_go_there']);
    await api.close();
    await app.close();
    await world.close();
  });

  it('is not there in production, and neither is the sandbox', async () => {
    const world = await testApp();
    const config = { ...world.app.config, mode: 'production' as const };
    const api = await createApi({ ...world.app, config });
    const authorization = `Bearer ${world.admin.secret}`;
    const clock = await api.inject({ method: 'GET', url: '/v1/clock', headers: { authorization } });
    assert.equal(clock.statusCode, 404);
    const reply = await api.inject({
      method: 'POST',
      url: '/v1/payments',
      headers: { authorization: `Bearer ${world.customer.secret}`, 'idempotency-key': 'k' },
      payload: { processor: 'card', amount: '5.00', sandbox: {} },
    });
    assert.deepEqual([reply.statusCode, reply.json().field], [422, 'sandbox']);
    await api.close();
    await world.close();
  });
});

describe('when something is wrong on our side', () => {
  it('a database that is gone is 503, and the health check says so', async () => {
    const world = await testApp();
    assert.deepEqual(ok(await world.visitor.get('/v1/health')), { status: 'ok' });
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const gone = async () => {
      throw lost;
    };
    const db = { transaction: () => ({ execute: gone }) };
    const connection = { ...world.app.connection, db: db as never };
    const api = await createApi({ ...world.app, connection, authenticate: gone });
    for (const url of ['/v1/health', '/v1/wallet']) {
      const reply = await api.inject({ method: 'GET', url });
      assert.deepEqual([url, reply.statusCode, reply.json().code], [url, 503, 'api.unavailable']);
    }
    await api.close();
    await world.close();
  });

  it('a bug is 500, and tells nothing of itself', async () => {
    const world = await testApp();
    const wake = () => {
      throw new Error('a secret detail');
    };
    const api = await createApi({ ...world.app, wake });
    const reply = await api.inject({
      method: 'PATCH',
      url: '/v1/account',
      headers: { authorization: `Bearer ${world.customer.secret}` },
      payload: { name: 'x' },
    });
    assert.deepEqual([reply.statusCode, reply.json().code], [500, 'api.unexpected']);
    assert.doesNotMatch(reply.body, /secret detail/);
    await api.close();
    await world.close();
  });
});

describe('the documentation', () => {
  it('is made without a database', async () => {
    const { paths } = (await openApiDocument()) as { paths: object };
    assert(Object.keys(paths).length > 50);
  });

  it('is served whole: the document, the pages made of it, the errors in three languages', async () => {
    const world = await testApp();
    const document = ok(await world.visitor.get('/openapi.json'));
    const operations = Object.values(document.paths as Record<string, object>).flatMap((path) =>
      Object.keys(path),
    );
    assert.equal(operations.length, world.api.endpoints.length);
    const page = await world.visitor.get('/docs/');
    assert.equal(page.status, 200);
    assert.match(page.text, /openapi\.json/);
    const script = await world.visitor.get('/docs/js/scalar.js');
    assert(script.text.length > 1_000_000, 'the script is served from here');
    assert.match(
      (await world.visitor.get('/docs/errors', { headers: { 'accept-language': 'es' } })).text,
      /lang="es"/,
    );
    await world.close();
  });

  it('names in every language what each refusal says', async () => {
    const { refusalKinds } = await import('../../src/doors/api/refusal-kinds.ts');
    for (const kind of refusalKinds) {
      const { texts } = (
        kind as unknown as (data: object) => { texts: Record<string, Record<string, string>> }
      )(kind.example);
      for (const language of ['en', 'es', 'it'])
        assert(texts[language]!['detail'] && texts[language]!['remedy'], `${kind.code} in ${language}`);
    }
  });
});
