import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openHookShop, type HookShop } from '../support/hook-shop.ts';
import { verify } from '../support/webhook-receiver.ts';

const number = '+390612345670';

describe('webhooks', () => {
  let shop: HookShop;
  beforeEach(async () => {
    shop = await openHookShop();
  });
  afterEach(() => shop.close());

  it('tell a customer what happens, signed, and nobody else', async () => {
    const { secret } = await shop.subscribe(shop.customer);
    await shop.topUp(shop.customer, '10.00');
    await shop.topUp(shop.other, '10.00');
    await shop.customer.post('/v1/numbers', { number });
    await shop.settle();
    assert.deepEqual(shop.types(), ['number.bought', 'payment.credited', 'payment.fee_known']);
    for (const one of shop.receiver.received) verify(secret, one);
    const bought = shop.receiver.received.find(({ body }) => body.type === 'number.bought')!.body;
    assert.deepEqual(bought, {
      type: 'number.bought',
      timestamp: '2022-03-10T08:00:00Z',
      data: {
        customerId: shop.customer.id,
        rentalId: bought.data.rentalId,
        number,
        paidUntil: '2022-04-10',
        amount: '4.00',
      },
    });
    for (const one of await shop.messages(shop.customer)) assert.equal(one.state, 'delivered');
  });

  it('tell the operator what happens to all customers, and customers only what they asked for', async () => {
    const { secret } = await shop.subscribe(shop.admin);
    await shop.subscribe(shop.customer, { eventTypes: ['number.quarantined'] });
    await shop.topUp(shop.customer, '10.00');
    await shop.newCustomer('Carl', 'carl@example.net');
    await shop.settle();
    assert.deepEqual(shop.types(), ['customer.signed_up', 'payment.credited', 'payment.fee_known']);
    for (const one of shop.receiver.received) verify(secret, one);
    assert.equal((await shop.messages(shop.customer)).length, 0);
  });

  it('tell of each renewed number, though the run records them together', async () => {
    await shop.topUp(shop.customer, '12.00');
    await shop.topUp(shop.other, '4.00');
    for (const own of [number, '+390612345671']) await shop.customer.post('/v1/numbers', { number: own });
    await shop.other.post('/v1/numbers', { number: '+390612345672' });
    await shop.settle();
    await shop.subscribe(shop.customer);
    const wanted = { eventTypes: ['number.renewed'] };
    await shop.subscribe(shop.other, wanted);
    await shop.subscribe(shop.admin, wanted);
    await shop.moveTo('2022-04-10T12:00');
    // One of Ada's two could be paid, for her and for the operator; Bert's could not.
    const renewed = shop.receiver.received.filter(({ body }) => body.type === 'number.renewed');
    assert.equal(renewed.length, 2);
    const { rentalId, ...data } = renewed[0]!.body.data;
    assert.match(rentalId, /^\d+$/);
    assert.deepEqual(data, {
      customerId: shop.customer.id,
      number,
      from: '2022-04-10',
      until: '2022-05-10',
      months: 1,
      amount: '4.00',
      policyVersionId: 1,
    });
    assert.deepEqual(renewed[1]!.body, renewed[0]!.body);
    assert.ok(shop.types().includes('number.quarantined'));
  });

  it('tell every customer of a new policy', async () => {
    for (const who of [shop.customer, shop.other, shop.admin])
      await shop.subscribe(who, { eventTypes: ['policy.announced'] });
    const draft = (await shop.admin.post('/v1/policy/versions', { inForceFrom: '2022-06-01' })).body;
    await shop.admin.post(`/v1/policy/versions/${draft.id}/publish`);
    await shop.settle();
    assert.deepEqual(
      shop.receiver.received.map(({ body }) => body.data),
      Array.from({ length: 3 }, () => ({ versionId: draft.id, inForceFrom: '2022-06-01' })),
    );
  });

  it('are their owner’s: others see and change nothing of them', async () => {
    const { id } = await shop.subscribe(shop.customer);
    await shop.topUp(shop.customer, '10.00');
    const [{ id: messageId }] = await shop.messages(shop.customer);
    assert.equal(
      (await shop.other.get(`/v1/webhooks/endpoints/${id}`)).body.code,
      'webhooks.unknown_endpoint',
    );
    assert.equal(
      (await shop.other.get(`/v1/webhooks/messages/${messageId}`)).body.code,
      'webhooks.unknown_message',
    );
    assert.equal((await shop.other.delete(`/v1/webhooks/endpoints/${id}`)).status, 404);
    assert.equal((await shop.messages(shop.other)).length, 0);
    // Staff look after them, but only administrators change them.
    assert.equal((await shop.support.get(`/v1/webhooks/messages/${messageId}`)).status, 200);
    assert.equal((await shop.support.delete(`/v1/webhooks/endpoints/${id}`)).status, 403);
    const own = await shop.subscribe(shop.admin);
    assert.equal((await shop.customer.get(`/v1/webhooks/endpoints/${own.id}`)).status, 404);
    assert.equal((await shop.customer.delete(`/v1/webhooks/endpoints/${id}`)).status, 200);
    assert.equal((await shop.messages(shop.customer)).length, 0);
  });

  it('are refused to addresses and for events that are not to be had', async () => {
    const create = async (order: object) =>
      (await shop.customer.post('/v1/webhooks/endpoints', { url: shop.receiver.url, ...order })).body;
    for (const url of ['http://192.168.0.1/', 'ftp://example.net/', 'https://a:b@example.net/'])
      assert.equal((await create({ url })).code, 'webhooks.invalid_url', url);
    for (const eventType of ['number.painted', 'customer.signed_up'])
      assert.equal(
        (await create({ eventTypes: [eventType] })).code,
        'webhooks.unknown_event_type',
        eventType,
      );
    for (let count = 0; count < 20; count += 1) assert.ok('secret' in (await create({})));
    assert.equal((await create({})).code, 'webhooks.too_many_endpoints');
  });

  it('tell of SMS: the text to its customer who knows that they come without warranty, and to nobody else', async () => {
    await shop.topUp(shop.customer, '50.00');
    await shop.customer.post('/v1/numbers', { number, months: 12 });
    await shop.subscribe(shop.customer, { eventTypes: ['sms.received'] });
    const text = 'Your code is 123456';
    const receive = async () => {
      await shop.customer.post('/v1/sandbox/messages', { to: number, from: 'BANK', text });
      await shop.settle();
      return shop.receiver.received.splice(0).map(({ body }) => body.data);
    };
    assert.deepEqual(
      (await receive()).map((data) => data.text),
      [null],
    );
    await shop.customer.post('/v1/account/sms-acknowledgements');
    const operators = await shop.subscribe(shop.admin, { eventTypes: ['sms.received'] });
    const told = await receive();
    assert.deepEqual(new Set(told.map((data) => data.text)), new Set([text, null]));
    assert.equal(told.length, 2);
    assert.deepEqual([told[0]!.number, told[0]!.from, told[0]!.complete], [number, 'BANK', true]);
    for (const one of await shop.messages(shop.customer)) {
      assert.ok((await shop.customer.get(`/v1/webhooks/messages/${one.id}`)).body.body.includes('BANK'));
      assert.equal((await shop.admin.get(`/v1/webhooks/messages/${one.id}`)).body.body, null);
    }
    // Forgotten when the SMS are, also while it waits.
    await shop.admin.delete(`/v1/webhooks/endpoints/${operators.id}`);
    await shop.moveTo('2022-06-08T10:01');
    await shop.topUp(shop.customer, '1.00');
    const { rows } = await shop.database.pool.query(
      "select 1 from webhooks.message where event_type = 'sms.received'",
    );
    assert.equal(rows.length, 0);
  });

  it('are kept for ninety days', async () => {
    await shop.subscribe(shop.customer, { eventTypes: ['payment.credited'] });
    await shop.topUp(shop.customer, '10.00');
    await shop.moveTo('2022-06-08T08:00');
    await shop.topUp(shop.customer, '10.00');
    assert.equal((await shop.messages(shop.customer)).length, 2);
    await shop.moveTo('2022-06-08T10:01');
    await shop.topUp(shop.customer, '10.00');
    assert.equal((await shop.messages(shop.customer)).length, 2);
  });

  it('are listed with their schema and an example, to everybody', async () => {
    const all = (await shop.visitor.get('/v1/webhooks/event-types')).body.items;
    const quarantined = all.find((one: { type: string }) => one.type === 'number.quarantined');
    assert.deepEqual(Object.keys(quarantined.schema.properties), Object.keys(quarantined.example.data));
    const offered = (await shop.visitor.get('/v1/webhooks/event-types?operator=false')).body.items;
    assert.equal(
      offered.some((one: { type: string }) => one.type === 'customer.signed_up'),
      false,
    );
  });
});
