import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowsOf } from '../support/number-shop.ts';
import { testApp, type TestApp } from '../support/app.ts';

const number = '+390612345670';

describe('SMS over the API', () => {
  let world: TestApp;
  before(async () => {
    world = await testApp();
    await world.customer.post('/v1/payments', { processor: 'card', amount: '100.00' });
    await world.settle();
    await world.customer.post('/v1/numbers', { number, months: 12 });
    await send('Your code is 123456');
  });
  after(() => world.close());

  const send = async (text: string, to = number): Promise<void> => {
    const sent = await world.customer.post('/v1/sandbox/messages', { to, from: 'BANK', text });
    assert.equal(sent.status, 202, sent.text);
    await world.settle();
  };

  it('are read once the customer has said to know that they come without warranty; nothing is lost until then', async () => {
    const { customer } = world;
    const refused = await customer.get('/v1/messages');
    assert.deepEqual([refused.status, refused.body.code], [409, 'messaging.not_acknowledged']);
    assert.equal((await customer.get('/v1/account/sms-acknowledgements')).body.items.length, 0);
    const acknowledged = await customer.post('/v1/account/sms-acknowledgements');
    assert.equal(acknowledged.status, 201);
    const again = await customer.post('/v1/account/sms-acknowledgements');
    assert.deepEqual(again.body, acknowledged.body);
    const [{ policyVersionId, actor, address }] = again.body.items;
    assert.deepEqual([policyVersionId, actor, address], [1, `customer:${customer.id}`, '127.0.0.1']);
    const { items } = (await customer.get(`/v1/messages?number=${encodeURIComponent(number)}`)).body;
    assert.deepEqual(
      items.map((item: { from: string; text: string; complete: boolean }) => [
        item.from,
        item.text,
        item.complete,
      ]),
      [['BANK', 'Your code is 123456', true]],
    );
    assert.equal((await customer.get(`/v1/messages/${items[0].id}`)).body.text, 'Your code is 123456');
    assert.deepEqual((await customer.get('/v1/messages?number=%2B390612345671')).body.items, []);
  });

  it('are shown to staff without their text', async () => {
    const { items } = (await world.support.get(`/v1/messages?customer=${world.customer.id}`)).body;
    assert.deepEqual([items[0].from, items[0].text], ['BANK', null]);
  });

  it('that do not exist are not found', async () => {
    const reply = await world.customer.get('/v1/messages/0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f');
    assert.deepEqual([reply.status, reply.body.code], [404, 'messaging.unknown_message']);
  });

  it('are sent on by mail where the customer wants that, each once', async () => {
    const url = `/v1/numbers/${number}/message-forwarding`;
    assert.deepEqual((await world.customer.get(url)).body, { toEmail: false });
    assert.deepEqual((await world.customer.put(url, { toEmail: true })).body, { toEmail: true });
    await send('Dear ada,\nbuy this');
    await world.customer.put(url, { toEmail: false });
    await send('not by mail');
    const mails = (await world.customer.get('/v1/mails?about=sms_received')).body.items;
    assert.equal(mails.length, 1);
    assert.match(mails[0].body, /^> Dear ada,\n> buy this$/m);
  });

  it('that reached nobody are listed for staff', async () => {
    await send('lost', '+390612345679');
    const { items } = (await world.support.get('/v1/undelivered-messages?number=%2B390612345679')).body;
    assert.deepEqual(
      items.map((item: { reason: string; to: string }) => [item.reason, item.to]),
      [['not_rented', '+390612345679']],
    );
  });

  it('are erased, also where they were told, after the time for which they are kept', async () => {
    await world.moveTo('2022-06-30T09:00');
    await world.settle();
    assert.deepEqual((await world.customer.get('/v1/messages')).body.items, []);
    const left = await rowsOf<{ count: number }>(
      world.database.db,
      `select (select count(*)::int from platform.event e where e::text like '%buy this%')
            + (select count(*)::int from messaging.message m where m::text like '%BANK%') as count`,
    );
    assert.deepEqual(left, [{ count: 0 }]);
  });
});
