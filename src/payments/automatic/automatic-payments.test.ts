import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freezeWallet, thawWallet } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { inTransaction, newId } from '#platform';
import type { ProcessorName } from '#policy';
import {
  advance,
  creditOf,
  eventsOf,
  faultsOf,
  live,
  pay,
  payingWorld,
  settle,
  spend,
  type PayingWorld,
} from '../../../test/support/payments.ts';
import { automaticInstructions } from '../adapters/sandbox/instructions.ts';
import { cancelSandboxMethod } from '../adapters/sandbox/index.ts';
import { topUp } from '../top-up.ts';
import type { AutomaticPayment } from './automatic-payment.ts';
import { askPayers } from './ask-payers.ts';
import { cancelAutomaticPayment } from './cancel-automatic-payment.ts';
import { automaticPaymentById, automaticPaymentsOf } from './read-automatic-payments.ts';
import { startAutomaticPayment } from './start-automatic-payment.ts';
import { automaticTopUpOf, setAutomaticTopUp, topUpBelow } from './top-up-below.ts';

const start = async (
  world: PayingWorld,
  processor: ProcessorName,
  payer: object = {},
  key = newId(world.context.clock),
): Promise<AutomaticPayment> => {
  const { db, context, customerId } = world;
  const started = await inTransaction(db, (tx) =>
    startAutomaticPayment(tx, context, {
      customerId,
      processor,
      amountMicros: fromDecimal('10.00'),
      key,
      sandbox: automaticInstructions.parse(payer),
    }),
  );
  await settle(world);
  return started;
};

const now = ({ db }: PayingWorld, id: string): Promise<AutomaticPayment> =>
  inTransaction(db, (tx) => automaticPaymentById(tx, id));

const days = (count: number) => ({ hours: count * 24 });

describe('an automatic payment', () => {
  for (const processor of ['paypal', 'card', 'bank'] as const) {
    it(`by ${processor} is credited now and every month, each once`, async () => {
      const world = await payingWorld();
      const { id } = await start(world, processor);
      assert.deepEqual(await creditOf(world), ['10.00 payment']);
      await live(world, days(70));
      assert.equal((await creditOf(world)).length, 3);
      assert.equal((await now(world, id)).state, 'active');
      assert.deepEqual(await faultsOf(world), []);
    });

    it(`by ${processor} that is cancelled is not paid again`, async () => {
      const world = await payingWorld();
      const { id } = await start(world, processor);
      const cancel = () =>
        inTransaction(world.db, (tx) =>
          cancelAutomaticPayment(tx, world.context, { automaticPaymentId: id }),
        );
      assert.equal((await cancel()).endedBy, 'customer');
      assert.equal((await cancel()).endedBy, 'customer');
      await live(world, days(70));
      assert.equal((await creditOf(world)).length, 1);
      assert.equal((await eventsOf(world, 'payments.automatic_ended')).length, 1);
      assert.deepEqual(await faultsOf(world), []);
    });
  }

  for (const processor of ['paypal', 'card'] as const) {
    it(`that its payer cancels at ${processor} ends`, async () => {
      const world = await payingWorld();
      const { id } = await start(world, processor);
      const { methodReference } = await now(world, id);
      // What is not found in its first minutes may only be too new.
      await live(world, { minutes: 15 });
      await cancelSandboxMethod(world.processors, { processor, reference: methodReference! });
      await settle(world);
      assert.equal((await now(world, id)).endedBy, 'payer');
      await live(world, days(40));
      assert.equal((await creditOf(world)).length, 1);
    });
  }

  it('ordered again under the same key is the same', async () => {
    const world = await payingWorld();
    const first = await start(world, 'card', {}, 'monthly');
    const second = await start(world, 'card', {}, 'monthly');
    assert.equal(second.id, first.id);
    assert.deepEqual(await creditOf(world), ['10.00 payment']);
    await assert.rejects(start(world, 'paypal', {}, 'monthly'), { code: 'payments.key_reused' });
    const page = await inTransaction(world.db, (tx) => automaticPaymentsOf(tx, {}, { limit: 10 }));
    assert.equal(page.items.length, 1);
  });

  it('whose first payment fails has ended: there is nothing to try again with', async () => {
    const world = await payingWorld();
    const { id } = await start(world, 'card', { payments: ['declines'] });
    assert.equal((await now(world, id)).endedBy, 'failed');
    await live(world, days(40));
    assert.deepEqual(await creditOf(world), []);
  });

  it('is asked for once after months in which nobody asked, by however many workers', async () => {
    const world = await payingWorld();
    await start(world, 'card');
    advance(world, days(100));
    const { db, context } = world;
    await Promise.all([askPayers(db, context), askPayers(db, context), askPayers(db, context)]);
    await settle(world);
    assert.equal((await creditOf(world)).length, 2);
  });

  it('asks nothing while the wallet is frozen, and what was due when it is free again', async () => {
    const world = await payingWorld();
    const { db, context, customerId } = world;
    await start(world, 'paypal');
    await inTransaction(db, (tx) => freezeWallet(tx, context, customerId));
    await assert.rejects(start(world, 'paypal'), { code: 'wallet.frozen' });
    await live(world, days(40));
    assert.equal((await creditOf(world)).length, 1);
    await inTransaction(db, (tx) => thawWallet(tx, customerId));
    await live(world, days(2));
    assert.equal((await creditOf(world)).length, 2);
    assert.deepEqual(await faultsOf(world), []);
  });

  it('is known to its customer alone', async () => {
    const world = await payingWorld();
    const { id: automaticPaymentId } = await start(world, 'card');
    const order = { automaticPaymentId, customerId: newId(world.context.clock) };
    await assert.rejects(
      inTransaction(world.db, (tx) => cancelAutomaticPayment(tx, world.context, order)),
      { code: 'payments.automatic_unknown' },
    );
  });
});

