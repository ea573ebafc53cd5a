import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction } from '#platform';
import {
  creditOf,
  eventsOf,
  faultsOf,
  live,
  pay,
  payoutsNow,
  settle,
  spend,
  type PayingWorld,
} from '../../test/support/payments.ts';
import { leavingWorld, refund, told, walletOf } from '../../test/support/refunds.ts';
import { decideWaitingRefund, refundById } from './index.ts';

const feeIsKnown = async (world: PayingWorld): Promise<string | null> =>
  inTransaction(world.db, (tx) => decideWaitingRefund(tx, world.context, { customerId: world.customerId }));

describe('a refund of a payment whose fee is not known yet', () => {
  const world = async () => {
    const opened = await leavingWorld();
    await pay(opened, '50.00', 'card', { feeAfter: 'PT6H' });
    return opened;
  };

  it('waits, and its credit cannot be spent meanwhile', async () => {
    const waiting = await world();
    const { refundId, decision } = await refund(waiting, { amount: '40.00', key: 'leaving' });
    assert.equal(decision.outcome, 'waiting');
    assert.equal(await walletOf(waiting), '50.00 held 40.00 refundable 50.00');
    await assert.rejects(spend(waiting, '10.01'), { code: 'wallet.insufficient_credit' });
    await spend(waiting, '10.00');
    await settle(waiting);
    assert.deepEqual(await payoutsNow(waiting), []);
    assert.deepEqual(await eventsOf(waiting, 'refunds.decided'), []);
    const kept = await inTransaction(waiting.db, (tx) => refundById(tx, refundId));
    assert.equal(kept.decidedAt, null);
    assert.equal((await refund(waiting, { amount: '40.00', key: 'leaving' })).refundId, refundId);
    await assert.rejects(refund(waiting), { code: 'refunds.one_is_waiting' });
    assert.equal(await feeIsKnown(waiting), null);
    assert.deepEqual(await faultsOf(waiting), []);
  });

  it('is decided and paid when it is known, once', async () => {
    const waiting = await world();
    const { refundId } = await refund(waiting, { amount: '40.00' });
    await live(waiting, { hours: 6 });
    assert.equal((await eventsOf(waiting, 'payments.fee_known')).length, 1);
    const decided = await Promise.all([feeIsKnown(waiting), feeIsKnown(waiting)]);
    assert.deepEqual(decided.toSorted(), [refundId, null]);
    const { decision, decidedAt } = await inTransaction(waiting.db, (tx) => refundById(tx, refundId));
    assert.equal(told(decision), 'granted 40.00 - 1.00 = 39.00 by R1 R4 to 39.00');
    assert.equal(String(decidedAt), String(waiting.context.clock.now()));
    assert.equal(await walletOf(waiting), '10.00 held 0.00 refundable 10.00');
    assert.equal((await eventsOf(waiting, 'refunds.decided')).length, 1);
    await settle(waiting);
    assert.deepEqual(
      (await payoutsNow(waiting)).map((payout) => payout.state),
      ['succeeded'],
    );
    assert.deepEqual(await creditOf(waiting), ['10.00 payment']);
    assert.deepEqual(await faultsOf(waiting), []);
  });

  it('waits for the last of several fees', async () => {
    const waiting = await world();
    await pay(waiting, '20.00', 'card', { feeAfter: 'PT12H' });
    const { refundId } = await refund(waiting);
    await live(waiting, { hours: 6 });
    assert.equal(await feeIsKnown(waiting), null);
    await live(waiting, { hours: 6 });
    assert.equal(await feeIsKnown(waiting), refundId);
    assert.equal(await walletOf(waiting), '0.00 held 0.00 refundable 0.00');
    assert.deepEqual(await faultsOf(waiting), []);
  });

  it('leaves alone what was topped up after it was asked for', async () => {
    const waiting = await world();
    const { refundId } = await refund(waiting);
    await pay(waiting, '20.00', 'bank');
    await live(waiting, { hours: 6 });
    assert.equal(await feeIsKnown(waiting), refundId);
    const { decision } = await inTransaction(waiting.db, (tx) => refundById(tx, refundId));
    assert.equal(told(decision), 'granted 50.00 - 1.00 = 49.00 by R1 R4 to 49.00');
    assert.equal(await walletOf(waiting), '20.00 held 0.00 refundable 20.00');
    assert.deepEqual(await faultsOf(waiting), []);
  });

  it('can be decided only once: the database refuses to change a decision', async () => {
    const waiting = await world();
    const { refundId } = await refund(waiting);
    await live(waiting, { hours: 6 });
    await feeIsKnown(waiting);
    const tamper = (statement: string) => waiting.pool.query(statement, [refundId]);
    await assert.rejects(
      tamper("update refunds.refund set outcome = 'refused' where id = $1"),
      /decided and never changes/,
    );
    await assert.rejects(
      tamper('update refunds.refund set requested = 1 where id = $1'),
      /decided and never changes/,
    );
    await assert.rejects(tamper('delete from refunds.refund where id = $1'), /append-only/);
  });
});
