import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { inTransaction } from '#platform';
import {
  advance,
  creditOf,
  faultsOf,
  housesOf,
  live,
  pay,
  payBack,
  payingWorld,
  payoutNow,
  settle,
} from '../../test/support/payments.ts';
import { failManualPayout, giveBankDetails, payoutById, settleManualPayout } from './index.ts';

const iban = { accountHolder: 'Ada Byron', account: 'IT60 X054 2811 1010 0000 0123 456' };

describe('a payout by hand', () => {
  const byHand = async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'paypal');
    const payout = await payBack(world, payment, { amount: '37.95', retained: '2.05', method: 'manual' });
    const run = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(world.db, work);
    return { world, payment, payoutId: payout.id, run };
  };

  it('waits for bank details, and is settled by staff out of the bank', async () => {
    const { world, payoutId, run } = await byHand();
    await live(world, { hours: 24 * 400 });
    assert.equal((await payoutNow(world, payoutId)).state, 'manual');
    await assert.rejects(
      run((tx) => settleManualPayout(tx, world.context, { payoutId })),
      { code: 'payments.bank_details_missing' },
    );
    const { customerId } = world;
    const given = await run((tx) => giveBankDetails(tx, { payoutId, customerId, bankDetails: iban }));
    assert.equal(given.bankDetails?.account, 'IT60X0542811101000000123456');
    const settled = await run((tx) =>
      settleManualPayout(tx, world.context, { payoutId, reference: 'SCT 1' }),
    );
    assert.equal(settled.state, 'settled');
    assert.deepEqual(await housesOf(world), [
      'fees_retained 2.05',
      'processor_clearing bank 37.95',
      'processor_clearing paypal -47.95',
      'processor_fees paypal -2.05',
    ]);
    await assert.rejects(
      run((tx) => settleManualPayout(tx, world.context, { payoutId })),
      { code: 'payments.payout_not_by_hand' },
    );
    await assert.rejects(
      run((tx) => giveBankDetails(tx, { payoutId, bankDetails: iban })),
      { code: 'payments.payout_not_by_hand' },
    );
    assert.deepEqual(await faultsOf(world), []);
  });

  it('takes no details with a slip in them, and none from somebody else', async () => {
    const { world, payoutId, run } = await byHand();
    const wrong = { ...iban, account: 'IT60X0542811101000000123457' };
    await assert.rejects(
      run((tx) => giveBankDetails(tx, { payoutId, bankDetails: wrong })),
      { code: 'payments.invalid_bank_details' },
    );
    await assert.rejects(
      run((tx) => giveBankDetails(tx, { payoutId, bankDetails: { ...iban, accountHolder: ' ' } })),
      { code: 'payments.invalid_bank_details' },
    );
    await assert.rejects(
      run((tx) => giveBankDetails(tx, { payoutId, customerId: randomUUID(), bankDetails: iban })),
      { code: 'payments.payout_unknown' },
    );
    await assert.rejects(
      run((tx) => payoutById(tx, payoutId, { customerId: randomUUID() })),
      { code: 'payments.payout_unknown' },
    );
    assert.equal(
      (await run((tx) => payoutById(tx, payoutId, { customerId: world.customerId }))).bankDetails,
      null,
    );
  });

  for (const from of ['manual', 'settled'] as const) {
    it(`that is ${from} and cannot be made becomes credit again`, async () => {
      const { world, payoutId, run } = await byHand();
      if (from === 'settled') {
        await run((tx) => giveBankDetails(tx, { payoutId, bankDetails: iban }));
        await run((tx) => settleManualPayout(tx, world.context, { payoutId }));
      }
      const failed = await run((tx) =>
        failManualPayout(tx, world.context, { payoutId, failure: 'the account is closed' }),
      );
      assert.equal(failed.state, 'failed');
      assert.deepEqual(await creditOf(world), ['50.00 payment']);
      assert.deepEqual(await faultsOf(world), []);
      await assert.rejects(
        run((tx) => failManualPayout(tx, world.context, { payoutId, failure: 'again' })),
        { code: 'payments.payout_not_by_hand' },
      );
    });
  }

  it('is what becomes of one that its processor no longer makes', async () => {
    const world = await payingWorld();
    const payment = await pay(world, '50.00', 'paypal');
    advance(world, { hours: 180 * 24 });
    const payout = await payBack(world, payment, { amount: '40.00' });
    await settle(world);
    const { state, failure } = await payoutNow(world, payout.id);
    assert.equal(state, 'manual');
    assert.match(failure!, /180 days/);
    assert.deepEqual(await creditOf(world), ['10.00 payment']);
    assert.deepEqual(await faultsOf(world), []);
  });
});
