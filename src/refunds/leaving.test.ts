import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { openWallet } from '#ledger';
import { inTransaction } from '#platform';
import { decisionJson, draftVersion, publishVersion } from '#policy';
import {
  creditOf,
  eventsOf,
  faultsOf,
  housesOf,
  live,
  pay,
  paymentNow,
  payoutsNow,
  settle,
  spend,
} from '../../test/support/payments.ts';
import { leavingWorld, promote, quote, refund, told, walletOf } from '../../test/support/refunds.ts';

describe('leaving', () => {
  for (const [retainedFees, expected] of [
    ['whole', 'granted 40.00 - 2.05 = 37.95 by R1 R4 to 37.95'],
    ['proportional', 'granted 40.00 - 1.64 = 38.36 by R1 R4 to 38.36'],
  ] as const) {
    it(`pays example C back to the cent, with fees retained ${retainedFees}`, async () => {
      const world = await leavingWorld({ retainedFees });
      await pay(world, '50.00', 'paypal');
      await spend(world, '10.00');
      const quoted = await quote(world);
      const { refundId, decision } = await refund(world);
      assert.equal(told(decision), expected);
      assert.equal(decisionJson(quoted), decisionJson(decision));
      await settle(world);
      assert.equal(await walletOf(world), '0.00 held 0.00 refundable 0.00');
      const [payout] = await payoutsNow(world);
      assert.equal(payout?.refundId, refundId);
      assert.equal(payout?.state, 'succeeded');
      assert.deepEqual(await faultsOf(world), []);
    });
  }

  for (const [retainedFees, expected] of [
    ['whole', 'granted 18.00 - 1.03 = 16.97 by R1 R4 to 16.97'],
    ['proportional', 'granted 18.00 - 0.93 = 17.07 by R1 R4 to 17.07'],
  ] as const) {
    it(`pays example D back to the cent, with fees retained ${retainedFees}`, async () => {
      const world = await leavingWorld({ retainedFees });
      const card = await pay(world, '10.00', 'card');
      const paypal = await pay(world, '20.00', 'paypal');
      await spend(world, '12.00');
      assert.equal(await walletOf(world), '18.00 held 0.00 refundable 18.00');
      assert.equal(told((await refund(world)).decision), expected);
      await settle(world);
      assert.equal((await paymentNow(world, card.id)).paidBackMicros, 0n);
      assert.equal((await paymentNow(world, card.id)).feeRetainedMicros, 0n);
      assert.ok((await paymentNow(world, paypal.id)).paidBackMicros > 0n);
      assert.deepEqual(await creditOf(world), []);
      assert.deepEqual(await faultsOf(world), []);
    });
  }

  it('books what was retained beside the fees that it is for', async () => {
    const world = await leavingWorld();
    await pay(world, '50.00', 'paypal');
    await spend(world, '10.00');
    await refund(world);
    assert.deepEqual(await housesOf(world), [
      'fees_retained 2.05',
      'processor_clearing paypal -47.95',
      'processor_fees paypal -2.05',
      'refunds_payable 37.95',
      'revenue_calls 10.00',
    ]);
    await settle(world);
    assert.deepEqual(await housesOf(world), [
      'fees_retained 2.05',
      'processor_clearing paypal -10.00',
      'processor_fees paypal -2.05',
      'revenue_calls 10.00',
    ]);
  });

  it('from a bank payment retains nothing', async () => {
    const world = await leavingWorld();
    await pay(world, '20.00', 'bank');
    assert.equal(told((await refund(world)).decision), 'granted 20.00 - 0.00 = 20.00 by R1 to 20.00');
  });

  it('pays to each payment through its own processor', async () => {
    const world = await leavingWorld();
    for (const processor of ['bank', 'card', 'paypal'] as const) await pay(world, '10.00', processor);
    assert.equal(
      told((await refund(world)).decision),
      'granted 30.00 - 1.09 = 28.91 by R1 R4 to 9.31 and 9.60 and 10.00',
    );
    await settle(world);
    assert.deepEqual((await payoutsNow(world)).map((payout) => payout.processor).toSorted(), [
      'bank',
      'card',
      'paypal',
    ]);
    assert.deepEqual(await faultsOf(world), []);
  });

  it('leaves promotional credit where it is', async () => {
    const world = await leavingWorld();
    await pay(world, '10.00', 'bank');
    await promote(world, '5.00');
    const { decision } = await refund(world);
    assert.equal(told(decision), 'partly 10.00 - 0.00 = 10.00 by R1 N5 to 10.00');
    assert.deepEqual(await creditOf(world), ['5.00 promotion']);
    assert.equal(told((await refund(world)).decision), 'refused 0.00 - 0.00 = 0.00 by N5');
    assert.deepEqual(await faultsOf(world), []);
  });

  it('with nothing to pay back is a decision that refuses, and moves nothing', async () => {
    const world = await leavingWorld();
    const { refundId, decision } = await refund(world);
    assert.equal(decision.outcome, 'refused');
    assert.deepEqual(await payoutsNow(world), []);
    const [event] = await eventsOf(world, 'refunds.decided');
    assert.equal(event?.['refundId'], refundId);
    assert.equal(event?.['outcome'], 'refused');
  });

  it('into the credit is refused, for it is credit already', async () => {
    const world = await leavingWorld();
    await pay(world, '10.00', 'bank');
    const { decision } = await refund(world, { destination: 'credit' });
    assert.equal(told(decision), 'refused 0.00 - 0.00 = 0.00 by R1');
    assert.deepEqual(await creditOf(world), ['10.00 payment']);
  });

  it('says what it decided, once', async () => {
    const world = await leavingWorld();
    await pay(world, '50.00', 'paypal');
    const { refundId } = await refund(world, { key: 'leaving' });
    await refund(world, { key: 'leaving' });
    assert.deepEqual(await eventsOf(world, 'refunds.decided'), [
      {
        customerId: world.customerId,
        refundId,
        subject: 'credit',
        outcome: 'granted',
        grossMicros: '50000000',
        retainedMicros: '2050000',
        paidBackMicros: '47950000',
        toCreditMicros: '0',
      },
    ]);
  });
});

