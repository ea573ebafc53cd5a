import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { checkLedger } from '#ledger';
import { checkPayments } from '#payments';
import { inTransaction, type Tx } from '#platform';
import { checkWallets } from '#wallet';
import { faultsOf } from '../../test/support/books.ts';
import { live, pay, payoutsNow, settle, spend, type PayingWorld } from '../../test/support/payments.ts';
import { leavingWorld, promote, refund } from '../../test/support/refunds.ts';
import { faultsAfter } from '../../test/support/tampered.ts';
import { checkRefunds } from './checks.ts';
import { decideWaitingRefund } from './decide-waiting.ts';

describe('the checks of refunds find', () => {
  let world: PayingWorld;
  let first: string;
  let second: string;
  let paypal: string;
  let card: string;
  // 20.00 of the newest: the card's 10.00, then 10.00 of PayPal's (journal 6). Then 12.00 more of PayPal's (journal 9).
  before(async () => {
    world = await leavingWorld();
    ({ id: paypal } = await pay(world, '50.00', 'paypal'));
    ({ id: card } = await pay(world, '10.00', 'card'));
    await spend(world, '15.00');
    first = (await refund(world, { amount: '20.00' })).refundId;
    await settle(world);
    second = (await refund(world, { amount: '12.00' })).refundId;
    await settle(world);
    assert.deepEqual(faultsOf(await inTransaction(world.db, checkRefunds)), {});
  });
  const after = (change: string | ((tx: Tx) => Promise<void>)): Promise<Readonly<Record<string, string>>> =>
    faultsAfter(world.db, checkRefunds, change);
  const payoutOf = (amounts: string, paymentId: string, from: string): string =>
    `${amounts} fee-free) to payment ${paymentId} of ${world.customerId}, from ${from}`;

  it('a refund without its journal', async () => {
    const decided = `refund ${second} of ${world.customerId}: decided refund.paid_back 12000000`;
    const removals = {
      'removals-are-as-decided': `refund ${second}: decided 12.00 of lot 1/0 of ${world.customerId} (refund), its removals are nothing more`,
    };
    assert.deepEqual(await after(`update refunds.refund set journal_id = null where id = '${second}'`), {
      'refunds-are-what-left': `${decided}, journal none moved nothing`,
      ...removals,
    });
    assert.deepEqual(await after(`update refunds.refund set journal_id = 99 where id = '${second}'`), {
      'refunds-are-what-left': `${decided}, journal 99 moved nothing`,
      ...removals,
    });
  });

  it('two refunds of one journal', async () => {
    const faults = await after(`update refunds.refund set journal_id = 6 where id = '${second}'`);
    assert.equal(
      faults['refunds-have-a-journal-each'],
      `journal 6: 2 refunds say that it is theirs, the first is ${first}`,
    );
  });

  it('credit that left for no refund', async () => {
    assert.deepEqual(await after(`delete from refunds.refund where id = '${second}'`), {
      'refunds-are-what-left': `journal 9: refund.paid_back 12000000 of wallet ${world.customerId} left for no refund`,
    });
  });

  it('a transfer of something else than was decided', async () => {
    assert.deepEqual(
      await after(
        `update ledger.transfer set amount = 11000000 where journal_id = 9 and code = 'refund.paid_back'`,
      ),
      {
        'refunds-are-what-left': `refund ${second} of ${world.customerId}: decided refund.paid_back 12000000, journal 9 moved refund.paid_back 11000000`,
      },
    );
    const fees = await after(
      `update ledger.transfer set code = 'refund.paid_back' where code = 'refund.fee_retained'`,
    );
    assert.deepEqual(Object.keys(fees), ['refunds-are-what-left']);
  });

  it('a payout that is missing, or not as it was decided', async () => {
    const decided = payoutOf('12.00 (0.00 retained, 0.00', paypal, '12.00 of lot 1/0');
    const payoutFault = async (change: string): Promise<string | undefined> => {
      const faults = await after(`${change} where refund_id = '${second}'`);
      assert.deepEqual(Object.keys(faults), ['payouts-are-as-decided']);
      return faults['payouts-are-as-decided'];
    };
    const begin = `refund ${second}: decided ${decided}, its payouts are`;
    assert.equal(await payoutFault('delete from payments.payout'), `${begin} nothing more`);
    assert.equal(
      await payoutFault('update payments.payout set amount = 11000000'),
      `${begin} ${payoutOf('11.00 (0.00 retained, 0.00', paypal, '12.00 of lot 1/0')}`,
    );
    assert.equal(
      await payoutFault('update payments.payout set retained = 10000'),
      `${begin} ${payoutOf('12.00 (0.01 retained, 0.00', paypal, '12.00 of lot 1/0')}`,
    );
    assert.equal(
      await payoutFault('update payments.payout set fee_free = 10000'),
      `${begin} ${payoutOf('12.00 (0.00 retained, 0.01', paypal, '12.00 of lot 1/0')}`,
    );
    assert.equal(
      await payoutFault(`update payments.payout set payment_id = '${card}'`),
      `${begin} ${payoutOf('12.00 (0.00 retained, 0.00', card, '12.00 of lot 1/0')}`,
    );
    assert.equal(
      await payoutFault(`update payments.payout set parts = jsonb_set(parts, '{0,turn}', '"2"')`),
      `${begin} ${payoutOf('12.00 (0.00 retained, 0.00', paypal, '12.00 of lot 2/0')}`,
    );
  });

  it('a payout that its refund did not decide', async () => {
    const faults = await after(`
      alter table payments.payout drop constraint one_payout_a_refund_and_payment;
      update payments.payout set refund_id = '${first}' where refund_id = '${second}'`);
    assert.deepEqual(faults, {
      'payouts-are-as-decided': `refund ${first}: decided nothing more, its payouts are ${payoutOf('12.00 (0.00 retained, 0.00', paypal, '12.00 of lot 1/0')}`,
    });
  });

  it('a removal from another lot than was decided, or for another reason', async () => {
    const decided = `refund ${second}: decided 12.00 of lot 1/0 of ${world.customerId} (refund), its removals are`;
    const removalFault = (change: string) =>
      after(`update wallet.removal set ${change} where journal_id = 9`);
    assert.deepEqual(await removalFault('turn = 2'), {
      'removals-are-as-decided': `${decided} 12.00 of lot 2/0 of ${world.customerId} (refund)`,
    });
    assert.deepEqual(await removalFault('amount = 11999999'), {
      'removals-are-as-decided': `${decided} 11.999999 of lot 1/0 of ${world.customerId} (refund)`,
    });
    assert.deepEqual(await removalFault(`reason = 'dispute'`), {
      'removals-are-as-decided': `${decided} 12.00 of lot 1/0 of ${world.customerId} (dispute)`,
    });
    assert.deepEqual(await removalFault('journal_id = 98'), {
      'removals-are-as-decided': `${decided} nothing more`,
    });
  });

  it('a decision that was changed', async () => {
    const decision = (path: string, value: string) =>
      after(
        `update refunds.refund set decision = jsonb_set(decision, '{${path}}', '"${value}"') where id = '${second}'`,
      );
    assert.deepEqual(await decision('gross', '13.00'), {
      'refund-decisions-add-up': `refund ${second}: credit, granted under version 1, but its decision is credit, granted under version 1: 13.00 = 0.00 retained + 12.00 paid back + 0.00 to credit, payouts 0.00 + 12.00, removals 12.00`,
    });
    assert.deepEqual(Object.keys(await decision('outcome', 'partly')), ['refund-decisions-add-up']);
    assert.deepEqual(Object.keys(await decision('removals,0,amount', '11.00')), [
      'refund-decisions-add-up',
      'payouts-are-as-decided',
      'removals-are-as-decided',
    ]);
    assert.deepEqual(Object.keys(await decision('payouts,0,amount', '11.00')), [
      'refund-decisions-add-up',
      'refunds-are-what-left',
      'payouts-are-as-decided',
    ]);
    assert.deepEqual(
      Object.keys(
        await after(`update refunds.refund set decision = decision - 'gross' where id = '${second}'`),
      ),
      ['refund-decisions-add-up'],
    );
    assert.deepEqual(
      Object.keys(
        await after(
          `update refunds.refund set outcome = 'refused', journal_id = null where id = '${second}'`,
        ),
      ),
      ['refund-decisions-add-up', 'refunds-are-what-left'],
    );
  });

  it('a trigger that was turned off', async () => {
    assert.deepEqual(await after('alter table refunds.refund disable trigger decided_refunds_never_change'), {
      'refund-guards-are-on':
        'the trigger decided_refunds_never_change on refunds.refund is missing or turned off',
    });
  });
});

