import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inTransaction } from '#platform';
import { refreshDirectory } from '#suppliers';
import { forwardNumber, planTo } from '#voice';
import { testApp, type Reply, type TestApp } from '../support/app.ts';

const ok = (reply: Reply, status = 200) => {
  assert.equal(reply.status, status, reply.text);
  return reply.body;
};
const refusal = (reply: Reply) => [reply.status, reply.body?.code];
const italian = { headers: { 'accept-language': 'it' } };

describe('services and where to go instead, over the API:', () => {
  let world: TestApp;

  before(async () => {
    world = await testApp();
    await inTransaction(world.app.connection.db, (tx) => refreshDirectory(tx, world.app));
  });
  after(() => world.close());

  it('staff add a supplier and a service, which everybody sees in their language', async () => {
    const service = {
      titles: { en: 'Phone system', es: 'Centralita', it: 'Centralino' },
      supplier: 'Example',
    };
    const put = () => world.support.put('/v1/services/phone-system', service);
    assert.deepEqual(refusal(await put()), [404, 'suppliers.unknown']);
    ok(await world.support.put('/v1/suppliers/Example', { site: 'https://telecom.example' }));
    ok(await put());
    assert.deepEqual(ok(await world.visitor.get('/v1/services', italian)).items, [
      { service: 'phone-system', title: 'Centralino', status: 'open', closedFrom: null, lastDay: null },
    ]);
    assert.equal(ok(await world.support.get('/v1/suppliers')).items[0].site, 'https://telecom.example');
    assert.deepEqual(refusal(await world.visitor.get('/v1/services/fax')), [
      404,
      'suppliers.unknown_service',
    ]);
    assert.deepEqual(refusal(await world.visitor.get('/v1/sunsets/phone-system')), [
      404,
      'suppliers.no_sunset',
    ]);
  });

  it('an admin announces its end, once, and can move it later but not earlier', async () => {
    const dates = { closedFrom: '2022-07-01', lastDay: '2022-12-31' };
    const order = { service: 'phone-system', ...dates };
    assert.deepEqual(refusal(await world.support.post('/v1/sunsets', order)), [403, 'api.forbidden']);
    ok(await world.admin.post('/v1/sunsets', order), 201);
    assert.deepEqual(refusal(await world.admin.post('/v1/sunsets', order)), [
      409,
      'suppliers.sunset_announced',
    ]);
    const move = (change: object) => world.admin.put('/v1/sunsets/phone-system', { ...dates, ...change });
    assert.deepEqual(refusal(await move({ lastDay: '2022-12-30' })), [409, 'suppliers.moved_earlier']);
    assert.deepEqual(refusal(await move({ closedFrom: '2023-06-01' })), [
      422,
      'suppliers.ends_before_it_closes',
    ]);
    ok(await move({ lastDay: '2023-03-31' }));
    const end = ok(await world.visitor.get('/v1/sunsets/phone-system', italian));
    assert.deepEqual([end.lastDay, end.revision, end.revisions.length], ['2023-03-31', 2, 2]);
    assert.match(end.announcement, /per tutto il 31 marzo 2023/);
    const [entry] = ok(await world.admin.get('/v1/audit-log')).items;
    assert.deepEqual([entry.action, entry.subject], ['sunset.corrected', 'phone-system']);
    assert.equal(ok(await world.visitor.get('/v1/sunsets')).items.length, 1);
  });

  it('everybody finds a VoIP provider: free, recommended, in their country', async () => {
    const find = async (query: string) =>
      ok(await world.visitor.get(`/v1/voip-providers?${query}`, italian)).items;
    const [first] = await find('country=it&free=true&recommended=true');
    assert.equal(first.provider, 'linphone');
    assert.equal(first.sipUriTemplate, 'sip:{user}@sip.linphone.org');
    assert.equal(first.notes, 'Chiunque può aprire un account.');
    assert((await find('')).length >= 25);
    assert.deepEqual(refusal(await world.visitor.get('/v1/voip-providers/nobody')), [
      404,
      'suppliers.unknown_provider',
    ]);
  });

  it('a customer moves away from the service in one step, to an account at a provider or to a phone number', async () => {
    const { app, customer, visitor } = world;
    const order = (to: object, more: object = {}) =>
      customer.post('/v1/sunsets/phone-system/moves', { to, ...more });
    ok(await customer.post('/v1/payments', { processor: 'bank', amount: '20.00' }), 201);
    await world.settle();
    const numbers = ['+390612345670', '+390612345671'];
    for (const number of numbers) {
      ok(await customer.post('/v1/numbers', { number }), 201);
      const plan = planTo({ kind: 'service', target: 'phone-system' });
      await inTransaction(app.connection.db, (tx) =>
        forwardNumber(tx, app.contextFor('system'), { customerId: customer.id, e164: number, plan }),
      );
    }
    const account = { provider: 'linphone', userName: 'ada' };
    assert.equal((await visitor.post('/v1/sunsets/phone-system/moves', { to: account })).status, 401);
    assert.deepEqual(refusal(await order({ ...account, userName: 'ada lovelace' })), [
      422,
      'suppliers.invalid_user_name',
    ]);
    assert.deepEqual(refusal(await order({ ...account, provider: 'nobody' })), [
      404,
      'suppliers.unknown_provider',
    ]);
    assert.deepEqual(refusal(await order({ number: '+393471234567' })), [409, 'voice.no_rate']);
    assert.deepEqual(refusal(await order({ address: 'ada' })), [422, 'voice.invalid_target']);
    assert.deepEqual(refusal(await order({ ...account, number: '+393471234567' })), [
      422,
      'api.invalid_request',
    ]);
    const moved = (number: string) => ({ number, forwarding: 'sip:ada@sip.linphone.org' });
    assert.deepEqual(ok(await order(account, { numbers: numbers.slice(0, 1) })), {
      moved: [moved(numbers[0]!)],
      rate: null,
    });
    assert.deepEqual(ok(await order(account)).moved, [moved(numbers[1]!)]);
    assert.deepEqual(refusal(await order(account)), [409, 'voice.not_on_service']);
  });

  it('support keeps the list', async () => {
    const linphone = ok(await world.visitor.get('/v1/voip-providers/linphone'));
    const { provider: _, ...rest } = linphone;
    const notes = { en: 'Good.', es: 'Bueno.', it: 'Buono.' };
    const put = (change: object) =>
      world.support.put('/v1/voip-providers/linphone', { ...rest, notes, ...change });
    assert.equal(ok(await put({})).notes, 'Good.');
    assert.deepEqual(refusal(await put({ sipUriTemplate: 'sip:ada@example.com' })), [
      422,
      'suppliers.invalid_template',
    ]);
    assert.deepEqual(refusal(await put({ evidence: 'nobody' })), [422, 'api.invalid_request']);
    assert.deepEqual(refusal(await put({ evidence: 'others' })), [422, 'suppliers.not_confirmed']);
    ok(await put({ listed: false }));
    const listed = ok(await world.visitor.get('/v1/voip-providers')).items;
    assert(!listed.some(({ provider }: { provider: string }) => provider === 'linphone'));
  });
});