describe('a quote', () => {
  it('changes nothing', async () => {
    const world = await leavingWorld();
    await pay(world, '50.00', 'paypal');
    const before = await world.db.selectFrom('ledger.journal').select('id').execute();
    await quote(world);
    await quote(world, { amount: '20.00' });
    assert.deepEqual(await world.db.selectFrom('ledger.journal').select('id').execute(), before);
    assert.deepEqual(await world.db.selectFrom('refunds.refund').select('id').execute(), []);
    assert.equal(await walletOf(world), '50.00 held 0.00 refundable 50.00');
  });
});

describe('the same request', () => {
  it('under one key is decided once, also when it comes twice at the same time', async () => {
    const world = await leavingWorld();
    await pay(world, '50.00', 'paypal');
    const [one, two] = await Promise.all([
      refund(world, { key: 'leaving' }),
      refund(world, { key: 'leaving' }),
    ]);
    assert.equal(one.refundId, two.refundId);
    assert.equal(decisionJson(one.decision), decisionJson(two.decision));
    assert.equal((await payoutsNow(world)).length, 1);
    await assert.rejects(refund(world, { key: 'leaving', amount: '1.00' }), { code: 'refunds.key_reused' });
    assert.deepEqual(await faultsOf(world), []);
  });

  it('under two keys at the same time pays the credit out once', async () => {
    const world = await leavingWorld();
    await pay(world, '50.00', 'paypal');
    const outcomes = (await Promise.all([refund(world), refund(world), refund(world)])).map(
      ({ decision }) => decision.outcome,
    );
    assert.deepEqual(outcomes.toSorted(), ['granted', 'refused', 'refused']);
    await settle(world);
    assert.deepEqual(await faultsOf(world), []);
  });

  it('while the credit is being spent takes what is left', async () => {
    const world = await leavingWorld();
    await pay(world, '50.00', 'bank');
    const charges = Array.from({ length: 10 }, () =>
      spend(world, '1.00').then(
        () => 1,
        () => 0,
      ),
    );
    const [{ decision }, ...charged] = await Promise.all([refund(world), ...charges]);
    const spent = charged.reduce((sum, one) => sum + one, 0);
    const left = await walletOf(world);
    assert.equal(decision.outcome, 'granted');
    assert.equal(left, '0.00 held 0.00 refundable 0.00');
    assert.equal(decision.paidBackMicros + BigInt(spent) * 1_000_000n, 50_000_000n);
    assert.deepEqual(await faultsOf(world), []);
  });
});

