import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction } from '#platform';
import {
  advance as wait,
  askToPay,
  creditOf,
  eventsOf,
  faultsOf,
  live,
  pay,
  paymentNow,
  payingWorld,
  settle,
  type PayingWorld,
} from '../../test/support/payments.ts';
import { paymentsOf, receiveEvent } from './index.ts';

describe('webhooks', () => {
  for (const processor of ['paypal', 'card', 'bank'] as const) {
    it(`of ${processor} that repeat credit once`, async () => {
      const world = await payingWorld();
      await pay(world, '20.00', processor, { repeats: 3, after: 'PT1H' });
      await live(world, { hours: 24 });
      assert.deepEqual(await creditOf(world), ['20.00 payment']);
      assert.deepEqual(await faultsOf(world), []);
    });
  }

  /** The events that the sandbox has on their way to us, taken from its hands. */
  const intercept = async ({
    db,
  }: PayingWorld): Promise<readonly { id: string; type: string; envelope: object }[]> => {
    await db
      .updateTable('payments.sandboxObject')
      .set({ changesAt: null })
      .where('kind', '=', 'event')
      .execute();
    const rows = await db
      .selectFrom('payments.sandboxObject')
      .select('body')
      .where('kind', '=', 'event')
      .orderBy('no')
      .execute();
    return rows.map((row) => {
      const { envelope } = row.body as { envelope: { id: string; type: string } };
      return { id: envelope.id, type: envelope.type, envelope };
    });
  };

  const receive = async ({ db, processors, context }: PayingWorld, envelope: object, id?: string) => {
    const processor = {
      ...processors.card,
      verifyEvent: () => Promise.resolve({ id: id ?? (envelope as { id: string }).id, body: envelope }),
    };
    return receiveEvent(db, context, processor, { headers: {}, body: '' });
  };

  for (const order of ['in their order', 'in the other order'] as const) {
    it(`of two kinds for one payment, ${order}, credit once`, async () => {
      const world = await payingWorld();
      await askToPay(world, '20.00', 'card', { after: 'PT1H' });
      await settle(world);
      wait(world, { hours: 1 });
      await world.processors.card.fetchPayment({
        key: (await inTransaction(world.db, (tx) => paymentsOf(tx, {}, { limit: 1 }))).items[0]!.id,
        reference: null,
      });
      const events = await intercept(world);
      assert.deepEqual(
        events.map((event) => event.type),
        ['payment_intent.succeeded', 'checkout.session.completed', 'charge.updated'],
      );
      for (const event of order === 'in their order' ? events : events.toReversed()) {
        assert.equal(await receive(world, event.envelope), true);
        await settle(world);
      }
      assert.deepEqual(await creditOf(world), ['20.00 payment']);
      assert.equal((await eventsOf(world, 'payments.credited')).length, 1);
      assert.deepEqual(await faultsOf(world), []);
    });
  }

  it('that come again under another id change nothing', async () => {
    const world = await payingWorld();
    await pay(world, '20.00', 'card');
    const [event] = await intercept(world);
    assert.equal(await receive(world, event!.envelope), false);
    assert.equal(await receive(world, event!.envelope, 'evt_again'), true);
    await settle(world);
    assert.deepEqual(await creditOf(world), ['20.00 payment']);
  });

  it('are hints: what they say of amounts and states is not believed', async () => {
    const world = await payingWorld();
    const { id } = await pay(world, '20.00', 'card', { after: 'P1D' });
    const lie = {
      id: 'evt_lie',
      type: 'payment_intent.succeeded',
      data: {
        object: {
          id: 'pi_1',
          object: 'payment_intent',
          amount: 999_999,
          status: 'succeeded',
          metadata: { payment_id: id },
        },
      },
    };
    await receive(world, lie);
    await settle(world);
    assert.equal((await paymentNow(world, id)).state, 'pending');
    assert.deepEqual(await creditOf(world), []);
  });

  it('about what is not ours are put aside', async () => {
    const world = await payingWorld();
    const foreign = (metadata: object) => ({
      id: `evt_${JSON.stringify(metadata)}`,
      type: 'charge.updated',
      data: { object: { id: 'ch_1', object: 'charge', metadata } },
    });
    for (const metadata of [
      {},
      { payment_id: 'order 17' },
      { payment_id: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
    ])
      await receive(world, foreign(metadata));
    await settle(world);
    const inbox = await world.db.selectFrom('payments.inbox').select(['concerned', 'handledAt']).execute();
    assert.deepEqual(
      inbox.map((event) => event.concerned),
      [0, 0, 0],
    );
    assert.ok(inbox.every((event) => event.handledAt !== null));
  });

  it('that cannot be read are reported once, and hold up nothing', async () => {
    const world = await payingWorld();
    await receive(world, { id: 'evt_odd', nonsense: true });
    await assert.rejects(pay(world, '20.00', 'bank'), /evt_odd of card cannot be read/);
    await settle(world);
    assert.deepEqual(await creditOf(world), ['20.00 payment']);
  });
});
