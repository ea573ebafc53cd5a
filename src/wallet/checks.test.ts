import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { houseAccount, post } from '#ledger';
import { inTransaction } from '#platform';
import { bookContext, faultsOf, tamper } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { openStory } from '../../test/support/wallet-story.ts';
import { checkWallets } from './checks.ts';

const context = bookContext();

/**
 * A wallet with p1 (turn 1, spent), p2 (turn 2, half spent, 5.00 paid back of which 2.00 came back) and p3 (turn 3), so that its
 * line was laid anew twice: 25.00 when it arrived, then 8.00, then the 10.00 that are left.
 */
const openWallet = async () => {
  const { db } = await freshDatabase();
  const ada = await openStory(db, context);
  await ada.topUp('p1', '10.00');
  await ada.topUp('p2', '10.00');
  await ada.topUp('p3', '5.00');
  await ada.charge('12.00');
  const lot = await ada.lotOf('p2');
  await ada.payBack('p2', '5.00', '1.00');
  await ada.giveBack(lot, '2.00');
  assert.equal(await ada.unspent(), 'p2 5.00, p3 5.00');
  return { db, ada };
};

type Opened = Awaited<ReturnType<typeof openWallet>>;

/** Alters the lots and compares what the checks then say: exactly these, each in these words. */
const check = async (
  statement: string,
  expected: (walletId: string) => Readonly<Record<string, string>>,
): Promise<void> => {
  const { db, ada } = await openWallet();
  await ada.isSound();
  await tamper(db, statement);
  assert.deepEqual(faultsOf(await inTransaction(db, checkWallets)), expected(ada.walletId));
};

describe('the wallet check names', () => {
  it('a line with a hole', () =>
    check(`update wallet.stretch set from_position = from_position + 5 where turn = 1`, (wallet) => ({
      'wallet-lines-have-no-holes': `wallet ${wallet}: a stretch of its line begins at 5, where 0 was expected`,
      'lots-are-spent-removed-or-left': `wallet ${wallet}: of lot 1/0, worth 10000000, 9999995 is spent, 0 removed and 0 left`,
    })));

  it('a lot that is worth more than arrived', () =>
    check(`update wallet.lot set amount = amount + 1 where turn = 3`, (wallet) => ({
      'lots-are-what-was-credited': `wallet ${wallet}: version 3 brought 5000000 (journal 3), its lots are worth 5000001 (journal 3)`,
      'lots-are-spent-removed-or-left': `wallet ${wallet}: of lot 3/0, worth 5000001, 0 is spent, 0 removed and 5000000 left`,
    })));

  it('credit that arrived without a lot', async () => {
    const { db, ada } = await openWallet();
    // The ledger's own door, which knows nothing of lots.
    await inTransaction(db, async (tx) => {
      const fromAccountId = await houseAccount(tx, context, 'goodwill');
      const transfers = [
        { code: 'promotion.granted', fromAccountId, toAccountId: ada.walletId, amountMicros: 7n },
      ];
      await post(tx, context, { key: 'without a lot', details: {}, transfers });
    });
    const faults = faultsOf(await inTransaction(db, checkWallets));
    assert.equal(
      faults['lots-are-what-was-credited'],
      `wallet ${ada.walletId}: version 8 brought 7 (journal 7), its lots are worth 0 (journal none)`,
    );
  });

  it('a lot that nothing brought', () =>
    check(
      `insert into wallet.lot select wallet_id, 99, 0, 1, 'goodwill', null, 99 from wallet.lot where turn = 1`,
      (wallet) => ({
        'lots-are-what-was-credited': `wallet ${wallet}: version 99 brought 0 (journal none), its lots are worth 1 (journal 99)`,
        'lots-are-spent-removed-or-left': `wallet ${wallet}: of lot 99/0, worth 1, 0 is spent, 0 removed and 0 left`,
      }),
    ));

  it('a removal of something else than what left', () =>
    check(`update wallet.removal set amount = amount - 1 where amount > 0`, (wallet) => ({
      'removals-are-what-left': `wallet ${wallet}: journal 5 took 5000000, its removals add up to 4999999`,
      'lots-are-spent-removed-or-left': `wallet ${wallet}: of lot 2/0, worth 10000000, 2000000 is spent, 2999999 removed and 5000000 left`,
    })));

  it('a removal from another lot than was laid anew', () =>
    check(`update wallet.removal set turn = 3`, (wallet) => ({
      'lots-are-spent-removed-or-left': `wallet ${wallet}: of lot 2/0, worth 10000000, 2000000 is spent, 0 removed and 5000000 left`,
    })));

  it('more left of the lots than the wallet has', () =>
    check(
      `update wallet.stretch set to_position = to_position + 3 where to_position = (select max(to_position) from wallet.stretch)`,
      (wallet) => ({
        'lots-are-spent-removed-or-left': `wallet ${wallet}: of lot 3/0, worth 5000000, 0 is spent, 0 removed and 5000003 left`,
      }),
    ));

  it('a wallet that has credit beside its lots', () =>
    check(`update ledger.account set balance = 30000000 where type = 'wallet'`, (wallet) => ({
      'lots-left-are-the-wallet': `wallet ${wallet}: balance 30000000, but 10000000 is left of its lots`,
    })));

  it('credit that would be spent out of its turn', () =>
    check(
      `update wallet.stretch s set turn = 5 - turn
        where laid_version = (select max(laid_version) from wallet.stretch)`,
      (wallet) => ({
        'unspent-credit-is-in-turn': `wallet ${wallet}: lot 3/0 would be spent before lot 2/0`,
      }),
    ));

  it('a trigger that was turned off', async () => {
    const { db } = await openWallet();
    await sql`alter table wallet.lot disable trigger lots_are_append_only`.execute(db);
    assert.deepEqual(faultsOf(await inTransaction(db, checkWallets)), {
      'wallet-guards-are-on': 'the trigger lots_are_append_only on wallet.lot is missing or turned off',
    });
  });
});

