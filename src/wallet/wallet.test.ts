import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { houseAccount, openHold } from '#ledger';
import { fromDecimal } from '#money';
import { inTransaction, type Tx } from '#platform';
import { bookContext } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { openStory } from '../../test/support/wallet-story.ts';
import { creditWallet } from './credit-wallet.ts';
import { removeCredit, returnCredit, type CreditMove } from './move-credit.ts';

const context = bookContext();
// Each story has a wallet of its own: one database serves them all.
const { db } = await freshDatabase();

describe('credit', () => {
  it('is spent oldest first (example D of the policy)', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '10.00');
    await ada.topUp('p2', '20.00');
    const { legs } = await ada.charge('12.00');
    assert.equal(await ada.spent(legs[0]!.version), 'p1 10.00, p2 2.00');
    assert.equal(await ada.unspent(), 'p2 18.00');
    await ada.isSound();
  });

  it('from promotions is spent in its turn', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '3.00');
    await ada.promote('2.00');
    await ada.topUp('p2', '3.00');
    const { legs } = await ada.charge('6.00');
    assert.equal(await ada.spent(legs[0]!.version), 'p1 3.00, promotion 2.00, p2 1.00');
    await ada.isSound();
  });

  it('is brought once per key, however often it is reported', async () => {
    const ada = await openStory(db, context);
    const first = await ada.topUp('p1', '10.00');
    await ada.charge('4.00');
    const again = await ada.topUp('p1', '10.00');
    assert.deepEqual(again, { ...first, repeated: true });
    assert.equal(await ada.unspent(), 'p1 6.00');
    await assert.rejects(ada.topUp('p1', '11.00'), { code: 'ledger.key_reused' });
    await ada.isSound();
  });

  it('in pieces from several payments is one transfer and is spent piece by piece', async () => {
    const ada = await openStory(db, context);
    await inTransaction(db, async (tx) =>
      creditWallet(tx, context, {
        walletId: ada.walletId,
        key: 'pieces',
        code: 'promotion.granted',
        fromAccountId: await houseAccount(tx, context, 'goodwill'),
        details: {},
        pieces: [
          { amountMicros: fromDecimal('1.00'), origin: 'disruption', paymentId: ada.paymentId('p1') },
          { amountMicros: fromDecimal('2.00'), origin: 'disruption', paymentId: ada.paymentId('p2') },
        ],
      }),
    );
    assert.equal(await ada.unspent(), 'p1 1.00, p2 2.00');
    const { legs } = await ada.charge('1.50');
    assert.equal(await ada.spent(legs[0]!.version), 'p1 1.00, p2 0.50');
    assert.deepEqual((await ada.lines()).lines, [
      'charge rental.renewed -1.50 = 1.50 (p1 1.00, p2 0.50)',
      'credit promotion.granted 3.00 = 3.00 (p1 1.00, p2 2.00)',
    ]);
    await ada.isSound();
  });

  it('that is not there is not spent', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '1.00');
    await assert.rejects(ada.charge('1.01'), {
      code: 'wallet.insufficient_credit',
      data: { needed: '1.01', available: '1.00' },
    });
    assert.equal(await ada.unspent(), 'p1 1.00');
  });

  it('two payments that arrive at once are both laid on the line', async () => {
    const ada = await openStory(db, context);
    await Promise.all([1, 2, 3, 4, 5].map((n) => ada.topUp(`p${n}`, '1.00')));
    assert.equal((await ada.unspent()).split(', ').length, 5);
    await ada.isSound();
  });
});

