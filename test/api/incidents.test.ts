import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testApp, type Reply, type TestApp } from '../support/app.ts';

const ok = (reply: Reply, status = 200) => {
  assert.equal(reply.status, status, reply.text);
  return reply.body;
};
const refusal = (reply: Reply) => [reply.status, reply.body?.code];
const italian = { headers: { 'accept-language': 'it' } };

const number = '+390612345670';
const outage = {
  from: '2022-04-12T04:00:00Z',
  until: '2022-04-14T04:00:00Z',
  services: ['voice'],
  scope: { city: 'Roma' },
  fault: 'ours',
};
const title = { en: 'No calls to Rome', es: 'Sin llamadas a Roma', it: 'Niente chiamate verso Roma' };

describe('incidents, over the API:', () => {
  let world: TestApp;
  let incident: string;

  before(async () => {
    world = await testApp();
    await world.moveTo('2022-04-10T09:00');
    ok(await world.customer.post('/v1/payments', { processor: 'paypal', amount: '20.00' }), 201);
    await world.settle();
    ok(await world.customer.post('/v1/numbers', { number }), 201);
    await world.moveTo('2022-04-20T12:00');
  });
  after(() => world.close());

  const ask = (query: string) =>
    world.customer.get(`/v1/quote?for=disruption&number=${encodeURIComponent(number)}${query}`);

  it('staff open one, which customers do not see before it is published', async () => {
    incident = ok(await world.support.post('/v1/incident-records', outage), 201).id;
    assert.deepEqual(ok(await world.visitor.get('/v1/incidents')).items, []);
    assert.deepEqual(refusal(await world.customer.get(`/v1/affected-numbers?incident=${incident}`)), [
      404,
      'incidents.unknown',
    ]);
    assert.deepEqual(refusal(await world.finance.post('/v1/incident-records', outage)), [
      403,
      'api.forbidden',
    ]);
    const elsewhere = { ...outage, scope: { city: 'Atlantis' } };
    assert.deepEqual(refusal(await world.support.post('/v1/incident-records', elsewhere)), [
      422,
      'numbers.unknown_city',
    ]);
  });

  it('nothing is paid back for it before it is proven', async () => {
    const { decision, explanation } = ok(await ask(`&incident=${incident}`));
    assert.deepEqual([decision.outcome, decision.clauses], ['refused', ['R3']]);
    assert.match(explanation.lines[0].text, /not proven yet/);
    assert.deepEqual(refusal(await world.finance.post(`/v1/incident-records/${incident}/compensations`)), [
      409,
      'refunds.incident_not_compensated',
    ]);
    assert.deepEqual(refusal(await ask('')), [422, 'refunds.incident_missing']);
    assert.deepEqual(refusal(await ask('&incident=0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f')), [
      404,
      'incidents.unknown',
    ]);
  });

  it('they confirm and publish it, and everybody reads it in their language', async () => {
    const path = `/v1/incident-records/${incident}`;
    assert.deepEqual(refusal(await world.support.patch(path, { published: true, reason: 'known' })), [
      422,
      'incidents.title_missing',
    ]);
    const known = {
      provenBy: 'staff',
      published: true,
      title,
      reason: 'the supplier confirmed it',
      version: 1,
    };
    assert.equal(ok(await world.support.patch(path, known)).version, 2);
    assert.deepEqual(refusal(await world.support.patch(path, known)), [409, 'incidents.corrected_meanwhile']);
    const [read] = ok(await world.visitor.get('/v1/incidents', italian)).items;
    assert.deepEqual(
      [read.id, read.title, read.proven, read.cities],
      [incident, title.it, true, [{ country: 'IT', slug: 'rome' }]],
    );
    const { versions, affected } = ok(await world.support.get(path));
    assert.equal(versions.length, 2);
    assert.deepEqual(affected, { numbers: 1, customers: 1 });
  });

  it('a customer sees which numbers were affected, and has them paid back in money, once', async () => {
    const mine = `/v1/affected-numbers?incident=${incident}`;
    assert.deepEqual(ok(await world.customer.get(mine)).items, [{ number }]);
    assert.deepEqual(ok(await world.other.get(mine)).items, []);
    const order = { for: 'disruption', number, incident };
    const {
      decision,
      explanation,
      incident: about,
    } = ok(await world.customer.post('/v1/refunds', order), 201);
    assert.equal(about, incident);
    assert.deepEqual([decision.outcome, decision.paidBack, decision.retained], ['granted', '0.27', '0.00']);
    assert.match(explanation.lines[0].text, /^48 h of the period from 10 April 2022/);
    await world.settle();
    const [payout] = ok(await world.customer.get('/v1/payouts')).items;
    assert.deepEqual([payout.amount, payout.state], ['0.27', 'succeeded']);
    const again = ok(await world.customer.post('/v1/refunds', order), 201);
    assert.equal(again.decision.outcome, 'refused');
    assert.deepEqual(refusal(await world.other.post('/v1/refunds', order)), [404, 'numbers.not_yours']);
  });

  it('after a correction everybody is given the difference in one step', async () => {
    const path = `/v1/incident-records/${incident}`;
    const later = { until: '2022-04-15T04:00:00Z', reason: 'it lasted longer' };
    ok(await world.support.patch(path, later));
    assert.deepEqual(refusal(await world.support.post(`${path}/compensations`)), [403, 'api.forbidden']);
    assert.equal(ok(await world.finance.post(`${path}/compensations`), 202).finishedAt, null);
    await world.settle();
    const [done] = ok(await world.support.get(`${path}/compensations`)).items;
    assert.deepEqual([done.lookedAt, done.compensated, done.frozen, done.given], [1, 1, 0, '0.13']);
    assert.equal(ok(await world.customer.get('/v1/wallet')).credit, '16.13');
    const checks = ok(await world.finance.get('/v1/ledger/check'));
    assert.equal(checks.ok, true, JSON.stringify(checks));
  });

  it('money that does not arrive is credit again, of the payment that it was for', async () => {
    const theirs = '+390612345671';
    const sandbox = { refund: ['succeeds_then_fails', 'succeeds'], refundAfter: 'P1D' };
    ok(await world.other.post('/v1/payments', { processor: 'card', amount: '4.00', sandbox }), 201);
    await world.settle();
    ok(await world.other.post('/v1/numbers', { number: theirs }), 201);
    await world.moveTo('2022-04-28T12:00');
    const times = { from: '2022-04-22T00:00:00Z', until: '2022-04-24T00:00:00Z' };
    const second = { ...outage, ...times, scope: { numbers: [theirs] }, provenBy: 'staff' };
    const { id } = ok(await world.support.post('/v1/incident-records', second), 201);
    const order = { for: 'disruption', number: theirs, incident: id };
    assert.equal(ok(await world.other.post('/v1/refunds', order), 201).decision.paidBack, '0.27');
    await world.settle();
    assert.equal(ok(await world.other.get('/v1/wallet')).credit, '0.00');
    await world.moveTo('2022-04-30T12:00');
    assert.equal(ok(await world.other.get('/v1/payouts')).items[0].state, 'failed');
    assert.equal(ok(await world.other.get('/v1/wallet')).credit, '0.27');
    const leaving = ok(await world.other.post('/v1/refunds', { for: 'credit' }), 201);
    assert.deepEqual([leaving.decision.paidBack, leaving.decision.retained], ['0.27', '0.00']);
    await world.settle();
    const checks = ok(await world.finance.get('/v1/ledger/check'));
    assert.equal(checks.ok, true, JSON.stringify(checks));
  });
});
