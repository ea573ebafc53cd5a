import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromDecimal, toDecimal } from '#money';
import { inTransaction } from '#platform';
import type { ProcessorName } from '#policy';
import {
  askToPay,
  creditOf,
  eventsOf,
  faultsOf,
  housesOf,
  live,
  nextDue,
  pay,
  paymentNow,
  payingWorld,
  settle,
} from '../../test/support/payments.ts';
import { paymentsOf, promoteCustomer, topUp } from './index.ts';

describe('a top-up', () => {
  it('is pending until the processor was called, and then credited, with its fee', async () => {
    const world = await payingWorld();
    const asked = await askToPay(world, '50.00', 'paypal');
    assert.equal(asked.state, 'pending');
    assert.deepEqual(await creditOf(world), []);
    await settle(world);
    const payment = await paymentNow(world, asked.id);
    assert.equal(payment.state, 'succeeded');
    assert.equal(toDecimal(payment.feeMicros!), '2.05');
    assert.deepEqual(await creditOf(world), ['50.00 payment']);
    assert.deepEqual(await housesOf(world), [
      'processor_clearing paypal -47.95',
      'processor_fees paypal -2.05',
    ]);
    assert.deepEqual(await eventsOf(world, 'payments.credited'), [
      { customerId: world.customerId, paymentId: payment.id, amountMicros: '50000000' },
    ]);
    assert.deepEqual(await faultsOf(world), []);
  });

  it('under a key that was used for the same is the same payment', async () => {
    const { db, context, customerId } = await payingWorld();
    const order = { customerId, processor: 'card', amountMicros: fromDecimal('5.00'), key: 'first' } as const;
    const ask = (change: object = {}) =>
      inTransaction(db, (tx) => topUp(tx, context, { ...order, ...change }));
    const [one, two] = await Promise.all([ask(), ask()]);
    assert.equal(one.id, two.id);
    await assert.rejects(ask({ amountMicros: fromDecimal('6.00') }), { code: 'payments.key_reused' });
    await assert.rejects(ask({ processor: 'bank' }), { code: 'payments.key_reused' });
  });

  it('is refused when it is not in whole cents, or nothing', async () => {
    const world = await payingWorld();
    await assert.rejects(askToPay(world, '0.005', 'card'), { code: 'payments.amount_not_payable' });
    await assert.rejects(askToPay(world, '0', 'card'), { code: 'payments.amount_not_payable' });
    await assert.rejects(askToPay(world, '100000.01', 'card'), { code: 'payments.amount_not_payable' });
  });

  it('several at once are credited in the order in which they were asked for', async () => {
    const world = await payingWorld();
    const processors: ProcessorName[] = ['card', 'paypal', 'bank', 'paypal', 'card'];
    for (const [index, processor] of processors.entries())
      await askToPay(world, `${index + 1}.00`, processor);
    await settle(world);
    assert.deepEqual(
      await creditOf(world),
      ['1.00', '2.00', '3.00', '4.00', '5.00'].map((amount) => `${amount} payment`),
    );
  });

  for (const processor of ['paypal', 'card', 'bank'] as const) {
    it(`by ${processor} whose outcome comes days later is credited then`, async () => {
      const world = await payingWorld();
      const { id, state } = await pay(world, '20.00', processor, { after: 'P2D' });
      assert.equal(state, 'pending');
      await live(world, { hours: 47 });
      assert.deepEqual(await creditOf(world), []);
      await live(world, { hours: 1 });
      assert.deepEqual(await creditOf(world), ['20.00 payment']);
      assert.equal(String((await paymentNow(world, id)).succeededAt), '2022-03-12T09:00:00Z');
      assert.equal((await eventsOf(world, 'payments.credited')).length, 1);
      assert.deepEqual(await faultsOf(world), []);
      assert.equal(await nextDue(world), null);
    });

    it(`by ${processor} that fails leaves no credit, and says so`, async () => {
      const world = await payingWorld();
      const payment = await pay(world, '20.00', processor, { outcome: 'fails', after: 'PT1H' });
      await live(world, { hours: 24 });
      const { state, failure } = await paymentNow(world, payment.id);
      assert.equal(state, 'failed');
      assert.ok(failure);
      assert.deepEqual(await creditOf(world), []);
      assert.equal((await eventsOf(world, 'payments.failed')).length, 1);
      assert.equal(await nextDue(world), null);
      assert.deepEqual(await faultsOf(world), []);
    });
  }

  it('whose fee is known later is credited at once, and the fee charged once', async () => {
    const world = await payingWorld();
    for (const processor of ['paypal', 'card'] as const) {
      const payment = await pay(world, '20.00', processor, { feeAfter: 'PT6H' });
      assert.equal(payment.state, 'succeeded');
      assert.equal(payment.feeMicros, null);
    }
    assert.deepEqual(await housesOf(world), [
      'processor_clearing card -20.00',
      'processor_clearing paypal -20.00',
    ]);
    await live(world, { hours: 48 });
    assert.deepEqual(await housesOf(world), [
      'processor_clearing card -19.45',
      'processor_clearing paypal -18.97',
      'processor_fees card -0.55',
      'processor_fees paypal -1.03',
    ]);
    assert.equal((await eventsOf(world, 'payments.fee_known')).length, 2);
    assert.equal(await nextDue(world), null);
    assert.deepEqual(await faultsOf(world), []);
  });
});

describe('a promotion', () => {
  it('is credit that nobody paid for, once per key', async () => {
    const world = await payingWorld();
    const promotion = {
      customerId: world.customerId,
      amountMicros: fromDecimal('3.00'),
      key: 'welcome',
      reason: 'Welcome',
    };
    for (let time = 0; time < 2; time += 1)
      await inTransaction(world.db, (tx) => promoteCustomer(tx, world.context, promotion));
    assert.deepEqual(await creditOf(world), ['3.00 promotion']);
    assert.deepEqual(await housesOf(world), ['goodwill -3.00']);
    assert.equal((await eventsOf(world, 'payments.credited')).length, 1);
  });
});

describe('the list of payments', () => {
  it('comes newest first, a page at a time, and shows nobody else’s', async () => {
    const world = await payingWorld();
    for (const amount of ['1.00', '2.00', '3.00']) await askToPay(world, amount, 'bank');
    const read = (customerId: string, cursor?: string) =>
      inTransaction(world.db, (tx) => paymentsOf(tx, { customerId }, { limit: 2, cursor }));
    const first = await read(world.customerId);
    assert.deepEqual(
      first.items.map((payment) => toDecimal(payment.amountMicros)),
      ['3.00', '2.00'],
    );
    const second = await read(world.customerId, first.nextCursor!);
    assert.deepEqual(
      second.items.map((payment) => toDecimal(payment.amountMicros)),
      ['1.00'],
    );
    assert.equal(second.nextCursor, null);
    assert.deepEqual((await read('0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f')).items, []);
    await assert.rejects(read(world.customerId, 'page-2'), { code: 'pages.invalid_cursor' });
  });
});
