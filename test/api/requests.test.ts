import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testApp, type Reply, type TestApp } from '../support/app.ts';

const ok = (reply: Reply, status = 200) => {
  assert.equal(reply.status, status, reply.text);
  return reply.body;
};
const refusal = (reply: Reply) => [reply.status, reply.body?.code];

describe('a request that moves money', () => {
  let world: TestApp;
  const order = { processor: 'bank', amount: '30.00' };

  before(async () => {
    world = await testApp();
  });
  after(() => world.close());

  it('needs an Idempotency-Key', async () => {
    const keyless = world.callerWith({
      authorization: `Bearer ${world.customer.secret}`,
      'idempotency-key': '',
    });
    assert.deepEqual(refusal(await keyless.post('/v1/payments', order)), [
      400,
      'api.idempotency_key_missing',
    ]);
    const longest = await world.customer.post('/v1/payments', order, { key: 'x'.repeat(201) });
    assert.deepEqual(refusal(longest), [400, 'api.idempotency_key_missing']);
  });

  it('has its effect once, and is answered again as it was the first time', async () => {
    const first = await world.customer.post('/v1/payments', order, { key: 'rent' });
    assert.equal(first.headers['idempotent-replayed'], undefined);
    await world.settle();
    const again = await world.customer.post('/v1/payments', order, { key: 'rent' });
    assert.equal(again.headers['idempotent-replayed'], 'true');
    assert.equal(again.status, 201);
    assert.equal(again.text, first.text, 'byte for byte');
    assert.equal(ok(await world.customer.get('/v1/payments')).items.length, 1);
    assert.equal(ok(await world.customer.get('/v1/wallet')).credit, '30.00');
  });

  it('is refused when its key was used for another request', async () => {
    const others = [
      world.customer.post('/v1/payments', { ...order, amount: '31.00' }, { key: 'rent' }),
      world.customer.post('/v1/numbers', { number: '+390612345670' }, { key: 'rent' }),
    ];
    for (const reply of await Promise.all(others))
      assert.deepEqual(refusal(reply), [409, 'api.idempotency_key_reused']);
  });

  it('does not meet the keys of others', async () => {
    const reply = await world.other.post('/v1/payments', order, { key: 'rent' });
    assert.equal(reply.status, 201);
    assert.equal(reply.headers['idempotent-replayed'], undefined);
  });

  it('that was refused may be tried again under its key', async () => {
    const number = { number: '+390612345670', months: 12 };
    assert.deepEqual(refusal(await world.customer.post('/v1/numbers', number, { key: 'a year' })), [
      409,
      'wallet.insufficient_credit',
    ]);
    ok(await world.customer.post('/v1/payments', order, { key: 'more' }), 201);
    await world.settle();
    assert.equal(
      ok(await world.customer.post('/v1/numbers', number, { key: 'a year' }), 201).amount,
      '48.00',
    );
  });

  it('that is sent twice at once has its effect once', async () => {
    const wanted = { number: '+390612345671' };
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => world.customer.post('/v1/numbers', wanted, { key: 'all at once' })),
    );
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([201]));
    assert.equal(new Set(replies.map(({ text }) => text)).size, 1);
    assert.equal(replies.filter(({ headers }) => headers['idempotent-replayed'] === 'true').length, 7);
    assert.equal(ok(await world.customer.get('/v1/wallet')).credit, '8.00');
  });

  it('and another for the same number under another key: one buys it, one is told', async () => {
    ok(await world.other.post('/v1/payments', order), 201);
    await world.settle();
    const number = '+390612345672';
    const replies = await Promise.all(
      [world.customer, world.other].map((who) => who.post('/v1/numbers', { number })),
    );
    assert.deepEqual(replies.map(({ status }) => String(status)).toSorted(), ['201', '409']);
  });
});

