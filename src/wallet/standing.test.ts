import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { houseAccount, post, raiseDebt, walletBalance } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { inTransaction, type Tx } from '#platform';
import { bookContext } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { openStory } from '../../test/support/wallet-story.ts';
import { freezeCredit, refuseFrozen, thawCredit } from './standing.ts';

const context = bookContext();
const { db } = await freshDatabase();
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);

const owe = (walletId: string, key: string, amount: string) =>
  inTx(async (tx) =>
    raiseDebt(tx, context, {
      walletId,
      key,
      code: 'dispute.owed',
      toAccountId: await houseAccount(tx, context, 'processor_clearing', 'paypal'),
      amountMicros: fromDecimal(amount),
      details: {},
    }),
  );
const debtOf = async (walletId: string): Promise<string> =>
  toDecimal((await inTx((tx) => walletBalance(tx, walletId))).debtMicros);

describe('a frozen wallet', () => {
  it('is not spent, and is as before when it is thawed', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '10.00');
    await inTx((tx) => freezeCredit(tx, context, ada.walletId));
    await assert.rejects(ada.charge('1.00'), { code: 'wallet.frozen' });
    await assert.rejects(
      inTx((tx) => refuseFrozen(tx, ada.walletId)),
      { code: 'wallet.frozen' },
    );
    await inTx((tx) => thawCredit(tx, context, ada.walletId));
    await ada.charge('1.00');
    assert.equal(await ada.unspent(), 'p1 9.00');
    await ada.isSound();
  });

  it('takes in money that was on its way, and nothing else: the database itself refuses', async () => {
    const ada = await openStory(db, context);
    await inTx((tx) => freezeCredit(tx, context, ada.walletId));
    await ada.topUp('p1', '10.00');
    await assert.rejects(
      inTx(async (tx) =>
        post(tx, context, {
          key: 'past the face',
          details: {},
          transfers: [
            {
              code: 'rental.started',
              fromAccountId: ada.walletId,
              toAccountId: await houseAccount(tx, context, 'revenue_rental'),
              amountMicros: 1n,
            },
          ],
        }),
      ),
      /moves a wallet that is frozen/,
    );
    await assert.rejects(ada.promote('1.00'), /moves a wallet that is frozen/);
    assert.equal(await ada.unspent(), 'p1 10.00');
    await ada.isSound();
  });
});

describe('a wallet in debt', () => {
  it('spends nothing until credit that arrives has paid what is owed', async () => {
    const ada = await openStory(db, context);
    await owe(ada.walletId, 'debt 1', '12.00');
    await owe(ada.walletId, 'debt 1', '12.00');
    assert.equal(await debtOf(ada.walletId), '12.00');
    await assert.rejects(ada.charge('1.00'), { code: 'wallet.in_debt' });
    await ada.topUp('p1', '10.00');
    assert.equal(await debtOf(ada.walletId), '2.00');
    assert.equal(await ada.unspent(), '');
    await ada.topUp('p2', '5.00');
    assert.equal(await debtOf(ada.walletId), '0.00');
    assert.equal(await ada.unspent(), 'p2 3.00');
    await ada.charge('1.00');
    await ada.isSound();
  });

  it('pays when its freeze ends, not during it', async () => {
    const ada = await openStory(db, context);
    await owe(ada.walletId, 'debt 2', '3.00');
    await inTx((tx) => freezeCredit(tx, context, ada.walletId));
    await ada.topUp('p1', '10.00');
    assert.equal(await debtOf(ada.walletId), '3.00');
    await inTx((tx) => thawCredit(tx, context, ada.walletId));
    assert.equal(await debtOf(ada.walletId), '0.00');
    assert.equal(await ada.unspent(), 'p1 7.00');
    await ada.isSound();
  });
});