describe('an automatic top-up', () => {
  const withMethod = async (below = '5.00', amount = '10.00', most = '100.00'): Promise<PayingWorld> => {
    const world = await payingWorld();
    const { db, context, customerId } = world;
    await inTransaction(db, (tx) =>
      topUp(tx, context, {
        customerId,
        processor: 'card',
        amountMicros: fromDecimal('20.00'),
        key: 'first',
        saveMethod: true,
      }),
    );
    await settle(world);
    const settings = {
      customerId,
      belowMicros: fromDecimal(below),
      amountMicros: fromDecimal(amount),
      mostAMonthMicros: fromDecimal(most),
    };
    await inTransaction(db, (tx) => setAutomaticTopUp(tx, context, settings));
    return world;
  };
  const sumOf = async (world: PayingWorld): Promise<string> =>
    toDecimal((await creditOf(world)).reduce((sum, part) => sum + fromDecimal(part.split(' ')[0]!), 0n));

  it('comes once for a fall, by however many workers', async () => {
    const world = await withMethod();
    await spend(world, '16.00');
    const { db, context } = world;
    await Promise.all([topUpBelow(db, context), topUpBelow(db, context), topUpBelow(db, context)]);
    await topUpBelow(db, context);
    await settle(world);
    assert.equal(await sumOf(world), '14.00');
    await spend(world, '10.00');
    await settle(world);
    assert.equal(await sumOf(world), '14.00');
    assert.deepEqual(await faultsOf(world), []);
  });

  it('rests while the wallet is frozen', async () => {
    const world = await withMethod();
    await spend(world, '16.00');
    await inTransaction(world.db, (tx) => freezeWallet(tx, world.context, world.customerId));
    await live(world, days(3));
    assert.equal(await sumOf(world), '4.00');
    await inTransaction(world.db, (tx) => thawWallet(tx, world.customerId));
    await live(world, days(1));
    assert.equal(await sumOf(world), '14.00');
  });

  it('stops when the payer ends the method at the processor', async () => {
    const world = await withMethod();
    const { rows } = await world.pool.query<{ reference: string }>(
      'select reference from payments.saved_method',
    );
    await cancelSandboxMethod(world.processors, { processor: 'card', reference: rows[0]!.reference });
    await settle(world);
    const found = await inTransaction(world.db, (tx) => automaticTopUpOf(tx, world.customerId));
    assert.equal(found.isOn, false);
    await spend(world, '16.00');
    await settle(world);
    assert.equal(await sumOf(world), '4.00');
    assert.equal((await eventsOf(world, 'payments.automatic_top_up_stopped')).length, 1);
  });

  it('needs a saved method', async () => {
    const world = await payingWorld();
    await pay(world, '10.00', 'card');
    const settings = {
      customerId: world.customerId,
      belowMicros: fromDecimal('5.00'),
      amountMicros: fromDecimal('5.00'),
      mostAMonthMicros: fromDecimal('5.00'),
    };
    await assert.rejects(
      inTransaction(world.db, (tx) => setAutomaticTopUp(tx, world.context, settings)),
      { code: 'payments.no_saved_method' },
    );
  });
});
