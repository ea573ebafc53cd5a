import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testApp, type Caller, type Reply, type TestApp } from '../support/app.ts';

const ok = (reply: Reply, status = 200) => {
  assert.equal(reply.status, status, reply.text);
  return reply.body;
};

/** What the browser would send back: the cookies of an answer, without their attributes. */
const cookiesOf = ({ headers }: Reply): string =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .join('; ');

describe('a customer, from the first visit to the last cent:', () => {
  let world: TestApp;
  let ada: Caller;
  const account = {
    name: 'Grace',
    email: 'grace@example.net',
    password: 'quite a long password',
    language: 'it',
  };
  const number = '+390612345673';

  before(async () => {
    world = await testApp();
  });
  after(() => world.close());

  it('signs up, and cannot sign in before the address is proven', async () => {
    const { customerId } = ok(await world.visitor.post('/v1/sign-up', account), 201);
    assert.match(customerId, /^[0-9a-f-]{36}$/);
    const early = await world.visitor.post('/v1/auth/sign-in/email', account);
    assert.deepEqual([early.status, early.body.code], [403, 'sign_in.email_not_verified']);
  });

  it('proves the address by the link of the mail, and signs in', async () => {
    await world.settle();
    const mails = ok(await world.support.get('/v1/mails?about=email_verification'));
    const mail = mails.items.find(({ recipient }: { recipient: string }) => recipient === account.email);
    assert.equal(mail.language, 'it');
    const link = new URL(/http:\S+/.exec(mail.body)![0]);
    const proven = await world.visitor.get(`${link.pathname}${link.search}`);
    assert.equal(proven.status, 302, proven.text);
    const signedIn = await world.visitor.post('/v1/auth/sign-in/email', account);
    ok(signedIn);
    ada = world.callerWith({ cookie: cookiesOf(signedIn) });
    const shown = ok(await ada.get('/v1/account'));
    assert.equal(shown.email, account.email);
    assert.equal(shown.acceptances[0].policyVersionId, 1);
  });

  it('tops up, finds a number in Rome and buys it', async () => {
    const paid = ok(await ada.post('/v1/payments', { processor: 'paypal', amount: '50.00' }), 201);
    assert.equal(paid.state, 'pending');
    await world.settle();
    assert.deepEqual(
      [ok(await ada.get(`/v1/payments/${paid.id}`))].map(({ state, fee }) => ({ state, fee })),
      [{ state: 'succeeded', fee: '2.05' }],
    );
    const found = ok(await ada.get('/v1/catalogue/numbers?city=roma&digits=5673'));
    assert.deepEqual(
      found.items.map((one: { number: string; monthly: string }) => [one.number, one.monthly]),
      [[number, '4.00']],
    );
    ok(await ada.put(`/v1/reservations/${number}`));
    const bought = ok(await ada.post('/v1/numbers', { number, months: 1 }), 201);
    assert.deepEqual(
      { ...bought, journalId: undefined },
      { number, state: 'active', paidUntil: '2022-04-10', amount: '4.00', journalId: undefined },
    );
    assert.deepEqual(ok(await ada.get('/v1/reservations')).items, []);
  });

  it('stops the renewal, is in quarantine a month later, and has the number back', async () => {
    ok(await ada.patch(`/v1/numbers/${encodeURIComponent(number)}`, { renewal: false }));
    await world.moveTo('2022-05-12T10:00');
    const lost = ok(await ada.get(`/v1/numbers/${number}`));
    assert.deepEqual([lost.state, lost.restorableUntil], ['quarantined', '2022-05-14']);
    const back = ok(await ada.post(`/v1/numbers/${number}/restore`));
    assert.deepEqual([back.state, back.paidUntil, back.amount], ['active', '2022-06-10', '8.00']);
    const again = await ada.post(`/v1/numbers/${number}/restore`);
    assert.deepEqual([again.status, again.body.code], [409, 'numbers.not_quarantined']);
  });

  it('reads what was paid with what', async () => {
    const { items } = ok(await ada.get('/v1/wallet/statement'));
    assert.deepEqual(
      items.map((line: Record<string, unknown>) => [
        line['code'],
        line['change'],
        line['number'],
        line['period'],
      ]),
      [
        ['rental.restored', '-4.00', number, { from: '2022-05-10', until: '2022-06-10' }],
        ['rental.restored', '-4.00', number, { from: '2022-04-10', until: '2022-05-10' }],
        ['rental.started', '-4.00', number, { from: '2022-03-10', until: '2022-04-10' }],
        ['topup.succeeded', '50.00', null, null],
      ],
    );
    const [payment] = ok(await ada.get('/v1/payments')).items;
    assert.deepEqual(items[0].shares, [{ origin: 'payment', paymentId: payment.id, amount: '4.00' }]);
    const kinds = ok(await ada.get(`/v1/numbers/${number}/history`)).items.map(
      ({ kind }: { kind: string }) => kind,
    );
    assert.deepEqual(kinds.slice(0, 2), ['restored', 'quarantined']);
  });

  it('leaves: the quote says what the refund then does, in the reader’s language', async () => {
    const quote = ok(
      await ada.get('/v1/quote?for=credit', { headers: { 'accept-language': 'it-CH, en;q=0.5' } }),
    );
    assert.equal(quote.decision.paidBack, '35.95');
    assert.match(quote.explanation.summary, /^Ti vengono rimborsati 35,95\s€/);
    const refund = ok(await ada.post('/v1/refunds', { for: 'credit' }), 201);
    assert.deepEqual(refund.decision, quote.decision);
    assert.deepEqual(refund.decision.clauses, ['R1', 'R4']);
    await world.settle();
    const [payout] = ok(await ada.get(`/v1/payouts?refundId=${refund.id}`)).items;
    assert.deepEqual([payout.amount, payout.retained, payout.state], ['35.95', '2.05', 'succeeded']);
    assert.equal(ok(await ada.get('/v1/wallet')).credit, '0.00');
    assert.deepEqual(ok(await ada.get(`/v1/refunds/${refund.id}`)).decision, refund.decision);
  });

  it('is refused the rental of a period that was paid, as a decision', async () => {
    const refused = ok(await ada.post('/v1/refunds', { for: 'rental', number }), 201);
    assert.deepEqual([refused.decision.outcome, refused.decision.clauses], ['refused', ['N2']]);
    const quoted = ok(await ada.get(`/v1/quote?for=rental&number=${number}`));
    assert.deepEqual(quoted.decision, refused.decision, 'also with a plus that was not encoded');
  });

  it('was written to about all of it', async () => {
    const { items } = ok(await ada.get('/v1/mails'));
    const about = new Set(items.map((mail: { about: string }) => mail.about));
    for (const expected of ['number_quarantined', 'number_restored', 'refund_decided'])
      assert(about.has(expected), expected);
    assert(items.every((mail: { language: string }) => mail.language === 'it'));
  });

  it('leaves books in which everything is right', async () => {
    const checked = ok(await world.finance.get('/v1/ledger/check'));
    const wrong = checked.findings.filter((finding: { ok: boolean }) => !finding.ok);
    assert.deepEqual(wrong, []);
  });

  it('signs out, and the cookie is worth nothing', async () => {
    ok(await ada.post('/v1/auth/sign-out', {}, { headers: { origin: 'http://localhost:8080' } }));
    assert.equal((await ada.get('/v1/account')).status, 401);
  });
});
