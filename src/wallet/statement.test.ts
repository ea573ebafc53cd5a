import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { balanceOf, bookContext } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { openStory } from '../../test/support/wallet-story.ts';

const context = bookContext();
// Each story has a wallet of its own: one database serves them all.
const { db } = await freshDatabase();

describe('a statement', () => {
  it('shows every movement with its balance, and every charge with the payments that it was spent from', async () => {
    const ada = await openStory(db, context);
    await ada.topUp('p1', '10.00');
    await ada.promote('1.00');
    await ada.topUp('p2', '20.00');
    await ada.charge('12.00');
    const lot = await ada.lotOf('p2');
    await ada.payBack('p2', '18.00', '1.03');
    await ada.giveBack(lot, '16.97');
    const expected = [
      'return payout.failed 16.97 = 17.97 (p2 16.97)',
      'removal refund.fee_retained -1.03 = 1.00 (p2 1.03)',
      'removal refund.paid_back -16.97 = 2.03 (p2 16.97)',
      'charge rental.renewed -12.00 = 19.00 (p1 10.00, promotion 1.00, p2 1.00)',
      'credit topup.succeeded 20.00 = 31.00 (p2 20.00)',
      'credit promotion.granted 1.00 = 11.00 (promotion 1.00)',
      'credit topup.succeeded 10.00 = 10.00 (p1 10.00)',
    ];
    assert.deepEqual(await ada.lines(), { lines: expected, nextCursor: null });

    // The same, two lines a page: one page ends in the middle of the refund.
    const read: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await ada.lines(2, cursor);
      read.push(...page.lines);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    assert.deepEqual(read, expected);
  });

  it('of an empty wallet is empty', async () => {
    const ada = await openStory(db, context);
    assert.deepEqual(await ada.lines(), { lines: [], nextCursor: null });
    assert.deepEqual(await balanceOf(db, ada.walletId), { balanceMicros: 0n, heldMicros: 0n, version: 0n });
  });
});
