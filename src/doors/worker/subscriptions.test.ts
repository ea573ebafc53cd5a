import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { testApp, type TestApp } from '../../../test/support/app.ts';

const number = '+390612345670';

describe('credit that arrives while a number waits in quarantine,', () => {
  let shop: TestApp;
  beforeEach(async () => {
    shop = await testApp();
  });
  afterEach(() => shop.close());

  const holdOneNumber = async (sandbox: object = {}): Promise<void> => {
    await shop.customer.post('/v1/payments', { processor: 'bank', amount: '10.00', sandbox });
    await shop.settle();
    assert.equal((await shop.customer.post('/v1/numbers', { number })).status, 201);
  };
  const leave = async (): Promise<void> => {
    assert.equal(
      (await shop.customer.post('/v1/refunds', { for: 'credit' })).body.decision.outcome,
      'granted',
    );
    await shop.settle();
  };
  const promote = async (amount: string): Promise<void> => {
    const order = { amount, reason: 'Sorry' };
    const { status } = await shop.finance.post(`/v1/wallet/promotions?customer=${shop.customer.id}`, order);
    assert.equal(status, 201);
  };
  const standing = async (): Promise<string> => {
    const { state, paidUntil } = (await shop.support.get(`/v1/stock/numbers/${number}`)).body;
    return `${state} ${paidUntil}`;
  };
  const credit = async (): Promise<string> => (await shop.customer.get('/v1/wallet')).body.credit;
  /** The clock goes on, and no worker is there. */
  const sleepUntil = (local: string): void =>
    shop.clock.moveTo(Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Rome').toInstant());

  it('restores it, also when it is what a payout that bounced brings back', async () => {
    await holdOneNumber({ refund: 'succeeds_then_fails', refundAfter: 'P40D' });
    await leave();
    await shop.moveTo('2022-04-18T12:00');
    assert.equal(await standing(), 'quarantined 2022-04-10');
    await shop.moveTo('2022-04-20T12:00');
    assert.equal(await standing(), 'active 2022-05-10');
    assert.equal(await credit(), '2.00');
  });

  it('restores it as at that instant, when the worker comes back after the quarantine should have ended', async () => {
    await holdOneNumber();
    await leave();
    await shop.moveTo('2022-05-08T12:00');
    await promote('20.00');
    sleepUntil('2022-05-20T12:00');
    await shop.settle();
    // The missed period, and since then the one of 10 May.
    assert.equal(await standing(), 'active 2022-06-10');
    assert.equal(await credit(), '12.00');
  });

  it('comes too late at the instant at which the quarantine ends', async () => {
    await holdOneNumber();
    await leave();
    await shop.moveTo('2022-05-13T12:00');
    sleepUntil('2022-05-14T00:00');
    await promote('20.00');
    await shop.settle();
    assert.equal(await standing(), 'dismissed null');
    assert.equal(await credit(), '20.00');
  });
});
