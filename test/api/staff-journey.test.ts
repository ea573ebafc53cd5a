import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testApp, type Reply, type TestApp } from '../support/app.ts';
import { bankDetails } from './access-cases.ts';

const ok = (reply: Reply, status = 200) => {
  assert.equal(reply.status, status, reply.text);
  return reply.body;
};
const refusal = (reply: Reply) => [reply.status, reply.body?.code];

describe('staff, over the API:', () => {
  let world: TestApp;
  let ada: string;

  before(async () => {
    world = await testApp();
    ada = `customer=${world.customer.id}`;
    ok(await world.customer.post('/v1/payments', { processor: 'paypal', amount: '20.00' }), 201);
    await world.settle();
  });
  after(() => world.close());

  it('support finds a customer and acts in the customer’s place, which the audit log keeps', async () => {
    const found = ok(await world.support.get('/v1/customers?search=ada%40example'));
    assert.deepEqual(
      found.items.map(({ id }: { id: string }) => id),
      [world.customer.id],
    );
    const number = '+390612345670';
    ok(await world.support.post(`/v1/numbers?${ada}`, { number }), 201);
    assert.equal(ok(await world.customer.get('/v1/numbers')).items[0].number, number);
    const [entry] = ok(await world.admin.get(`/v1/audit-log?${ada}`)).items;
    assert.deepEqual(
      { ...entry, id: undefined, at: undefined },
      {
        id: undefined,
        at: undefined,
        actor: `staff:${world.support.id}`,
        action: 'number.bought',
        customerId: world.customer.id,
        subject: null,
        details: { number },
      },
    );
    const [bought] = ok(await world.customer.get(`/v1/numbers/${number}/history`)).items;
    assert.equal(bought.actor, `staff:${world.support.id}`);
  });

  it('finance gives promotional credit, which is never paid back in money', async () => {
    const promotion = { amount: '3.00', reason: 'Spring campaign' };
    assert.equal(
      ok(await world.finance.post(`/v1/wallet/promotions?${ada}`, promotion), 201).credit,
      '19.00',
    );
    const [line] = ok(await world.customer.get('/v1/wallet/statement')).items;
    assert.deepEqual([line.code, line.note], ['promotion.granted', 'Spring campaign']);
    const { decision } = ok(await world.support.get(`/v1/quote?for=credit&${ada}`));
    assert.deepEqual([decision.outcome, decision.gross], ['partly', '16.00']);
    assert(decision.clauses.includes('N5'));
  });

  it('a payout that PayPal makes no longer is settled by hand, with the bank details of the customer', async () => {
    // 181 days later; the number was not renewed for so long.
    ok(await world.customer.patch('/v1/numbers/+390612345670', { renewal: false }));
    await world.moveTo('2022-09-12T09:00');
    const refund = ok(await world.customer.post('/v1/refunds', { for: 'credit', amount: '10.00' }), 201);
    const [payout] = ok(await world.finance.get('/v1/payouts?state=manual')).items;
    assert.deepEqual([payout.refundId, payout.state], [refund.id, 'manual']);
    const settle = `/v1/payouts/${payout.id}/settle`;
    assert.deepEqual(refusal(await world.finance.post(settle, {})), [409, 'payments.bank_details_missing']);
    const wrong = { ...bankDetails, account: 'IT60X0542811101000000123457' };
    const details = `/v1/payouts/${payout.id}/bank-details`;
    assert.deepEqual(refusal(await world.customer.put(details, wrong)), [
      422,
      'payments.invalid_bank_details',
    ]);
    ok(await world.customer.put(details, bankDetails));
    const settled = ok(await world.finance.post(settle, { reference: 'TRN-7' }));
    assert.deepEqual([settled.state, settled.reference], ['settled', 'TRN-7']);
    assert.deepEqual(refusal(await world.finance.post(settle, {})), [409, 'payments.payout_not_by_hand']);
    const returned = ok(
      await world.finance.post(`/v1/payouts/${payout.id}/fail`, { failure: 'account closed' }),
    );
    assert.equal(returned.state, 'failed');
    const [entry] = ok(await world.finance.get('/v1/audit-log?limit=1')).items;
    assert.deepEqual(
      [entry.action, entry.subject, entry.customerId],
      ['payout.failed', payout.id, world.customer.id],
    );
  });

  it('an account that holds something is not closed', async () => {
    const url = `/v1/customers/${world.customer.id}`;
    assert.deepEqual(refusal(await world.support.delete(url)), [409, 'customers.still_holds']);
    assert.notEqual(ok(await world.support.delete(`/v1/customers/${world.other.id}`)).closedAt, null);
    assert.equal((await world.other.get('/v1/account')).status, 401);
  });

  it('a policy is drafted, published in time, told to customers, and never changes again', async () => {
    const draft = { inForceFrom: '2022-12-01', parameters: { quarantineDays: 40 } };
    const { id } = ok(await world.admin.post('/v1/policy/versions', draft), 201);
    assert.equal((await world.visitor.get(`/v1/policy/versions/${id}`)).status, 404, 'a draft is not public');
    assert.match(ok(await world.admin.get(`/v1/policy/versions/${id}`)).text.title, /policy/i);
    const early = { ...draft, inForceFrom: '2022-09-20' };
    ok(await world.admin.put(`/v1/policy/versions/${id}`, early));
    const publish = `/v1/policy/versions/${id}/publish`;
    assert.deepEqual(refusal(await world.admin.post(publish)), [409, 'policy.announced_too_late']);
    ok(await world.admin.put(`/v1/policy/versions/${id}`, draft));
    assert.notEqual(ok(await world.admin.post(publish)).publishedAt, null);
    assert.deepEqual(refusal(await world.admin.put(`/v1/policy/versions/${id}`, draft)), [
      409,
      'policy.version_published',
    ]);
    const text = await world.visitor.get(`/v1/policy/versions/${id}?language=it`, {
      headers: { accept: 'text/markdown' },
    });
    assert.match(String(text.headers['content-type']), /^text\/markdown/);
    assert.match(text.text, /40 giorni/);
    assert.equal(ok(await world.visitor.get('/v1/policy')).version.id, 1, 'the one before is still in force');
    await world.settle();
    assert.equal(ok(await world.customer.get('/v1/mails?about=policy_announced')).items.length, 1);
  });

  it('an administrator adds staff, changes a role, and cannot lock everybody out', async () => {
    const clerk = { name: 'Clerk', email: 'clerk@ringfence.example', password: 'quite a long password' };
    const { id } = ok(await world.admin.post('/v1/staff', { ...clerk, role: 'support' }), 201);
    assert.equal(ok(await world.admin.patch(`/v1/staff/${id}`, { role: 'finance' })).role, 'finance');
    assert.notEqual(ok(await world.admin.patch(`/v1/staff/${id}`, { disabled: true })).disabledAt, null);
    assert.equal(ok(await world.admin.patch(`/v1/staff/${id}`, { disabled: false })).disabledAt, null);
    const own = `/v1/staff/${world.admin.id}`;
    assert.deepEqual(refusal(await world.admin.patch(own, { role: 'support' })), [
      409,
      'customers.last_admin',
    ]);
  });

  it('prices are announced and numbers withdrawn; the history of a number says so', async () => {
    const number = '+390612345678';
    ok(await world.admin.put(`/v1/stock/numbers/${number}/price`, { monthly: '6.00' }));
    const reason = 'The supplier takes it back';
    ok(await world.admin.post('/v1/stock/withdrawals', { numbers: [number], reason }), 201);
    assert.equal(ok(await world.support.get(`/v1/stock/numbers/${number}`)).state, 'withdrawn');
    assert.deepEqual(
      refusal(await world.admin.post('/v1/stock/withdrawals', { numbers: [number], reason })),
      [409, 'numbers.not_for_sale'],
    );
    assert.deepEqual(
      ok(await world.visitor.get('/v1/catalogue/numbers?digits=5678')).items.length,
      1,
      'Milan’s',
    );
    ok(await world.admin.post('/v1/stock/returns', { numbers: [number], reason }), 201);
    const kinds = ok(await world.support.get(`/v1/stock/numbers/${number}/history`)).items.map(
      ({ kind }: { kind: string }) => kind,
    );
    assert.deepEqual(kinds, ['returned_to_sale', 'withdrawn', 'price_changed', 'added']);
  });

  it('finance reads journals and balances that add up to zero', async () => {
    const { house, wallets } = ok(await world.finance.get('/v1/ledger/balances'));
    const cents = [...house, ...wallets].map(({ balance }) => Math.round(Number(balance) * 100));
    assert.equal(
      cents.reduce((sum, one) => sum + one, 0),
      0,
    );
    const [journal] = ok(await world.finance.get('/v1/ledger/journals?limit=1')).items;
    assert.deepEqual(ok(await world.finance.get(`/v1/ledger/journals/${journal.id}`)), journal);
    assert.deepEqual(refusal(await world.finance.get('/v1/ledger/journals/999999')), [404, 'api.not_found']);
  });

  it('staff see what falls due, and when', async () => {
    const { items } = ok(await world.support.get('/v1/jobs'));
    const names = items.map(({ name }: { name: string }) => name);
    assert.equal(new Set(names).size, names.length);
    assert(
      names.indexOf('payments.arrivals') < names.indexOf('numbers.renewals'),
      'in the order of the policy',
    );
  });
});