describe('credit that leaves its lot', () => {
  it('out of the middle leaves the rest in one piece and in turn', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '10.00');
    await ada.topUp('p2', '10.00');
    await ada.topUp('p3', '10.00');
    await ada.charge('4.00');
    await ada.payBack('p2', '7.00', '1.00');
    assert.equal(await ada.unspent(), 'p1 6.00, p2 3.00, p3 10.00');
    const { legs } = await ada.charge('10.00');
    assert.equal(await ada.spent(legs[0]!.version), 'p1 6.00, p2 3.00, p3 1.00');
    assert.equal(await ada.unspent(), 'p3 9.00');
    await ada.isSound();
  });

  it('changes nothing of what was spent before', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '5.00');
    await ada.topUp('p2', '5.00');
    const { legs } = await ada.charge('7.00');
    const before = await ada.spent(legs[0]!.version);
    await ada.payBack('p2', '3.00');
    await ada.topUp('p3', '5.00');
    await ada.charge('5.00');
    assert.equal(await ada.spent(legs[0]!.version), before);
    assert.equal(before, 'p1 5.00, p2 2.00');
    await ada.isSound();
  });

  it('leaves nothing behind when all of it goes, and the line goes on', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '5.00');
    await ada.charge('1.00');
    await ada.payBack('p1', '4.00');
    assert.equal(await ada.unspent(), '');
    await ada.topUp('p2', '2.00');
    const { legs } = await ada.charge('2.00');
    assert.equal(await ada.spent(legs[0]!.version), 'p2 2.00');
    await ada.isSound();
  });

  it('is no charge: nothing was spent', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '5.00');
    const { legs } = await ada.payBack('p1', '4.00', '0.50');
    for (const leg of legs) assert.equal(await ada.spent(leg.version), '');
  });

  it('is more than the lot has: refused, and nothing moves', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '5.00');
    await ada.topUp('p2', '5.00');
    await ada.charge('3.00');
    await assert.rejects(ada.payBack('p1', '2.01'), { code: 'wallet.credit_moved' });
    assert.equal(await ada.unspent(), 'p1 2.00, p2 5.00');
    await ada.isSound();
  });

  it('leaves once per key', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '5.00');
    const first = await ada.payBack('p1', '2.00', '0.00', 'r1');
    const again = await ada.payBack('p1', '2.00', '0.00', 'r1');
    assert.deepEqual(again, { ...first, repeated: true });
    assert.equal(await ada.unspent(), 'p1 3.00');
    await assert.rejects(ada.payBack('p1', '1.00', '0.00', 'r1'), { code: 'ledger.key_reused' });
    await ada.isSound();
  });

  it('cannot be what is held', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '5.00');
    await inTransaction(db, (tx) =>
      openHold(tx, context, {
        key: 'call',
        walletId: ada.walletId,
        purpose: 'call',
        amountMicros: fromDecimal('3.00'),
        expiresAt: context.clock.now().add({ hours: 1 }),
      }),
    );
    await assert.rejects(ada.payBack('p1', '2.01'), {
      code: 'wallet.insufficient_credit',
      data: { needed: '2.01', available: '2.00' },
    });
    await ada.payBack('p1', '2.00');
    await ada.isSound();
  });

  it('must add up to its transfers, all of them out of this wallet', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '5.00');
    const lot = await ada.lotOf('p1');
    const move = async (tx: Tx, amount: string): Promise<CreditMove> => ({
      walletId: ada.walletId,
      key: 'uneven',
      details: {},
      reason: 'refund',
      parts: [{ ...lot, amountMicros: fromDecimal('2.00') }],
      transfers: [
        {
          code: 'refund.paid_back',
          fromAccountId: ada.walletId,
          toAccountId: await houseAccount(tx, context, 'refunds_payable'),
          amountMicros: fromDecimal(amount),
        },
      ],
    });
    await assert.rejects(
      inTransaction(db, async (tx) => removeCredit(tx, context, await move(tx, '1.00'))),
      /the transfers move what the parts say/,
    );
    await assert.rejects(
      inTransaction(db, async (tx) => returnCredit(tx, context, await move(tx, '2.00'))),
      /in one direction/,
    );
  });
});

describe('credit that comes back', () => {
  it('takes its old turn again, ahead of newer credit, and is one with what stayed', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '10.00');
    await ada.topUp('p2', '10.00');
    const lot = await ada.lotOf('p1');
    await ada.payBack('p1', '6.00');
    await ada.giveBack(lot, '6.00');
    assert.equal(await ada.unspent(), 'p1 10.00, p2 10.00');
    await ada.isSound();
  });

  it('comes back to its turn when the rest of it was spent meanwhile', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '10.00');
    await ada.topUp('p2', '10.00');
    const lot = await ada.lotOf('p1');
    await ada.payBack('p1', '6.00');
    const { legs: first } = await ada.charge('7.00');
    assert.equal(await ada.spent(first[0]!.version), 'p1 4.00, p2 3.00');
    await ada.giveBack(lot, '6.00');
    assert.equal(await ada.unspent(), 'p1 6.00, p2 7.00');
    const { legs: second } = await ada.charge('8.00');
    assert.equal(await ada.spent(second[0]!.version), 'p1 6.00, p2 2.00');
    assert.equal(await ada.spent(first[0]!.version), 'p1 4.00, p2 3.00');
    await ada.isSound();
  });

  it('can leave again, and come back in pieces', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '10.00');
    const lot = await ada.lotOf('p1');
    await ada.payBack('p1', '10.00');
    await ada.giveBack(lot, '4.00');
    await ada.payBack('p1', '1.00');
    await ada.giveBack(lot, '7.00');
    assert.equal(await ada.unspent(), 'p1 10.00');
    await ada.isSound();
  });

  it('comes back once per key, and never more than left', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '10.00');
    const lot = await ada.lotOf('p1');
    await ada.payBack('p1', '3.00');
    const first = await ada.giveBack(lot, '3.00', 'failed');
    assert.deepEqual(await ada.giveBack(lot, '3.00', 'failed'), { ...first, repeated: true });
    await assert.rejects(ada.giveBack(lot, '0.01'), /no more comes back to a lot than was removed/);
    assert.equal(await ada.unspent(), 'p1 10.00');
    await ada.isSound();
  });
});
