import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freezeWallet, openHold, payDebt, releaseHold, thawWallet } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { inTransaction, newId } from '#platform';
import { dispute, disputesNow, standingOf } from '../../../test/support/disputes.ts';
import {
  creditOf,
  eventsOf,
  faultsOf,
  housesOf,
  live,
  pay,
  payBack,
  paymentNow,
  payingWorld,
  payoutNow,
  settle,
  spend,
} from '../../../test/support/payments.ts';
import { playSandboxDispute } from '../adapters/sandbox/index.ts';
import { promoteCustomer } from '../promote-customer.ts';
import { disputeById } from './read-disputes.ts';

describe('a dispute', () => {
  for (const processor of ['paypal', 'card', 'bank'] as const) {
    it(`at ${processor} holds what is unspent, and gives it back when it is won`, async () => {
      const world = await payingWorld();
      const payment = await pay(world, '50.00', processor);
      await spend(world, '10.00');
      const before = await creditOf(world);
      await dispute(world, payment, 'open');
      assert.equal(await standingOf(world), 'credit 40.00, held 40.00, debt 0.00');
      assert.deepEqual(await creditOf(world), []);
      await assert.rejects(spend(world, '1.00'), { code: 'wallet.insufficient_credit' });
      assert.deepEqual(await faultsOf(world), []);
      await dispute(world, payment, 'win');
      assert.equal(await standingOf(world), 'credit 40.00, held 0.00, debt 0.00');
      assert.deepEqual(await creditOf(world), before);
      assert.deepEqual(await faultsOf(world), []);
      assert.equal((await eventsOf(world, 'payments.dispute_opened')).length, 1);
      assert.equal((await eventsOf(world, 'payments.dispute_won')).length, 1);
    });

    it(`at ${processor} that is lost takes what is unspent, then other credit, then leaves a debt`, async () => {
      const world = await payingWorld();
      const payment = await pay(world, '50.00', processor);
      await spend(world, '30.00');
      await pay(world, '12.00', 'bank');
      await dispute(world, payment, 'open');
      assert.equal(await standingOf(world), 'credit 32.00, held 20.00, debt 0.00');
      await dispute(world, payment, 'lose');
      assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 18.00');
      const [lost] = await disputesNow(world);
      assert.equal(toDecimal(lost!.takenMicros), '32.00');
      assert.equal(toDecimal(lost!.owedMicros), '18.00');
      assert.equal(toDecimal((await paymentNow(world, payment.id)).lostMicros), '50.00');
      assert.deepEqual(await faultsOf(world), []);
      await pay(world, '20.00', 'bank');
      assert.equal(await standingOf(world), 'credit 2.00, held 0.00, debt 0.00');
      assert.deepEqual(await faultsOf(world), []);
    });
  }

  it('whose webhooks come again and again moves nothing a second time', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'card', { repeats: 3 });
    await dispute(world, payment, 'open');
    await live(world, { hours: 2 });
    await dispute(world, payment, 'lose');
    await dispute(world, payment, 'lose');
    await live(world, { hours: 2 });
    assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 0.00');
    assert.equal((await eventsOf(world, 'payments.dispute_lost')).length, 1);
    assert.deepEqual(await faultsOf(world), []);
  });

  it('charges its fee to us, once', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'card');
    await dispute(world, payment, 'open', { fee: '15.00' });
    await dispute(world, payment, 'win');
    assert.equal(await standingOf(world), 'credit 50.00, held 0.00, debt 0.00');
    assert.ok((await housesOf(world)).includes('dispute_fees -15.00'));
    assert.deepEqual(await faultsOf(world), []);
  });

  it('of a part holds and takes no more than that part', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'paypal');
    await dispute(world, payment, 'open', { amount: '20.00' });
    assert.equal(await standingOf(world), 'credit 50.00, held 20.00, debt 0.00');
    await dispute(world, payment, 'lose');
    assert.equal(await standingOf(world), 'credit 30.00, held 0.00, debt 0.00');
    // A second one has only what is left of the payment to take; the rest of what it takes is ours to bear.
    await dispute(world, payment, 'open', { amount: '40.00' });
    await dispute(world, payment, 'lose');
    assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 0.00');
    assert.ok((await housesOf(world)).includes('dispute_fees -10.00'));
    assert.deepEqual(await faultsOf(world), []);
  });

  it('takes promotional credit last', async () => {
    const world = await payingWorld();
    const { db, context, customerId } = world;
    const payment = await pay(world, '10.00', 'bank');
    await spend(world, '10.00');
    const gift = { customerId, amountMicros: fromDecimal('5.00'), key: 'gift', reason: 'a test' };
    await inTransaction(db, (tx) => promoteCustomer(tx, context, gift));
    await pay(world, '8.00', 'bank');
    await dispute(world, payment, 'open', { amount: '9.00' });
    await dispute(world, payment, 'lose');
    assert.deepEqual(await creditOf(world), ['4.00 promotion']);
    assert.deepEqual(await faultsOf(world), []);
  });
});

describe('one dispute', () => {
  it('is shown to its customer, and to nobody else', async () => {
    const world = await payingWorld();
    const { db, context, customerId } = world;
    await dispute(world, await pay(world, '10.00', 'paypal'), 'open');
    const { id } = (await disputesNow(world))[0]!;
    assert.equal((await inTransaction(db, (tx) => disputeById(tx, id, { customerId }))).state, 'open');
    const other = { customerId: newId(context.clock) };
    const unknown = { code: 'payments.dispute_unknown' };
    await assert.rejects(
      inTransaction(db, (tx) => disputeById(tx, id, other)),
      unknown,
    );
  });

  it('of another shop of the same account is left alone', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '10.00', 'card');
    await world.pool.query('update payments.payment set id = gen_random_uuid()');
    await dispute(world, payment, 'open');
    assert.deepEqual(await disputesNow(world), []);
    assert.equal(await standingOf(world), 'credit 10.00, held 0.00, debt 0.00');
  });
});

