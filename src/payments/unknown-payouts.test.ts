import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction, Outage } from '#platform';
import {
  advance,
  creditOf,
  faultsOf,
  live,
  pay,
  payBack,
  payingWorld,
  payoutNow,
  payoutsNow,
  settle,
  type PayingWorld,
} from '../../test/support/payments.ts';
import { askForPayouts } from './ask-for-payouts.ts';
import { claimPayouts, hurryPayout } from './store/payouts.ts';

/** Refund objects at the sandbox. */
const refundsAt = async ({ db }: PayingWorld): Promise<number> =>
  (await db.selectFrom('payments.sandboxObject').select('reference').where('kind', '=', 'refund').execute())
    .length;

describe('a payout whose outcome is unknown', () => {
  const spied = (world: PayingWorld) => {
    const calls: string[] = [];
    const { paypal } = world.processors;
    const watched: typeof paypal = {
      ...paypal,
      refundPayment: (order) => {
        calls.push('refund');
        return paypal.refundPayment(order);
      },
      fetchRefund: (lookup) => {
        calls.push('fetch');
        return paypal.fetchRefund(lookup);
      },
    };
    return { calls, world: { ...world, processors: { ...world.processors, paypal: watched } } };
  };

  it('is asked about, and not paid a second time', async () => {
    const { calls, world } = spied(await payingWorld());
    const payment = await pay(world, '50.00', 'paypal', { refund: 'outcome_unknown' });
    const payout = await payBack(world, payment, { amount: '40.00' });
    await settle(world);
    await live(world, { minutes: 5 });
    assert.equal((await payoutNow(world, payout.id)).state, 'succeeded');
    assert.deepEqual(
      calls.filter((call) => call === 'refund'),
      ['refund'],
    );
    assert.equal(calls[1], 'fetch');
    assert.equal(await refundsAt(world), 1);
    assert.deepEqual(await faultsOf(world), []);
  });

  it('stays under way while the processor cannot be reached', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'paypal');
    const payout = await payBack(world, payment, { amount: '40.00' });
    const fail = () => Promise.reject(new Outage('paypal', 'down', { retryable: true }));
    const down: PayingWorld = {
      ...world,
      processors: {
        ...world.processors,
        paypal: { ...world.processors.paypal, refundPayment: fail, fetchRefund: fail },
      },
    };
    await live(down, { minutes: 30 });
    assert.equal((await payoutNow(world, payout.id)).state, 'attempting');
    assert.deepEqual(await creditOf(world), ['10.00 payment']);
    await live(world, { hours: 6 });
    assert.equal((await payoutNow(world, payout.id)).state, 'succeeded');
    assert.equal(await refundsAt(world), 1);
  });

  for (const called of ['before', 'after'] as const) {
    it(`because the worker died ${called} its call is taken up when the claim runs out`, async () => {
      const { calls, world } = spied(await payingWorld());
      const payment = await pay(world, '50.00', 'paypal');
      const { id: key, amountMicros } = await payBack(world, payment, { amount: '40.00' });
      const now = world.context.clock.now();
      await inTransaction(world.db, (tx) =>
        claimPayouts(tx, { now, leaseUntil: now.add({ minutes: 2 }), limit: 10 }),
      );
      if (called === 'after') {
        await world.processors.paypal.refundPayment({
          key,
          paymentReference: payment.reference!,
          amountMicros,
          currency: 'EUR',
        });
      }
      await live(world, { minutes: 2 });
      assert.equal((await payoutNow(world, key)).state, 'succeeded');
      assert.deepEqual(
        calls.filter((call) => call === 'refund'),
        ['refund'],
      );
      assert.equal(await refundsAt(world), 1);
      assert.deepEqual(await faultsOf(world), []);
    });
  }

  it('is looked at again at once when a webhook speaks of it while it is asked for', async () => {
    const { calls, world } = spied(await payingWorld());
    const { paypal } = world.processors;
    const interrupted: typeof paypal = {
      ...paypal,
      refundPayment: async (order) => {
        const answer = await paypal.refundPayment(order);
        const by = { reference: null, id: order.key };
        await inTransaction(world.db, (tx) => hurryPayout(tx, 'paypal', by, world.context.clock.now()));
        return answer;
      },
    };
    const payment = await pay(world, '50.00', 'paypal', { refund: 'pending' });
    await payBack(world, payment, { amount: '40.00' });
    await world.db.updateTable('payments.sandboxObject').set({ changesAt: null }).execute();
    const { db, context } = world;
    await askForPayouts(db, context, { ...world.processors, paypal: interrupted });
    assert.deepEqual(calls, ['refund', 'fetch']);
  });

  it('with two workers at once is paid once', async () => {
    const world = await payingWorld();
    for (let index = 0; index < 4; index += 1)
      await payBack(world, await pay(world, '5.00', 'card', { refund: 'succeeds_then_fails' }), {
        amount: '5.00',
      });
    await Promise.all([settle(world), settle(world), settle(world)]);
    await settle(world);
    assert.equal(await refundsAt(world), 4);
    assert.deepEqual(
      (await payoutsNow(world)).map((payout) => payout.state),
      Array(4).fill('succeeded'),
    );
    advance(world, { hours: 24 });
    await Promise.all([settle(world), settle(world), settle(world)]);
    await settle(world);
    assert.deepEqual(await creditOf(world), Array(4).fill('5.00 payment'));
    assert.deepEqual(await faultsOf(world), []);
  });
});
