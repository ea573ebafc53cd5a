import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { fromDecimal, toDecimal } from '#money';
import { movableClock, Outage, type Database } from '#platform';
import type { Context, ProcessorName } from '#policy';
import { freshDatabase } from '../../../../test/support/database.ts';
import { sandboxTask } from './deliver.ts';
import { sandboxProcessors } from './index.ts';
import { sandboxInstructions } from './instructions.ts';

const open = async () => {
  const { db } = await freshDatabase();
  const clock = movableClock(Temporal.Instant.from('2022-03-10T08:00:00Z'));
  const operator = {
    name: 'Ringfence',
    timeZone: 'Europe/Rome',
    currency: 'EUR',
    supportEmail: 'help@ringfence.example',
  };
  const context: Context = { clock, operator, actor: 'system' };
  const processors = sandboxProcessors(db, clock);
  return {
    db,
    clock,
    processors,
    wait: (hours: number) => clock.moveTo(clock.now().add({ hours })),
    deliver: () => sandboxTask(processors).run(db, context),
    order: (processor: ProcessorName, instructions: object = {}, amount = '50.00') => {
      const key = randomUUID();
      const sandbox = sandboxInstructions.parse(instructions);
      const amountMicros = fromDecimal(amount);
      return {
        key,
        ask: () =>
          processors[processor].createPayment({
            key,
            amountMicros,
            currency: 'EUR',
            method: null,
            savesMethod: false,
            sandbox,
          }),
      };
    },
  };
};

type World = Awaited<ReturnType<typeof open>>;

const paid = async ({ processors, order }: World, processor: ProcessorName, instructions: object = {}) => {
  const { key, ask } = order(processor, instructions);
  const { reference } = await ask();
  return (amount: string, refundKey: string = randomUUID()) => {
    const lookup = { key: refundKey, reference: null, paymentReference: reference! };
    const amountMicros = fromDecimal(amount);
    return {
      key,
      ask: () => processors[processor].refundPayment({ ...lookup, amountMicros, currency: 'EUR' }),
      fetch: () => processors[processor].fetchRefund(lookup),
    };
  };
};

/** The webhooks that arrived, in the order in which they were sent. */
const eventsIn = async (db: Database): Promise<readonly Record<string, unknown>[]> => {
  const rows = await db
    .selectFrom('payments.sandboxObject')
    .select('body')
    .where('kind', '=', 'event')
    .orderBy('no')
    .execute();
  return rows.map((row) => (row.body as { envelope: Record<string, unknown> }).envelope);
};

const typesOf = (events: readonly Record<string, unknown>[]) =>
  events.map((event) => event['event_type'] ?? event['type']);

const isOutage = (error: unknown): boolean => error instanceof Outage && error.retryable;

describe('a sandbox payment', () => {
  for (const [processor, fee] of [
    ['paypal', '2.05'],
    ['card', '1.00'],
    ['bank', '0.00'],
  ] as const) {
    it(`by ${processor} succeeds at once, with its fee, when nothing else is said`, async () => {
      const { order } = await open();
      const seen = await order(processor).ask();
      assert.equal(seen.state, 'succeeded');
      assert.equal(toDecimal(seen.amountMicros), '50.00');
      assert.equal(toDecimal(seen.feeMicros!), fee);
      assert.equal(String(seen.succeededAt), '2022-03-10T08:00:00Z');
    });

    it(`by ${processor} takes its time, and is then found by our key`, async () => {
      const { order, processors, wait } = await open();
      const { key, ask } = order(processor, { after: 'P2D' });
      const seen = await ask();
      assert.equal(seen.state, 'pending');
      assert.equal(seen.feeMicros, null);
      wait(47);
      assert.equal((await processors[processor].fetchPayment({ key, reference: null }))?.state, 'pending');
      wait(1);
      assert.equal((await processors[processor].fetchPayment({ key, reference: null }))?.state, 'succeeded');
    });

    it(`by ${processor} fails`, async () => {
      const { order } = await open();
      const seen = await order(processor, { outcome: 'fails' }).ask();
      assert.equal(seen.state, 'failed');
      assert.ok(seen.failure);
    });

    it(`by ${processor} that is ordered twice under one key is one payment`, async () => {
      const { order } = await open();
      const { ask } = order(processor);
      const [one, two] = await Promise.all([ask(), ask()]);
      assert.equal(one.reference, two.reference);
    });
  }

  it('is not there when the processor could not be reached, and can be ordered again', async () => {
    const { order, processors } = await open();
    const { key, ask } = order('paypal', { answer: 'unreachable' });
    await assert.rejects(ask(), isOutage);
    assert.equal(await processors.paypal.fetchPayment({ key, reference: null }), null);
    assert.equal((await ask()).state, 'succeeded');
  });

  it('is there when only the answer got lost', async () => {
    const { order, processors } = await open();
    const { key, ask } = order('card', { answer: 'lost' });
    await assert.rejects(ask(), isOutage);
    assert.equal((await processors.card.fetchPayment({ key, reference: null }))?.state, 'succeeded');
  });

  it('by card tells its fee later, by charge.updated', async () => {
    const { db, order, processors, wait, deliver } = await open();
    const { key, ask } = order('card', { feeAfter: 'PT6H' });
    assert.equal((await ask()).feeMicros, null);
    await deliver();
    assert.deepEqual(typesOf(await eventsIn(db)), ['payment_intent.succeeded', 'checkout.session.completed']);
    wait(6);
    await deliver();
    assert.equal(typesOf(await eventsIn(db)).at(-1), 'charge.updated');
    const seen = await processors.card.fetchPayment({ key, reference: null });
    assert.equal(toDecimal(seen!.feeMicros!), '1.00');
  });
});

