import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { houseAccount, openHold, postHold, releaseHold } from '#ledger';
import { noteCreditArrived } from '#numbers';
import { paymentById, sandboxProcessors, settlePayments, topUp } from '#payments';
import { decideWaitingRefund, listRefunds, requestRefund, type Refund } from '#refunds';
import { openCourt, type Court } from '../../test/support/fraud.ts';
import { caseById, forfeitWhatArrived } from './index.ts';

const first = '+390612345670';

const settle = (court: Court): Promise<void> =>
  settlePayments(court.db, court.context, sandboxProcessors(court.db, court.context.clock));

/** A customer who has asked for 40.00 of a card payment whose fee is known six hours later. */
const leaving = async (): Promise<Court> => {
  const court = await openCourt();
  await court.customer('mallory');
  await court.pay('mallory', '50.00', 'card', { feeAfter: 'PT6H' });
  const { decision } = await court.inTx((tx) =>
    requestRefund(tx, court.as('mallory'), {
      customerId: court.id('mallory'),
      subject: 'credit',
      destination: 'payments',
      amountMicros: 40_000_000n,
      key: 'leaving',
    }),
  );
  assert.equal(decision.outcome, 'waiting');
  return court;
};

const feeComes = async (court: Court): Promise<void> => {
  court.context.clock.moveTo(court.context.clock.now().add({ hours: 6 }));
  await settle(court);
  await court.inTx((tx) => decideWaitingRefund(tx, court.context, { customerId: court.id('mallory') }));
};

const refundsOf = async (court: Court): Promise<readonly string[]> => {
  const { items } = await court.inTx((tx) =>
    listRefunds(tx, { customerId: court.id('mallory') }, { limit: 10 }),
  );
  return items.map(({ decision }: Refund) => `${decision.outcome} ${decision.clauses.join(' ')}`.trim());
};

describe('a refund that waits for a fee', () => {
  it('goes on waiting while a case is open, and is decided when it is dismissed', async () => {
    const court = await leaving();
    await court.propose('mallory');
    await feeComes(court);
    assert.deepEqual(await refundsOf(court), ['waiting']);
    await court.dismiss('mallory');
    assert.deepEqual(await refundsOf(court), ['granted R1 R4']);
    assert.equal(await court.credit('mallory'), '10.00');
    await court.isJust();
  });

  it('is refused by a confirmation, and asked for again when an appeal is upheld', async () => {
    const court = await leaving();
    const had = await court.belongings('mallory');
    await court.propose('mallory');
    await court.confirm('mallory');
    assert.deepEqual(await refundsOf(court), ['refused F1']);
    assert.equal(await court.credit('mallory'), '0.00');
    await court.appeal('mallory');
    await court.uphold('mallory');
    assert.deepEqual(await refundsOf(court), ['waiting', 'refused F1']);
    const { credit, wallet } = await court.belongings('mallory');
    assert.deepEqual({ credit, wallet }, { credit: had.credit, wallet: had.wallet });
    await feeComes(court);
    assert.deepEqual(await refundsOf(court), ['granted R1 R4', 'refused F1']);
    assert.equal(await court.credit('mallory'), '10.00');
    await court.isJust();
  });
});

