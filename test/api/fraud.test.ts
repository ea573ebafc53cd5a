import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testApp, type TestApp } from '../support/app.ts';

const number = '+390612345670';

describe('a case of fraud over the API', () => {
  let world: TestApp;
  let caseId: string;
  before(async () => {
    world = await testApp();
    await world.customer.post('/v1/payments', { processor: 'bank', amount: '50.00' });
    await world.settle();
    await world.customer.post('/v1/numbers', { number });
    const opened = await world.support.post(`/v1/fraud/cases?customer=${world.customer.id}`, {
      evidence: 'Twelve cards of twelve names',
    });
    assert.equal(opened.status, 201, opened.text);
    caseId = opened.body.id;
  });
  after(() => world.close());

  it('freezes the account, and tells the customer in their language what that means', async () => {
    const { body } = await world.customer.get('/v1/freeze', { headers: { 'accept-language': 'it' } });
    assert.equal(body.frozen, true);
    assert.equal(body.state, 'under_review');
    assert.match(body.explanation, /il nostro personale sta verificando/);
    assert.equal(
      (await world.customer.get(`/v1/numbers/${encodeURIComponent(number)}`)).body.state,
      'suspended',
    );
    const refused = await world.customer.post('/v1/payments', { processor: 'bank', amount: '5.00' });
    assert.equal(refused.body.code, 'wallet.frozen');
    const reserved = await world.customer.put('/v1/reservations/%2B390612345671', {});
    assert.equal(reserved.body.code, 'wallet.frozen');
    const quote = await world.customer.get('/v1/quote?for=credit');
    assert.deepEqual(quote.body.decision.clauses, ['F1']);
    assert.equal(quote.body.decision.facts.frozen, true);
    assert.match(quote.body.explanation.lines[0].text, /frozen/);
    assert.equal((await world.other.get('/v1/freeze')).body.frozen, false);
  });

  it('is not confirmed by who proposed it, nor by who may not', async () => {
    assert.equal((await world.support.post(`/v1/fraud/cases/${caseId}/confirm`, {})).status, 403);
    const own = await world.finance.post(`/v1/fraud/cases?customer=${world.other.id}`, {
      evidence: 'the same',
    });
    const refused = await world.finance.post(`/v1/fraud/cases/${own.body.id}/confirm`, {});
    assert.equal(refused.body.code, 'fraud.second_member_needed');
    const dismissed = await world.finance.post(`/v1/fraud/cases/${own.body.id}/dismiss`, {
      reason: 'a mistake',
    });
    assert.equal(dismissed.body.state, 'dismissed');
  });

  it('is confirmed once, however often the request is sent', async () => {
    const confirm = () => world.finance.post(`/v1/fraud/cases/${caseId}/confirm`, {}, { key: 'once' });
    const first = await confirm();
    assert.equal(first.body.state, 'confirmed');
    assert.equal(first.body.forfeited, '46.00');
    assert.deepEqual((await confirm()).body, first.body);
    await world.settle();
    assert.equal((await world.customer.get('/v1/wallet')).body.credit, '0.00');
    const mails = (await world.customer.get('/v1/mails')).body.items;
    const about = mails.map((mail: { about: string }) => mail.about);
    assert.ok(about.includes('funds_forfeited') && about.includes('account_frozen'), String(about));
  });

  it('is appealed against by the customer, rejected with a reason that they read, and upheld at last', async () => {
    await world.customer.post('/v1/freeze/appeals', { text: 'They are the cards of my family.' });
    const listed = await world.support.get('/v1/fraud/cases?state=confirmed');
    assert.deepEqual(
      listed.body.items.map((one: { id: string; hasOpenAppeal: boolean }) => [one.id, one.hasOpenAppeal]),
      [[caseId, true]],
    );
    await world.admin.post(`/v1/fraud/cases/${caseId}/appeal/reject`, { reason: 'Two are reported stolen' });
    const { appeals } = (await world.customer.get('/v1/freeze')).body;
    assert.equal(appeals[0].reason, 'Two are reported stolen');
    await world.settle();
    const [mail] = (await world.customer.get('/v1/mails')).body.items;
    assert.equal(mail.about, 'appeal_rejected');
    await world.support.post(`/v1/freeze/appeals?customer=${world.customer.id}`, { text: 'By telephone: …' });
    const upheld = await world.admin.post(`/v1/fraud/cases/${caseId}/appeal/uphold`, {
      reason: 'It was not them',
    });
    assert.equal(upheld.body.state, 'upheld');
    await world.settle();
    assert.equal((await world.customer.get('/v1/wallet')).body.credit, '46.00');
    const statement = (await world.customer.get('/v1/wallet/statement')).body.items;
    assert.deepEqual(
      statement.slice(0, 2).map((line: { kind: string; code: string }) => `${line.kind} ${line.code}`),
      ['return fraud.returned', 'removal fraud.forfeited'],
    );
    assert.equal((await world.customer.get('/v1/freeze')).body.frozen, false);
  });

  it('is told to staff when a signal proposes it, when a customer appeals, and when a payer disputes', async () => {
    // What happened before their own case was dismissed counts no more.
    world.clock.moveTo(world.clock.now().add({ minutes: 1 }));
    await world.admin.put('/v1/fraud/signals/failed_cards', { count: 2, windowMinutes: 60 });
    const paid = await world.other.post('/v1/payments', { processor: 'paypal', amount: '5.00' });
    await world.settle();
    await world.admin.post('/v1/sandbox/disputes', { paymentId: paid.body.id, do: 'open' });
    const card = { processor: 'card', amount: '5.00', sandbox: { outcome: 'fails' } };
    for (const _ of [1, 2]) await world.other.post('/v1/payments', card);
    await world.settle();
    const { items } = (await world.support.get('/v1/mails?about=waits_for_staff')).body;
    assert.deepEqual(
      items.map(({ customerId, subject }: { customerId: string | null; subject: string }) => [
        customerId,
        subject.split(':')[0],
      ]),
      [
        [null, 'A signal proposed a case of fraud'],
        [null, 'A payment is disputed'],
        [null, 'A customer appeals'],
        [null, 'A customer appeals'],
      ],
    );
    assert.match(items[0].body, /> 2 card payments that failed within/);
    assert.match(items.at(-1).body, /> They are the cards of my family\./);
    const theirs = (await world.other.get('/v1/mails')).body.items.map(
      (mail: { about: string }) => mail.about,
    );
    assert.ok(!theirs.includes('waits_for_staff'), String(theirs));
  });

  it('is in the audit log, step by step', async () => {
    const { items } = (await world.finance.get(`/v1/audit-log?customer=${world.customer.id}`)).body;
    assert.deepEqual(
      items
        .map((entry: { action: string }) => entry.action)
        .filter((action: string) => action.startsWith('fraud.'))
        .toReversed(),
      ['fraud.proposed', 'fraud.confirmed', 'fraud.appeal_rejected', 'fraud.appeal_entered', 'fraud.upheld'],
    );
  });
});
