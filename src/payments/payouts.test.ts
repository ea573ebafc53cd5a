import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { fromDecimal, toDecimal } from '#money';
import { inTransaction } from '#platform';
import {
  creditOf,
  eventsOf,
  faultsOf,
  live,
  nextDue,
  pay,
  payBack,
  paymentNow,
  payingWorld,
  payoutNow,
  settle,
  spend,
  type PayingWorld,
} from '../../test/support/payments.ts';
import { orderPayouts } from './index.ts';

/** Refund objects at the sandbox. */
const refundsAt = async ({ db }: PayingWorld): Promise<number> =>
  (await db.selectFrom('payments.sandboxObject').select('reference').where('kind', '=', 'refund').execute())
    .length;

describe('a payout', () => {
  for (const processor of ['paypal', 'card', 'bank'] as const) {
    it(`by ${processor} goes back to its payment, and is settled`, async () => {
      const world = await payingWorld();
      const payment = await pay(world, '50.00', processor);
      const payout = await payBack(world, payment, { amount: '40.00' });
      assert.equal(payout.state, 'waiting');
      await settle(world);
      const { state, reference, closedAt } = await payoutNow(world, payout.id);
      assert.equal(state, 'succeeded');
      assert.ok(reference);
      assert.equal(String(closedAt), String(world.context.clock.now()));
      assert.deepEqual(await creditOf(world), ['10.00 payment']);
      assert.equal(toDecimal((await paymentNow(world, payment.id)).paidBackMicros), '40.00');
      assert.equal((await eventsOf(world, 'payments.payout_succeeded')).length, 1);
      assert.deepEqual(await faultsOf(world), []);
      await live(world, { hours: 31 * 24 });
      assert.equal(await nextDue(world), null);
      assert.equal(await refundsAt(world), 1);
    });

    it(`by ${processor} that is pending is settled a day later`, async () => {
      const world = await payingWorld();
      const payout = await payBack(world, await pay(world, '50.00', processor, { refund: 'pending' }), {
        amount: '40.00',
      });
      await live(world, { hours: 23 });
      assert.equal((await payoutNow(world, payout.id)).state, 'pending');
      assert.deepEqual(await faultsOf(world), []);
      await live(world, { hours: 1 });
      assert.equal((await payoutNow(world, payout.id)).state, 'succeeded');
      assert.deepEqual(await faultsOf(world), []);
    });

    it(`by ${processor} that fails comes back to its lot, with what was retained`, async () => {
      const world = await payingWorld();
      const payment = await pay(world, '50.00', processor, { refund: ['fails', 'succeeds'] });
      await pay(world, '7.00', 'bank');
      await spend(world, '10.00');
      // A bank takes no fee of which something could be retained.
      const order = processor === 'bank' ? { amount: '40.00' } : { amount: '39.00', retained: '1.00' };
      const payout = await payBack(world, payment, order);
      assert.deepEqual(await creditOf(world), ['7.00 payment']);
      await settle(world);
      const { state, failure } = await payoutNow(world, payout.id);
      assert.equal(state, 'failed');
      assert.ok(failure);
      assert.deepEqual(await creditOf(world), ['40.00 payment', '7.00 payment']);
      assert.equal((await paymentNow(world, payment.id)).paidBackMicros, 0n);
      assert.equal((await paymentNow(world, payment.id)).feeRetainedMicros, 0n);
      assert.equal((await eventsOf(world, 'payments.payout_failed')).length, 1);
      assert.equal((await eventsOf(world, 'payments.credited')).length, 2);
      assert.deepEqual(await faultsOf(world), []);

      const again = await payBack(world, payment, order);
      await settle(world);
      assert.equal((await payoutNow(world, again.id)).state, 'succeeded');
      assert.deepEqual(await creditOf(world), ['7.00 payment']);
      assert.deepEqual(await faultsOf(world), []);
    });

    it(`by ${processor} that fails after it had succeeded comes back to its lot once, and can be paid again`, async () => {
      const world = await payingWorld();
      const payment = await pay(world, '50.00', processor, {
        refund: ['succeeds_then_fails', 'succeeds'],
        refundAfter: 'P3D',
        repeats: 2,
      });
      const payout = await payBack(world, payment, { amount: '40.00' });
      await pay(world, '7.00', 'card');
      await settle(world);
      assert.equal((await payoutNow(world, payout.id)).state, 'succeeded');
      await live(world, { hours: 24 * 3 });
      assert.equal((await payoutNow(world, payout.id)).state, 'failed');
      assert.deepEqual(await creditOf(world), ['50.00 payment', '7.00 payment']);
      assert.deepEqual(await faultsOf(world), []);
      await live(world, { hours: 24 * 60 });
      assert.deepEqual(await creditOf(world), ['50.00 payment', '7.00 payment']);

      const again = await payBack(world, payment, { amount: '50.00' });
      await settle(world);
      assert.equal((await payoutNow(world, again.id)).state, 'succeeded');
      assert.deepEqual(await creditOf(world), ['7.00 payment']);
      assert.deepEqual(await faultsOf(world), []);
    });
  }

  it('that fails after the credit before it was spent is spent next', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'card', { refund: 'succeeds_then_fails' });
    await payBack(world, payment, { amount: '30.00' });
    await pay(world, '7.00', 'bank');
    await spend(world, '22.00');
    assert.deepEqual(await creditOf(world), ['5.00 payment']);
    await live(world, { hours: 24 });
    assert.deepEqual(await creditOf(world), ['30.00 payment', '5.00 payment']);
    assert.deepEqual(await faultsOf(world), []);
  });

  it('waits while the fee of its payment is unknown', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'card', { feeAfter: 'PT6H' });
    const payout = await payBack(world, payment, { amount: '40.00' });
    await live(world, { hours: 5 });
    assert.equal((await payoutNow(world, payout.id)).state, 'waiting');
    assert.equal(await refundsAt(world), 0);
    await live(world, { hours: 1 });
    assert.equal((await payoutNow(world, payout.id)).state, 'succeeded');
    assert.deepEqual(await faultsOf(world), []);
  });

  it('of more than its payment brought in is refused by the database, whatever asks for it', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '10.00', 'card');
    const order = (amount: string, feeFree = '0') =>
      inTransaction(world.db, (tx) =>
        orderPayouts(tx, world.context, {
          refundId: randomUUID(),
          customerId: world.customerId,
          journalId: 1n,
          payouts: [
            {
              paymentId: payment.id,
              amountMicros: fromDecimal(amount),
              retainedMicros: 0n,
              feeFreeMicros: fromDecimal(feeFree),
              method: 'processor',
              parts: [{ origin: 'payment', turn: 1n, part: 0, amountMicros: fromDecimal(amount) }],
            },
          ],
        }),
      );
    await assert.rejects(order('10.01'), /payment_returns_no_more_than_it_brought/);
    await order('6.00');
    await assert.rejects(order('4.01'), /payment_returns_no_more_than_it_brought/);
    await assert.rejects(
      inTransaction(world.db, (tx) =>
        orderPayouts(tx, world.context, {
          refundId: randomUUID(),
          customerId: randomUUID(),
          journalId: 1n,
          payouts: [
            {
              paymentId: payment.id,
              amountMicros: 1n,
              retainedMicros: 0n,
              feeFreeMicros: 0n,
              method: 'manual',
              parts: [{ origin: 'payment', turn: 1n, part: 0, amountMicros: 1n }],
            },
          ],
        }),
      ),
      { code: 'payments.unknown' },
    );
    // The payout that was ordered past the wallet is found.
    assert.match((await faultsOf(world)).join(), /refunds-payable-are-the-open-payouts/);
  });
});
