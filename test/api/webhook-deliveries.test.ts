import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openHookShop, type HookShop } from '../support/hook-shop.ts';
import { verify } from '../support/webhook-receiver.ts';

describe('deliveries of webhooks', () => {
  let shop: HookShop;
  beforeEach(async () => {
    shop = await openHookShop();
  });
  afterEach(() => shop.close());

  it('are tried again with the same id and body, later and later, and then given up', async () => {
    const { id, secret } = await shop.subscribe(shop.customer, { eventTypes: ['payment.credited'] });
    shop.receiver.answer({ status: 500, text: 'not today' });
    await shop.topUp(shop.customer, '10.00');
    await shop.moveTo('2022-03-14T09:00');
    assert.equal(shop.receiver.received.length, 10);
    assert.equal(new Set(shop.receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
    assert.equal(new Set(shop.receiver.received.map(({ text }) => text)).size, 1);
    for (const one of shop.receiver.received) verify(secret, one);
    const { state, attempts, log } = await shop.only(shop.customer);
    assert.deepEqual([state, attempts, log.length], ['failed', 10, 10]);
    assert.deepEqual([log[0].status, log[0].answer, log[0].failure], [500, 'not today', 'answered 500']);
    const at = log.map((one: { at: string }) => Temporal.Instant.from(one.at).epochMilliseconds / 1_000);
    const pauses = at.slice(1).map((second: number, index: number) => second - at[index]);
    assert.ok(pauses[0] >= 5 && pauses[0] <= 6 && pauses[8] >= 86_400 && pauses[8] <= 103_680);

    // Mended, and replayed: all that failed since.
    shop.receiver.clear();
    shop.receiver.answer({ status: 200 });
    const since = { since: '2022-03-10T00:00:00Z' };
    assert.deepEqual((await shop.customer.post(`/v1/webhooks/endpoints/${id}/replay`, since)).body, {
      count: 1,
    });
    assert.deepEqual((await shop.customer.post(`/v1/webhooks/endpoints/${id}/replay`, since)).body, {
      count: 0,
    });
    await shop.settle();
    assert.equal(shop.receiver.received.length, 1);
    assert.equal((await shop.only(shop.customer)).state, 'delivered');
  });

  it('are replayed one by one, also when they were delivered, under the same id', async () => {
    await shop.subscribe(shop.customer, { eventTypes: ['payment.credited'] });
    await shop.topUp(shop.customer, '10.00');
    const { id } = await shop.only(shop.customer);
    assert.equal((await shop.customer.post(`/v1/webhooks/messages/${id}/replay`)).body.state, 'waiting');
    await shop.settle();
    assert.deepEqual(
      shop.receiver.received.map(({ headers }) => headers['webhook-id']),
      [id, id],
    );
    assert.equal((await shop.only(shop.customer)).log.length, 2);
  });

  it('wait as long as the endpoint asks', async () => {
    await shop.subscribe(shop.customer, { eventTypes: ['payment.credited'] });
    shop.receiver.answer({ status: 429, headers: { 'retry-after': '600' } });
    await shop.topUp(shop.customer, '10.00');
    assert.equal((await shop.only(shop.customer)).nextAttemptAt, '2022-03-10T08:10:00.000Z');
  });

  it('stop after five days in which everything failed, and the customer is told, once', async () => {
    const { id } = await shop.subscribe(shop.customer);
    shop.receiver.answer(null);
    await shop.topUp(shop.customer, '10.00');
    for (const day of ['12', '13', '14', '15', '16', '17']) {
      await shop.moveTo(`2022-03-${day}T09:00`);
      await shop.topUp(shop.customer, '1.00');
    }
    const endpoint = (await shop.customer.get(`/v1/webhooks/endpoints/${id}`)).body;
    assert.deepEqual([endpoint.state, endpoint.disabledBecause], ['disabled', 'failing']);
    const mails = (await shop.customer.get('/v1/mails?about=webhook_disabled')).body.items;
    assert.equal(mails.length, 1);
    assert.match(mails[0].body, /was taken since 10 March 2022/);
    // Nothing waits any more, and nothing new is written.
    assert.equal((await shop.messages(shop.customer, '&state=waiting')).length, 0);
    const before = (await shop.messages(shop.customer)).length;
    await shop.topUp(shop.customer, '1.00');
    assert.equal((await shop.messages(shop.customer)).length, before);

    shop.receiver.answer({ status: 200 });
    const refused = await shop.customer.post(`/v1/webhooks/endpoints/${id}/test`);
    assert.equal(refused.body.code, 'webhooks.endpoint_disabled');
    const enabled = await shop.customer.patch(`/v1/webhooks/endpoints/${id}`, { enabled: true });
    assert.deepEqual([enabled.body.state, enabled.body.failingSince], ['enabled', null]);
    const { count } = (
      await shop.customer.post(`/v1/webhooks/endpoints/${id}/replay`, { since: '2022-03-01T00:00:00Z' })
    ).body;
    assert.equal(count, before);
    await shop.settle();
    assert.equal((await shop.messages(shop.customer, '&state=delivered')).length, before);
  });

  it('stop at once when the endpoint answers that it is gone; the operator is told of its own', async () => {
    const { id } = await shop.subscribe(shop.admin, { eventTypes: ['payment.credited'] });
    shop.receiver.answer({ status: 410 });
    await shop.topUp(shop.customer, '10.00');
    assert.equal((await shop.admin.get(`/v1/webhooks/endpoints/${id}`)).body.disabledBecause, 'gone');
    assert.equal(shop.receiver.received.length, 1);
    const mails = (await shop.admin.get('/v1/mails?about=webhook_disabled')).body.items;
    assert.deepEqual(
      mails.map((mail: { recipient: string }) => mail.recipient),
      ['support@ringfence.example'],
    );
  });

  it('are signed by the old secret and the new one until the overlap ends', async () => {
    const { id, secret: old } = await shop.subscribe(shop.customer, { eventTypes: ['payment.credited'] });
    const rotated = await shop.customer.post(`/v1/webhooks/endpoints/${id}/rotate-secret`, {
      overlapHours: 24,
    });
    const { secret } = rotated.body;
    assert.notEqual(secret, old);
    await shop.topUp(shop.customer, '10.00');
    for (const valid of [old, secret]) verify(valid, shop.receiver.received[0]!);
    await shop.moveTo('2022-03-11T09:00');
    await shop.topUp(shop.customer, '10.00');
    verify(secret, shop.receiver.received[1]!);
    assert.throws(() => verify(old, shop.receiver.received[1]!));
    // It is shown once, and kept as nobody can read it.
    const { rows } = await shop.database.pool.query(
      "select encode(sealed, 'escape') as sealed from webhooks.secret",
    );
    assert.ok(rows.length > 0 && !rows.some(({ sealed }) => sealed.includes('whsec_')));
    assert.equal(
      JSON.stringify((await shop.customer.get('/v1/webhooks/endpoints')).body).includes('whsec_'),
      false,
    );
  });

  it('fail with a reason when the installation’s secret was changed', async () => {
    const { id } = await shop.subscribe(shop.customer, { eventTypes: ['payment.credited'] });
    await shop.database.pool.query("update webhooks.secret set sealed = decode(repeat('00', 60), 'hex')");
    await shop.topUp(shop.customer, '10.00');
    assert.match((await shop.only(shop.customer)).log[0].failure, /RINGFENCE_SECRET was changed/);
    const { secret } = (
      await shop.customer.post(`/v1/webhooks/endpoints/${id}/rotate-secret`, { overlapHours: 0 })
    ).body;
    await shop.moveTo('2022-03-10T09:01');
    verify(secret, shop.receiver.received[0]!);
  });

  it('can be tried with a test event', async () => {
    const { id, secret } = await shop.subscribe(shop.customer, { eventTypes: ['number.dismissed'] });
    const { status, body } = await shop.customer.post(`/v1/webhooks/endpoints/${id}/test`);
    assert.deepEqual([status, body.state, body.eventType], [202, 'waiting', 'webhook.test']);
    await shop.settle();
    verify(secret, shop.receiver.received[0]!);
    assert.equal(shop.receiver.received[0]!.headers['webhook-id'], body.id);
  });
});
