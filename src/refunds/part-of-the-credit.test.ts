import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { creditOf, eventsOf, faultsOf, pay, paymentNow, settle, spend } from '../../test/support/payments.ts';
import { leavingWorld, promote, quote, refund, told } from '../../test/support/refunds.ts';

describe('a part of the credit', () => {
  it('comes from the newest payments first, fees within the amount', async () => {
    const world = await leavingWorld();
    await pay(world, '10.00', 'card');
    await pay(world, '20.00', 'paypal');
    const { decision } = await refund(world, { amount: '25.00' });
    // 20.00 of PayPal less 1.03, and 5.00 of the card less 0.40.
    assert.equal(told(decision), 'granted 25.00 - 1.43 = 23.57 by R1 R4 to 18.97 and 4.60');
    assert.deepEqual(await creditOf(world), ['5.00 payment']);
    await settle(world);
    assert.deepEqual(await faultsOf(world), []);
  });

  for (const [retainedFees, parts] of [
    ['whole', ['10.00 - 2.05 = 7.95', '10.00 - 0.00 = 10.00', '30.00 - 0.00 = 30.00']],
    ['proportional', ['10.00 - 0.41 = 9.59', '10.00 - 0.41 = 9.59', '30.00 - 1.23 = 28.77']],
  ] as const) {
    it(`and the next ones retain a fee once in all, with fees retained ${retainedFees}`, async () => {
      const world = await leavingWorld({ retainedFees });
      const payment = await pay(world, '50.00', 'paypal');
      const amounts: string[] = [];
      for (const amount of ['10.00', '10.00', undefined]) {
        amounts.push(/\d.*?(?= by)/.exec(told((await refund(world, { amount })).decision))![0]);
        await settle(world);
        assert.deepEqual(await faultsOf(world), []);
      }
      assert.deepEqual(amounts, parts);
      assert.equal((await paymentNow(world, payment.id)).feeRetainedMicros, 2_050_000n);
    });
  }

  it('above what can be paid back is refused, and nothing is kept of it', async () => {
    const world = await leavingWorld();
    await pay(world, '10.00', 'bank');
    await promote(world, '5.00');
    await assert.rejects(quote(world, { amount: '10.01' }), { code: 'refunds.amount_too_high' });
    await assert.rejects(refund(world, { amount: '10.01' }), { code: 'refunds.amount_too_high' });
    await assert.rejects(refund(world, { amount: '99.00' }), { code: 'refunds.amount_too_high' });
    await assert.rejects(refund(world, { amount: '0' }), { code: 'refunds.amount_not_positive' });
    assert.deepEqual(await eventsOf(world, 'refunds.decided'), []);
    assert.equal(
      told((await refund(world, { amount: '10.00' })).decision),
      'granted 10.00 - 0.00 = 10.00 by R1 to 10.00',
    );
  });

  it('of nothing but promotional credit is decided, so that the customer reads why', async () => {
    const world = await leavingWorld();
    await promote(world, '5.00');
    assert.equal(
      told((await refund(world, { amount: '5.00' })).decision),
      'refused 0.00 - 0.00 = 0.00 by N5',
    );
    await assert.rejects(refund(world, { amount: '5.01' }), { code: 'refunds.amount_too_high' });
  });

  it('below a cent stays as credit', async () => {
    const world = await leavingWorld();
    await pay(world, '10.00', 'bank');
    await spend(world, '0.012');
    const { decision } = await refund(world);
    assert.equal(told(decision), 'granted 9.98 - 0.00 = 9.98 by R1 to 9.98');
    assert.deepEqual(await creditOf(world), ['0.008 payment']);
    assert.deepEqual(await faultsOf(world), []);
  });
});