describe('a dispute and a payout of the same payment', () => {
  it('what was paid back is not taken again, and what was retained is ours to bear', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'paypal');
    await payBack(world, payment, { amount: '47.95', retained: '2.05' });
    await settle(world);
    await dispute(world, payment, 'open');
    assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 0.00');
    await dispute(world, payment, 'lose');
    assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 0.00');
    assert.ok((await housesOf(world)).includes('dispute_fees -2.05'));
    assert.deepEqual(await faultsOf(world), []);
  });

  it('a payout that waits when it opens is refused by the processor, and its credit is held', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'paypal');
    const payout = await payBack(world, payment, { amount: '30.00' });
    // The payer is faster than our order.
    await playSandboxDispute(world.processors, 'paypal', {
      paymentId: payment.id,
      reference: null,
      do: 'open',
    });
    await settle(world);
    assert.equal((await payoutNow(world, payout.id)).failure, 'charge_disputed');
    assert.equal(await standingOf(world), 'credit 50.00, held 50.00, debt 0.00');
    assert.deepEqual(await faultsOf(world), []);
    await dispute(world, payment, 'win');
    assert.equal(await standingOf(world), 'credit 50.00, held 0.00, debt 0.00');
    assert.deepEqual(await faultsOf(world), []);
  });

  it('a payout that bounces after it was lost is taken by it', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'card', { refund: 'succeeds_then_fails' });
    await payBack(world, payment, { amount: '30.00' });
    await settle(world);
    await dispute(world, payment, 'open', { amount: '50.00' });
    await dispute(world, payment, 'lose');
    // 20.00 of ours, 30.00 that the payer seemed to have had already.
    assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 0.00');
    await live(world, { hours: 48 });
    assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 0.00');
    assert.equal(toDecimal((await paymentNow(world, payment.id)).lostMicros), '50.00');
    assert.deepEqual(await faultsOf(world), []);
  });
});

describe('a dispute that a processor reverses', () => {
  it('gives back what left, what had paid the debt, and what was still owed', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '10.00', 'card');
    await spend(world, '4.00');
    await dispute(world, payment, 'open');
    await dispute(world, payment, 'lose');
    await pay(world, '3.00', 'bank');
    assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 1.00');
    await dispute(world, payment, 'win');
    assert.equal(await standingOf(world), 'credit 9.00, held 0.00, debt 0.00');
    assert.deepEqual(await creditOf(world), ['6.00 payment', '3.00 goodwill']);
    assert.deepEqual(await faultsOf(world), []);
    await dispute(world, payment, 'lose');
    await dispute(world, payment, 'win');
    assert.equal(await standingOf(world), 'credit 9.00, held 0.00, debt 0.00');
    assert.deepEqual(await faultsOf(world), []);
  });
});

describe('while a wallet', () => {
  it('has a call in progress, what it keeps is held by the dispute when it is free', async () => {
    const world = await payingWorld();
    const { db, context, customerId } = world;
    const payment = await pay(world, '10.00', 'paypal');
    const hold = await inTransaction(db, (tx) =>
      openHold(tx, context, {
        key: 'call',
        walletId: customerId,
        purpose: 'call',
        amountMicros: fromDecimal('3.00'),
        expiresAt: context.clock.now().add({ hours: 1 }),
      }),
    );
    await dispute(world, payment, 'open');
    assert.equal(await standingOf(world), 'credit 10.00, held 10.00, debt 0.00');
    await inTransaction(db, (tx) => releaseHold(tx, context, hold.id));
    assert.equal(await standingOf(world), 'credit 10.00, held 7.00, debt 0.00');
    await live(world, { minutes: 5 });
    assert.equal(await standingOf(world), 'credit 10.00, held 10.00, debt 0.00');
    assert.deepEqual(await faultsOf(world), []);
  });

  it('has a call in progress, what is lost becomes a debt that is paid when the call ends', async () => {
    const world = await payingWorld();
    const { db, context, customerId } = world;
    const payment = await pay(world, '10.00', 'paypal');
    const hold = await inTransaction(db, (tx) =>
      openHold(tx, context, {
        key: 'call',
        walletId: customerId,
        purpose: 'call',
        amountMicros: fromDecimal('3.00'),
        expiresAt: context.clock.now().add({ hours: 1 }),
      }),
    );
    await dispute(world, payment, 'open');
    await dispute(world, payment, 'lose');
    assert.equal(await standingOf(world), 'credit 3.00, held 3.00, debt 3.00');
    await inTransaction(db, (tx) => releaseHold(tx, context, hold.id));
    assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 0.00');
    assert.deepEqual(await faultsOf(world), []);
  });

  it('is frozen, disputes go on; what is owed is paid when it is free again', async () => {
    const world = await payingWorld();
    const { db, context, customerId } = world;
    const payment = await pay(world, '10.00', 'paypal');
    await spend(world, '2.00');
    await inTransaction(db, (tx) => freezeWallet(tx, context, customerId));
    await dispute(world, payment, 'open');
    await dispute(world, payment, 'lose');
    assert.equal(await standingOf(world), 'credit 0.00, held 0.00, debt 2.00');
    await dispute(world, payment, 'win');
    assert.equal(await standingOf(world), 'credit 8.00, held 0.00, debt 0.00');
    await inTransaction(db, async (tx) => {
      await thawWallet(tx, customerId);
      await payDebt(tx, context, customerId);
    });
    assert.equal(await standingOf(world), 'credit 8.00, held 0.00, debt 0.00');
    assert.deepEqual(await faultsOf(world), []);
  });
});