describe('the database itself refuses', () => {
  const stretch = (walletId: string, from: number | bigint, to: number | bigint): string =>
    `insert into wallet.stretch (wallet_id, from_position, to_position, turn, part, laid_version)
     values ('${walletId}', ${from}, ${to}, 1, 0, 99)`;
  const refuses = async ({ db }: Opened, statement: string, expected: object): Promise<void> => {
    await assert.rejects(sql.raw(statement).execute(db), expected, statement);
  };
  const end = 43_000_000;

  for (const table of ['lot', 'stretch', 'removal'])
    it(`to change, delete or empty wallet.${table}`, async () => {
      const opened = await openWallet();
      const appendOnly = { code: 'RF004', message: /append-only/ };
      await refuses(opened, `update wallet.${table} set turn = 1`, appendOnly);
      await refuses(opened, `delete from wallet.${table}`, appendOnly);
      await refuses(opened, `truncate wallet.${table} cascade`, appendOnly);
    });

  it('a line with a gap, an overlap or a branch', async () => {
    const opened = await openWallet();
    const { walletId } = opened.ada;
    await refuses(opened, stretch(walletId, end + 1, end + 2), { constraint: 'line_has_no_holes' });
    await refuses(opened, stretch(walletId, end - 1, end + 2), { constraint: 'line_has_no_holes' });
    await refuses(opened, stretch(walletId, 0, end + 2), { constraint: 'stretch_by_place' });
    await refuses(opened, stretch(walletId, -1, 0), { constraint: 'stretch_is_not_empty' });
    await refuses(opened, stretch(walletId, end, end), { constraint: 'stretch_is_not_empty' });
    await sql.raw(stretch(walletId, end, end + 1)).execute(opened.db);
  });

  it('a top-up without its payment, and a promotion with one', async () => {
    const opened = await openWallet();
    const lot = (origin: string, payment: string): string =>
      `insert into wallet.lot values ('${opened.ada.walletId}', 99, 0, 1, '${origin}', ${payment}, 1)`;
    await refuses(opened, lot('payment', 'null'), { constraint: 'top_up_names_its_payment' });
    await refuses(opened, lot('promotion', `'${opened.ada.paymentId('p1')}'`), {
      constraint: 'promotion_has_no_payment',
    });
  });

  it('a stretch or a removal of a lot that is not there', async () => {
    const opened = await openWallet();
    const { walletId } = opened.ada;
    await refuses(opened, stretch(walletId, end, end + 1).replace('1, 0, 99', '77, 0, 99'), {
      constraint: 'stretch_belongs_to_a_lot',
    });
    await refuses(opened, `insert into wallet.removal values (99, 1, '${walletId}', 77, 0, 1, 'refund')`, {
      constraint: 'removal_names_its_lot',
    });
  });
});