describe('a refund that does not arrive', () => {
  it('comes back to its lot with the fee, and can be asked for again', async () => {
    const world = await leavingWorld();
    const payment = await pay(world, '50.00', 'paypal', { refund: ['succeeds_then_fails', 'succeeds'] });
    await spend(world, '10.00');
    await refund(world);
    await pay(world, '5.00', 'bank');
    await live(world, { hours: 24 });
    assert.deepEqual(await creditOf(world), ['40.00 payment', '5.00 payment']);
    assert.equal(await walletOf(world), '45.00 held 0.00 refundable 45.00');
    assert.equal((await paymentNow(world, payment.id)).feeRetainedMicros, 0n);
    assert.equal(
      told((await refund(world, { amount: '45.00' })).decision),
      'granted 45.00 - 2.05 = 42.95 by R1 R4 to 5.00 and 37.95',
    );
    await settle(world);
    assert.deepEqual(await creditOf(world), []);
    assert.deepEqual(await faultsOf(world), []);
  });
});

describe('a payment that its processor no longer gives back', () => {
  it('is paid by hand after 180 days, with the same arithmetic', async () => {
    const world = await leavingWorld();
    await pay(world, '50.00', 'paypal');
    await pay(world, '20.00', 'card');
    await live(world, { hours: 180 * 24 });
    const { decision } = await refund(world);
    assert.equal(told(decision), 'granted 70.00 - 2.60 = 67.40 by R1 R4 to 19.45 and hand 47.95');
    await settle(world);
    assert.deepEqual(
      (await payoutsNow(world)).map((payout) => `${payout.processor} ${payout.state}`).toSorted(),
      ['card succeeded', 'paypal manual'],
    );
    assert.deepEqual(await creditOf(world), []);
    assert.deepEqual(await faultsOf(world), []);
  });
});

describe('the policy of a refund', () => {
  it('is the version in force on the day, in the operator’s time zone', async () => {
    const world = await leavingWorld({ retainedFees: 'whole' });
    await pay(world, '50.00', 'paypal');
    const inForceFrom = Temporal.PlainDate.from('2022-05-01');
    const parameters = { retainedFees: 'proportional' } as const;
    await inTransaction(world.db, async (tx) => {
      const { id } = await draftVersion(tx, world.context, { inForceFrom, parameters });
      await publishVersion(tx, world.context, id);
    });
    await spend(world, '10.00');
    world.context.clock.moveTo(Temporal.Instant.from('2022-04-30T21:59:59Z'));
    assert.equal(told(await quote(world)), 'granted 40.00 - 2.05 = 37.95 by R1 R4 to 37.95');
    world.context.clock.moveTo(Temporal.Instant.from('2022-04-30T22:00:00Z'));
    assert.equal(told(await quote(world)), 'granted 40.00 - 1.64 = 38.36 by R1 R4 to 38.36');
  });

  it('for another customer sees nothing of this one’s credit', async () => {
    const world = await leavingWorld();
    await pay(world, '50.00', 'paypal');
    const customerId = randomUUID();
    await inTransaction(world.db, (tx) => openWallet(tx, world.context, customerId));
    assert.equal((await quote(world, { customerId })).outcome, 'refused');
  });
});