describe('the webhooks of the sandbox', () => {
  it('are in PayPal’s format, without a fee while the capture is pending', async () => {
    const { db, order, wait, deliver } = await open();
    const { key, ask } = order('paypal', { after: 'P2D' });
    const { reference } = await ask();
    await deliver();
    wait(48);
    await deliver();
    const [pending, completed] = (await eventsIn(db)) as {
      event_type: string;
      resource: Record<string, unknown>;
    }[];
    assert.equal(pending?.event_type, 'PAYMENT.CAPTURE.PENDING');
    assert.equal(pending?.resource['seller_receivable_breakdown'], undefined);
    assert.equal(completed?.event_type, 'PAYMENT.CAPTURE.COMPLETED');
    assert.equal(completed?.resource['custom_id'], key);
    assert.deepEqual(completed?.resource['supplementary_data'], { related_ids: { order_id: reference } });
    assert.deepEqual(completed?.resource['seller_receivable_breakdown'], {
      gross_amount: { value: '50.00', currency_code: 'EUR' },
      paypal_fee: { value: '2.05', currency_code: 'EUR' },
      net_amount: { value: '47.95', currency_code: 'EUR' },
    });
  });

  it('are delivered as often as they are said to repeat, and kept once', async () => {
    const { db, order, wait, deliver } = await open();
    await order('paypal', { repeats: 2 }).ask();
    assert.equal(await deliver(), 1);
    wait(1);
    assert.equal(await deliver(), 1);
    wait(1);
    assert.equal(await deliver(), 1);
    wait(1);
    assert.equal(await deliver(), 0);
    const inbox = await db.selectFrom('payments.inbox').selectAll().execute();
    assert.equal(inbox.length, 1);
  });

  for (const processor of ['paypal', 'card', 'bank'] as const) {
    it(`of ${processor} are refused when somebody else made them`, async () => {
      const { processors, order, db } = await open();
      await order(processor).ask();
      const [genuine] = await eventsIn(db);
      const forged = { ...genuine, forged: true };
      for (const body of [JSON.stringify(forged), 'not json', '{}']) {
        await assert.rejects(processors[processor].verifyEvent({ headers: {}, body }), {
          code: 'payments.event_not_genuine',
        });
      }
    });
  }

  it('name what they are about by our key or by the processor’s reference', async () => {
    const { db, processors, order } = await open();
    const subjects: Record<string, unknown> = {};
    for (const processor of ['paypal', 'card', 'bank'] as const) {
      const { key, ask } = order(processor);
      const { reference } = await ask();
      const event = (await eventsIn(db)).find((one) => JSON.stringify(one).includes(reference!));
      const first = processors[processor].subjectsOf(event)[0]!;
      subjects[processor] = { kind: first.kind, named: first.key === key || first.reference === reference };
    }
    const named = { kind: 'payment', named: true };
    assert.deepEqual(subjects, { paypal: named, card: named, bank: named });
  });
});

describe('a sandbox refund', () => {
  for (const processor of ['paypal', 'card', 'bank'] as const) {
    it(`by ${processor} succeeds at once, when nothing else is said, and is one under its key`, async () => {
      const world = await open();
      const refund = (await paid(world, processor))('37.95');
      assert.equal(await refund.fetch(), null);
      const [one, two] = await Promise.all([refund.ask(), refund.ask()]);
      assert.equal(one.state, 'succeeded');
      assert.equal(one.reference, two.reference);
      assert.equal((await refund.fetch())?.reference, one.reference);
    });

    it(`by ${processor} is pending for a day, or fails a day after it succeeded`, async () => {
      const world = await open();
      const refund = await paid(world, processor, { refund: ['pending', 'succeeds_then_fails'] });
      const [first, second] = [refund('10.00'), refund('10.00')];
      assert.equal((await first.ask()).state, 'pending');
      assert.equal((await second.ask()).state, 'succeeded');
      world.wait(24);
      await world.deliver();
      assert.equal((await first.fetch())?.state, 'succeeded');
      const failed = await second.fetch();
      assert.equal(failed?.state, 'failed');
      assert.ok(failed?.failure);
    });
  }

  it('of more than is left of the payment fails', async () => {
    const refund = await paid(await open(), 'card');
    assert.equal((await refund('30.00').ask()).state, 'succeeded');
    assert.equal((await refund('20.01').ask()).state, 'failed');
    assert.equal((await refund('20.00').ask()).state, 'succeeded');
  });

  it('by PayPal comes too late after 180 days', async () => {
    const world = await open();
    const refund = await paid(world, 'paypal');
    world.wait(180 * 24 - 1);
    assert.equal((await refund('1.00').ask()).state, 'succeeded');
    world.wait(1);
    assert.equal((await refund('1.00').ask()).state, 'too_late');
  });

  it('whose answer got lost is found by our key', async () => {
    const refund = (await paid(await open(), 'paypal', { refund: 'outcome_unknown' }))('10.00');
    await assert.rejects(refund.ask(), isOutage);
    assert.equal((await refund.fetch())?.state, 'succeeded');
  });

  it('that never reached the processor is not found', async () => {
    const refund = (await paid(await open(), 'card', { refund: 'unreachable' }))('10.00');
    await assert.rejects(refund.ask(), isOutage);
    assert.equal(await refund.fetch(), null);
    assert.equal((await refund.ask()).state, 'succeeded');
  });
});
