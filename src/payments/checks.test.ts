import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultsOf, pay, payBack, payingWorld, settle } from '../../test/support/payments.ts';

describe('the checks of payments', () => {
  const tampered = async (statement: string): Promise<string> => {
    const world = await payingWorld();
    await payBack(world, await pay(world, '50.00', 'paypal'), { amount: '10.00', retained: '2.05' });
    await settle(world);
    assert.deepEqual(await faultsOf(world), []);
    await world.pool.query(statement);
    return (await faultsOf(world)).join('\n');
  };

  it('find what arrived and is not the lot that it should be', async () => {
    assert.match(
      await tampered('update payments.payment set journal_id = journal_id + 1'),
      /payments-are-one-lot-each: payment .* brought 50000000 to .*, its 1 lots are worth 50000000/,
    );
    assert.match(
      await tampered('update payments.payment set amount = 51000000'),
      /payments-are-one-lot-each/,
    );
  });

  it('find what was paid back and not counted', async () => {
    assert.match(
      await tampered('update payments.payment set paid_back = paid_back + 10000'),
      /payments-count-their-payouts/,
    );
    assert.match(
      await tampered('update payments.payout set fee_free = 10000'),
      /payments-count-their-payouts/,
    );
  });

  it('find more paid back than was brought in', async () => {
    assert.match(
      await tampered('update payments.payout set amount = 50000000'),
      /payments-return-no-more-than-they-brought: payment .* brought in 50000000/,
    );
  });

  it('find a payout that is not what left for it', async () => {
    assert.match(
      await tampered('update payments.payout set journal_id = journal_id + 100'),
      /payouts-are-what-left: journal \d+: 10000000 and 2050000 retained left wallet .*, its payouts say 0 and 0/,
    );
    assert.match(
      await tampered('delete from payments.payout'),
      /payouts-are-what-left: journal \d+: 10000000 and 2050000 retained left/,
    );
  });

  it('find a payout that failed and gave nothing back', async () => {
    assert.match(
      await tampered("update payments.payout set state = 'failed'"),
      /failed-payouts-came-back: wallet .*: 0 and 0 retained came back, its failed payouts say 10000000 and 2050000/,
    );
  });

  it('find what the ledger does not say', async () => {
    assert.match(
      await tampered('update payments.payment set amount = 51000000'),
      /processors-hold-what-was-paid-in: processor_clearing paypal/,
    );
    assert.match(
      await tampered('update payments.payment set fee = 3000000'),
      /processor-fees-are-those-of-the-payments: processor_fees paypal/,
    );
    assert.match(
      await tampered("update payments.payout set state = 'pending', closed_at = null"),
      /refunds-payable-are-the-open-payouts: refunds_payable: the ledger says 0.00, payments, payouts and disputes make 10.00/,
    );
    assert.match(
      await tampered('update payments.payout set retained = 1'),
      /fees-retained-are-those-of-the-payouts/,
    );
  });
});
