import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testApp, type Reply, type TestApp } from '../support/app.ts';

const refusal = (reply: Reply) => [reply.status, reply.body?.code];
const somebody = { name: 'Somebody', email: 'somebody@example.net', password: 'a long password' };

describe('nobody gives away more than they have:', () => {
  let world: TestApp;

  before(async () => {
    world = await testApp();
  });
  after(() => world.close());

  it('an API key with fewer scopes than its owner adds no user', async () => {
    const { body } = await world.customer.post('/v1/api-keys', { name: 'few', scopes: ['account:write'] });
    const headers = { authorization: `Bearer ${body.secret}` };
    const reply = await world.visitor.post('/v1/users', somebody, { headers });
    assert.deepEqual(refusal(reply), [403, 'api.forbidden']);
  });

  it('of staff only an administrator adds a user to a customer', async () => {
    const url = `/v1/users?customer=${world.customer.id}`;
    assert.deepEqual(refusal(await world.support.post(url, somebody)), [403, 'api.forbidden']);
    assert.equal((await world.admin.post(url, somebody)).status, 201);
  });

  it('an account is not closed while a payment is on its way, and nothing new happens to a closed one', async () => {
    const opened = await world.support.post('/v1/customers', { name: 'Zoe', email: 'zoe@example.net' });
    const { id } = opened.body;
    const later = { processor: 'bank', amount: '20.00', sandbox: { outcome: 'fails', after: 'P1D' } };
    assert.equal((await world.finance.post(`/v1/payments?customer=${id}`, later)).status, 201);
    await world.settle();
    assert.deepEqual(refusal(await world.support.delete(`/v1/customers/${id}`)), [
      409,
      'customers.still_holds',
    ]);
    const { timeZone } = world.app.operator;
    await world.moveTo(
      String(world.clock.now().toZonedDateTimeISO(timeZone).add({ days: 5 }).toPlainDateTime()),
    );
    const monthly = { processor: 'bank', amount: '5.00', sandbox: { payments: ['declines'] } };
    assert.equal((await world.finance.post(`/v1/automatic-payments?customer=${id}`, monthly)).status, 201);
    assert.equal((await world.support.delete(`/v1/customers/${id}`)).status, 200);
    const { items } = (await world.finance.get(`/v1/automatic-payments?customer=${id}`)).body;
    assert.deepEqual(
      items.map(({ state }: { state: string }) => state),
      ['ended'],
    );
    const again = await world.finance.post(`/v1/payments?customer=${id}`, {
      processor: 'bank',
      amount: '5.00',
    });
    assert.deepEqual(refusal(again), [404, 'customers.unknown']);
    assert.equal((await world.support.get(`/v1/wallet?customer=${id}`)).status, 200);
  });
});