describe('the checks of refunds find nothing', () => {
  const faults = async (world: PayingWorld): Promise<unknown> =>
    faultsOf(
      await inTransaction(world.db, async (tx) => [
        ...(await checkLedger(tx)),
        ...(await checkWallets(tx)),
        ...(await checkPayments(tx)),
        ...(await checkRefunds(tx)),
      ]),
    );

  it('in a refund that waits, and when it has been decided', async () => {
    const world = await leavingWorld();
    await pay(world, '50.00', 'card', { feeAfter: 'PT6H' });
    const { refundId, decision } = await refund(world, { amount: '40.00' });
    assert.equal(decision.outcome, 'waiting');
    assert.deepEqual(await faults(world), {});
    await live(world, { hours: 6 });
    const { customerId } = world;
    const decide = (tx: Tx) => decideWaitingRefund(tx, world.context, { customerId });
    assert.equal(await inTransaction(world.db, decide), refundId);
    await settle(world);
    assert.deepEqual(await faults(world), {});
  });

  it('in credit without a payment, in a refused refund, and in a payout that came back', async () => {
    const world = await leavingWorld();
    await promote(world, '5.00');
    assert.equal((await refund(world)).decision.outcome, 'refused');
    assert.deepEqual(await faults(world), {});
    await pay(world, '20.00', 'paypal', { refund: 'succeeds_then_fails' });
    assert.equal((await refund(world)).decision.outcome, 'partly');
    await live(world, { hours: 72 });
    assert.equal((await payoutsNow(world))[0]?.state, 'failed');
    assert.deepEqual(await faults(world), {});
  });
});