describe('a request that is wrong', () => {
  let world: TestApp;

  before(async () => {
    world = await testApp();
  });
  after(() => world.close());

  it('is told field by field what is wrong, in the language that is asked for', async () => {
    const wrong = { processor: 'cash', amount: '1,50', note: 'x' };
    const reply = async (language: string) =>
      world.customer.post('/v1/payments', wrong, { headers: { 'accept-language': language } });
    const english = await reply('de, en;q=0.5');
    assert.deepEqual(refusal(english), [422, 'api.invalid_request']);
    assert.deepEqual(
      english.body.errors.map((error: { in: string; field: string }) => [error.in, error.field]),
      [
        ['body', 'processor'],
        ['body', 'amount'],
        ['body', 'note'],
      ],
    );
    assert.equal(english.body.field, 'processor');
    const italian = await reply('it-IT');
    assert.equal(italian.headers['content-language'], 'it');
    assert.equal(italian.headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.match(italian.body.detail, /^La richiesta non è valida/);
    assert.match(italian.body.errors[2].detail, /Chiave non riconosciuta/);
    const spanish = await reply('fr;q=0.9, es;q=0.8, it;q=0.1');
    assert.match(spanish.body.remedy, /^Corrija/);
    assert.equal(english.body.code, spanish.body.code);
  });

  it('is told when its body cannot be read', async () => {
    const bodies = ['{"amount": ', '[1', '{"name": "\\u0000"}', '{"name": "\\ud800"}', '{"__proto__": {}}'];
    for (const body of bodies)
      assert.deepEqual(
        refusal(await world.customer.patch('/v1/account', body)),
        [400, 'api.invalid_body'],
        body,
      );
    const emoji = await world.customer.patch('/v1/account', '{"name": "Ada \\ud83d\\ude00"}');
    assert.equal(ok(emoji).name, 'Ada 😀');
  });

  it('is told when its body is missing, of another type, or too large', async () => {
    assert.deepEqual(refusal(await world.customer.post('/v1/payments')), [422, 'api.invalid_request']);
    const xml = { headers: { 'content-type': 'application/xml' } };
    assert.deepEqual(refusal(await world.customer.post('/v1/payments', '<a/>', xml)), [
      415,
      'api.unsupported_media_type',
    ]);
    const large = { name: 'x'.repeat(1_100_000) };
    assert.deepEqual(refusal(await world.customer.patch('/v1/account', large)), [413, 'api.body_too_large']);
  });

  it('is told of parameters that are no number, no date, no id or not known', async () => {
    const wrong = [
      '/v1/numbers/390612345670',
      '/v1/payments/17',
      '/v1/numbers?limit=0',
      '/v1/numbers?limit=201',
      '/v1/numbers?sort=price',
      '/v1/quote',
      '/v1/quote?for=credit&amount=-1',
      '/v1/mails/x',
      '/v1/catalogue/numbers?city=%00',
    ];
    for (const url of wrong)
      assert.deepEqual(refusal(await world.customer.get(url)), [422, 'api.invalid_request'], url);
    for (const inForceFrom of ['2022-02-30', '0001-01-01', 'tomorrow', '2022-1-1'])
      assert.equal((await world.admin.post('/v1/policy/versions', { inForceFrom })).status, 422, inForceFrom);
    for (const expiresAt of ['2022-01-01', '0000-01-01T00:00:00Z', '2030-01-01T00:00:00.1234567891Z']) {
      const key = { name: 'k', scopes: ['wallet:read'], expiresAt };
      assert.equal((await world.customer.post('/v1/api-keys', key)).status, 422, expiresAt);
    }
  });

  it('is told what does not exist', async () => {
    const nobody = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
    const missing: readonly (readonly [string, string])[] = [
      ['/v1/nothing', 'api.not_found'],
      ['/v1/numbers/+390612345670', 'numbers.not_yours'],
      [`/v1/payments/${nobody}`, 'payments.unknown'],
      [`/v1/payouts/${nobody}`, 'payments.payout_unknown'],
      [`/v1/refunds/${nobody}`, 'refunds.unknown'],
      ['/v1/mails/17', 'notifications.unknown_mail'],
      ['/v1/policy/versions/17', 'policy.unknown_version'],
    ];
    for (const [url, code] of missing)
      assert.deepEqual(refusal(await world.customer.get(url)), [404, code], url);
    assert.deepEqual(refusal(await world.customer.put('/v1/payments')), [404, 'api.not_found']);
  });

  it('reads the field at fault by the name that it sent it under', async () => {
    const reply = await world.customer.patch('/v1/numbers/+390612345670', { renewal: true });
    assert.deepEqual([reply.body.code, reply.body.field], ['numbers.not_yours', 'number']);
  });

  it('without credentials is told how to bring them', async () => {
    assert.equal((await world.visitor.get('/v1/wallet')).headers['www-authenticate'], 'Bearer');
  });

  it('names where the problem is explained, and which request it was', async () => {
    const reply = await world.customer.get('/v1/nothing');
    assert.equal(reply.body.type, '/docs/errors#api.not_found');
    assert.equal(reply.body.requestId, reply.headers['x-request-id']);
    const page = await world.visitor.get('/docs/errors');
    assert.match(page.text, /id="api\.not_found"/);
  });
});

describe('a list', () => {
  let world: TestApp;

  before(async () => {
    world = await testApp();
  });
  after(() => world.close());

  const walk = async (url: string): Promise<{ readonly pages: number; readonly seen: readonly string[] }> => {
    const seen: string[] = [];
    let pages = 0;
    for (let cursor: string | null = ''; cursor !== null; pages += 1) {
      const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = ok(await world.visitor.get(`${url}${from}`));
      seen.push(...page.items.map((one: { number: string }) => one.number));
      cursor = page.nextCursor;
    }
    return { pages, seen };
  };

  it('comes in pages that hold everything once', async () => {
    for (const order of ['price', 'number']) {
      const { pages, seen } = await walk(`/v1/catalogue/numbers?limit=5&order=${order}`);
      assert.equal(pages, 3);
      assert.equal(seen.length, 12);
      assert.equal(new Set(seen).size, 12);
    }
  });

  it('of the customer’s own things too', async () => {
    for (let index = 0; index < 5; index += 1)
      ok(await world.customer.post('/v1/payments', { processor: 'bank', amount: `${index + 1}.00` }), 201);
    const first = ok(await world.customer.get('/v1/payments?limit=3'));
    const second = ok(await world.customer.get(`/v1/payments?limit=3&cursor=${first.nextCursor}`));
    const amounts = [...first.items, ...second.items].map(({ amount }: { amount: string }) => amount);
    assert.deepEqual(amounts, ['5.00', '4.00', '3.00', '2.00', '1.00']);
    assert.equal(second.nextCursor, null);
  });

  it('refuses a cursor that is none', async () => {
    for (const url of [
      '/v1/payments',
      '/v1/numbers',
      '/v1/wallet/statement',
      '/v1/mails',
      '/v1/catalogue/numbers',
    ])
      assert.deepEqual(refusal(await world.customer.get(`${url}?cursor=page-2`)), [
        422,
        'pages.invalid_cursor',
      ]);
  });
});

describe('a caller who asks too much', () => {
  it('is told to wait, by the standard headers, and nobody else is', async () => {
    const world = await testApp({ requestsPerMinute: 3 });
    const first = await world.customer.get('/v1/wallet');
    assert.deepEqual(
      ['ratelimit-limit', 'ratelimit-remaining'].map((name) => String(first.headers[name])),
      ['3', '2'],
    );
    assert(Number(first.headers['ratelimit-reset']) <= 60);
    await world.customer.get('/v1/wallet');
    await world.customer.get('/v1/account');
    const refused = await world.customer.get('/v1/wallet');
    assert.deepEqual(refusal(refused), [429, 'api.rate_limited']);
    assert.equal(refused.headers['content-type'], 'application/problem+json; charset=utf-8');
    assert(Number(refused.headers['retry-after']) > 0);
    assert.equal((await world.other.get('/v1/wallet')).status, 200);
    await world.close();
  });

  it('counts strangers by their address, also where nothing is', async () => {
    const world = await testApp({ requestsPerMinute: 2 });
    const replies = [];
    for (let index = 0; index < 3; index += 1) replies.push(await world.visitor.get('/v1/nothing'));
    assert.deepEqual(
      replies.map(({ status }) => status),
      [404, 404, 429],
    );
    await world.close();
  });
});
