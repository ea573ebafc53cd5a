import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toDecimal } from '#money';
import { payerWanted } from '../processor.ts';
import { eventsIn, isOutage, open, typesOf } from '../../../../test/support/sandbox-processors.ts';

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

  it('by a card that wants its payer fails without them, and waits for them in person', async () => {
    const world = await open();
    const { method } = await world.order('card', {}, { savesMethod: true }).ask();
    const alone = await world.order('card', { outcome: 'confirms' }, { method }).ask();
    assert.deepEqual([alone.state, alone.failure], ['failed', payerWanted]);
    const [failed] = (await eventsIn(world.db)).slice(-1) as [{ type: string; data: { object: object } }];
    assert.equal(failed.type, 'payment_intent.payment_failed');
    assert.partialDeepStrictEqual(failed.data.object, {
      status: 'requires_payment_method',
      last_payment_error: { code: 'authentication_required', decline_code: 'authentication_required' },
    });
    const { ask, key } = world.order('card', { outcome: 'confirms' });
    const inPerson = await ask();
    assert.equal(inPerson.state, 'pending');
    assert.match(inPerson.payUrl!, /^https:\/\/checkout\.stripe\.example\//);
    world.wait(1);
    assert.equal((await world.processors.card.fetchPayment({ key, reference: null }))?.state, 'succeeded');
    const ignored = world.order('card', { outcome: 'ignores' });
    await ignored.ask();
    world.wait(24);
    const closed = await world.processors.card.fetchPayment({ key: ignored.key, reference: null });
    assert.deepEqual([closed?.state, closed?.failure], ['failed', 'expired']);
  });

  it('by a PayPal account that wants its payer waits for them, a day at most', async () => {
    const world = await open();
    const { method } = await world.order('paypal', {}, { savesMethod: true }).ask();
    for (const [outcome, state] of [
      ['confirms', 'succeeded'],
      ['ignores', 'failed'],
    ] as const) {
      const { ask, key } = world.order('paypal', { outcome }, { method });
      const seen = await ask();
      assert.equal(seen.state, 'pending');
      assert.match(seen.payUrl!, /checkoutnow\?token=/);
      world.wait(24);
      assert.equal((await world.processors.paypal.fetchPayment({ key, reference: null }))?.state, state);
    }
    const { ask } = world.order('paypal', { after: 'PT1H' }, { method });
    assert.equal((await ask()).payUrl, null);
  });

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