describe('a call in progress', () => {
  const calling = async (): Promise<{ readonly court: Court; readonly holdId: string }> => {
    const court = await openCourt();
    await court.customer('mallory');
    await court.pay('mallory', '20.00');
    const hold = await court.inTx((tx) =>
      openHold(tx, court.context, {
        key: 'call',
        walletId: court.id('mallory'),
        purpose: 'call',
        amountMicros: 3_000_000n,
        expiresAt: court.context.clock.now().add({ hours: 2 }),
      }),
    );
    return { court, holdId: hold.id };
  };
  const hangUp = (court: Court, holdId: string) =>
    court.inTx(async (tx) =>
      postHold(tx, court.context, {
        holdId,
        details: {},
        transfers: [
          {
            code: 'call.charged',
            fromAccountId: court.id('mallory'),
            toAccountId: await houseAccount(tx, court.context, 'revenue_calls'),
            amountMicros: 1_200_000n,
          },
        ],
      }),
    );

  it('is charged when it ends, although the credit is frozen by then', async () => {
    const { court, holdId } = await calling();
    await court.propose('mallory');
    await hangUp(court, holdId);
    await court.dismiss('mallory');
    assert.equal(await court.credit('mallory'), '18.80');
    await court.isJust();
  });

  it('keeps what it holds when the case is confirmed; what it did not use is forfeited when it ends', async () => {
    const { court, holdId } = await calling();
    await court.propose('mallory');
    await court.confirm('mallory');
    assert.equal(await court.credit('mallory'), '3.00');
    await hangUp(court, holdId);
    const arrived = () =>
      court.inTx((tx) => forfeitWhatArrived(tx, court.context, { customerId: court.id('mallory') }));
    await arrived();
    await arrived();
    assert.equal(await court.credit('mallory'), '0.00');
    assert.deepEqual(
      (await court.events('fraud.forfeited')).map(({ amount }) => amount),
      ['1.80'],
    );
    await court.appeal('mallory');
    await court.uphold('mallory');
    assert.equal(await court.credit('mallory'), '18.80');
    await court.isJust();
  });

  it('that was never answered gives back what it held', async () => {
    const { court, holdId } = await calling();
    const caseId = await court.propose('mallory');
    await court.inTx((tx) => releaseHold(tx, court.context, holdId));
    await court.confirm('mallory');
    assert.equal((await court.inTx((tx) => caseById(tx, caseId))).forfeitedMicros, 20_000_000n);
    await court.isJust();
  });
});

describe('a payment that its processor has not been asked for', () => {
  it('waits while a case is open, and is asked for when it is dismissed', async () => {
    const court = await openCourt();
    await court.customer('ada');
    const order = {
      customerId: court.id('ada'),
      processor: 'card',
      amountMicros: 10_000_000n,
      key: 'now',
    } as const;
    const { id } = await court.inTx((tx) => topUp(tx, court.as('ada'), order));
    await court.propose('ada');
    await settle(court);
    assert.equal((await court.inTx((tx) => paymentById(tx, id))).state, 'pending');
    assert.equal(await court.credit('ada'), '0.00');
    await court.dismiss('ada');
    await settle(court);
    assert.equal(await court.credit('ada'), '10.00');
    await court.isJust();
  });
});

describe('money that was on its way', () => {
  /** Lost for want of credit, with a payment on its way that arrives when the account is frozen. */
  const lost = async (): Promise<Court> => {
    const court = await openCourt();
    await court.customer('mallory', '4.00');
    await court.buy('mallory', first);
    await court.pay('mallory', '10.00', 'bank', { after: 'P40D' });
    await court.at('2022-04-12T09:00');
    assert.match(await court.status(first), /^quarantined/);
    await court.propose('mallory');
    await court.at('2022-04-19T12:00');
    await settle(court);
    await court.inTx((tx) => noteCreditArrived(tx, court.context, [court.id('mallory')]));
    await court.wakeUp();
    return court;
  };

  it('arrives frozen, and restores what it would have restored when the case is dismissed', async () => {
    const court = await lost();
    assert.equal(await court.credit('mallory'), '10.00');
    assert.match(await court.status(first), /^quarantined/);
    await court.at('2022-04-25T12:00');
    assert.match(await court.status(first), /^quarantined/);
    await court.dismiss('mallory');
    await court.wakeUp();
    assert.equal(await court.status(first), 'active until 2022-05-10');
    assert.equal(await court.credit('mallory'), '6.00');
    await court.isJust();
  });

  it('restores nothing that was dismissed meanwhile', async () => {
    const court = await lost();
    await court.at('2022-05-15T12:00');
    await court.dismiss('mallory');
    await court.wakeUp();
    assert.equal(await court.status(first), 'dismissed');
    assert.equal(await court.credit('mallory'), '10.00');
    await court.isJust();
  });
});
