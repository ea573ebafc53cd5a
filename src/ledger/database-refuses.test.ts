import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { inTransaction, newId, type Database } from '#platform';
import { accountOf, balanceOf, bookContext, walletWith } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { post } from './post.ts';
import { sealJournals } from './seal.ts';

const euro = 1_000_000n;
const context = bookContext();

const refuses = async (db: Database, statement: string, expected: object): Promise<void> => {
  await assert.rejects(sql.raw(statement).execute(db), expected, statement);
};

const transfer = (row: {
  readonly journal?: string;
  readonly code?: string;
  readonly from: string;
  readonly to: string;
  readonly amount?: string;
  readonly wallet?: string;
}): string => `
  insert into ledger.transfer
    (journal_id, line, code, from_account_id, to_account_id, amount, wallet_id, wallet_version, wallet_balance)
  values (${row.journal ?? '1'}, 7, '${row.code ?? 'rental.started'}', '${row.from}', '${row.to}', ${row.amount ?? '1'},
          ${row.wallet ?? 'null, null, null'})`;

const begin = async () => {
  const { db } = await freshDatabase();
  const wallet = await walletWith(db, context, 5n * euro);
  const revenue = await accountOf(db, context, 'revenue_rental');
  return { db, wallet, revenue };
};

describe('the database itself refuses', () => {
  const appendOnly = { code: 'RF004', message: /append-only/ };

  for (const table of ['transfer', 'journal', 'block', 'house_balance', 'account'])
    it(`to empty ledger.${table}, or to delete from it`, async () => {
      const { db } = await begin();
      await sealJournals(db, context);
      await refuses(db, `truncate ledger.${table} cascade`, appendOnly);
      await refuses(db, `delete from ledger.${table}`, appendOnly);
    });

  it('to change a transfer, a block or a house balance', async () => {
    const { db } = await begin();
    await sealJournals(db, context);
    await refuses(db, 'update ledger.transfer set amount = 1', appendOnly);
    await refuses(db, 'update ledger.block set journals = 1', appendOnly);
    await refuses(db, 'update ledger.house_balance set balance = 1', appendOnly);
  });

  it('to change anything of a journal but that a block seals it, once', async () => {
    const { db } = await begin();
    for (const change of [
      `details = '{"a": 1}'`,
      `occurred_at = '2022-01-01'`,
      `actor = 'nobody'`,
      `idempotency_key = 'x'`,
      'lines = 9',
    ])
      await refuses(db, `update ledger.journal set ${change}`, {
        code: 'RF004',
        message: /journal 1 cannot change/,
      });
    await sealJournals(db, context);
    await refuses(db, 'update ledger.journal set block_no = null', { code: 'RF004' });
  });

  it('to make an account another one', async () => {
    const { db } = await begin();
    await refuses(db, `update ledger.account set currency = 'USD'`, appendOnly);
    await refuses(db, `update ledger.account set type = 'goodwill'`, appendOnly);
  });

  it('a wallet below zero, or below what is held', async () => {
    const { db } = await begin();
    await refuses(db, `update ledger.account set balance = -1 where type = 'wallet'`, {
      code: '23514',
      constraint: /wallet_is_never_negative|holds_are_covered/,
    });
    await refuses(db, `update ledger.account set held = balance + 1 where type = 'wallet'`, {
      code: '23514',
      constraint: 'holds_are_covered',
    });
  });

  it('a live balance of a house account', async () => {
    const { db } = await begin();
    await refuses(db, `update ledger.account set balance = 1 where type = 'goodwill'`, {
      code: '23514',
      constraint: 'only_wallets_keep_a_live_balance',
    });
  });

  it('a pair of accounts that the code may not connect', async () => {
    const { db, wallet } = await begin();
    const goodwill = await accountOf(db, context, 'goodwill');
    await assert.rejects(
      inTransaction(db, (tx) =>
        post(tx, context, {
          key: 'nonsense',
          details: {},
          transfers: [
            { code: 'rental.started', fromAccountId: wallet, toAccountId: goodwill, amountMicros: euro },
          ],
        }),
      ),
      { code: 'RF003', message: /rental.started may not connect wallet to goodwill/ },
    );
    assert.equal((await balanceOf(db, wallet)).balanceMicros, 5n * euro);
  });

  it('a transfer from wallet to wallet', async () => {
    const { db, wallet } = await begin();
    const other = await walletWith(db, context, euro);
    await assert.rejects(
      inTransaction(db, (tx) =>
        post(tx, context, {
          key: 'gift',
          details: {},
          transfers: [
            { code: 'rental.started', fromAccountId: wallet, toAccountId: other, amountMicros: euro },
          ],
        }),
      ),
      { code: 'RF003', message: /may not connect wallet to wallet/ },
    );
  });

  it('an account that does not exist', async () => {
    const { db, wallet } = await begin();
    for (const toAccountId of [
      newId(context.clock),
      wallet.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
    ])
      await assert.rejects(
        inTransaction(db, (tx) =>
          post(tx, context, {
            key: 'nowhere',
            details: {},
            transfers: [{ code: 'rental.started', fromAccountId: wallet, toAccountId, amountMicros: euro }],
          }),
        ),
        { code: 'RF003', message: /names an account that does not exist/ },
      );
  });

  it('two currencies in one transfer', async () => {
    const { db, wallet } = await begin();
    const inDollars = await accountOf(db, bookContext('USD'), 'revenue_rental');
    const eurosFees = await accountOf(db, context, 'processor_fees', 'card');
    const dollarsClearing = await accountOf(db, bookContext('USD'), 'processor_clearing', 'card');
    for (const [code, fromAccountId, toAccountId] of [
      ['rental.started', wallet, inDollars],
      ['topup.fee_charged', eurosFees, dollarsClearing],
    ] as const)
      await assert.rejects(
        inTransaction(db, (tx) =>
          post(tx, context, {
            key: 'mixed',
            details: {},
            transfers: [{ code, fromAccountId, toAccountId, amountMicros: 1n }],
          }),
        ),
        { code: 'RF003', message: /connects two currencies/ },
      );
  });

  it('an amount of zero or less, and a transfer to where it comes from', async () => {
    const { db, wallet, revenue } = await begin();
    const row = { from: wallet, to: revenue, wallet: `'${wallet}', 1, 1` };
    await refuses(db, transfer({ ...row, amount: '0' }), { constraint: 'transfer_amount_is_positive' });
    await refuses(db, transfer({ ...row, amount: '-1' }), { constraint: 'transfer_amount_is_positive' });
    await refuses(db, transfer({ from: revenue, to: revenue }), {
      constraint: 'transfer_connects_two_accounts',
    });
  });

  it('a transfer of a wallet that does not name it, or names another', async () => {
    const { db, wallet, revenue } = await begin();
    const other = await walletWith(db, context, euro);
    await refuses(db, transfer({ from: wallet, to: revenue }), {
      code: 'RF003',
      message: /does not name its wallet/,
    });
    await refuses(db, transfer({ from: wallet, to: revenue, wallet: `'${other}', 1, 1` }), {
      constraint: 'transfer_names_its_wallet',
    });
    await refuses(db, transfer({ from: wallet, to: revenue, wallet: `'${revenue}', 1, 1` }), {
      code: 'RF003',
    });
    await refuses(db, transfer({ from: wallet, to: revenue, wallet: `'${wallet}', 1, null` }), {
      constraint: 'wallet_leg_is_whole',
    });
  });

  it('a transfer that does not move its wallet', async () => {
    const { db, wallet, revenue } = await begin();
    const row = { from: wallet, to: revenue };
    await refuses(db, transfer({ ...row, wallet: `'${wallet}', 2, 4999999` }), {
      code: 'RF003',
      message: /does not leave its wallet as the account is/,
    });
    await refuses(db, transfer({ ...row, wallet: `'${wallet}', 1, 5000000` }), {
      constraint: 'wallet_versions_are_used_once',
    });
  });

  it('a transfer into a journal that does not exist, or that is sealed', async () => {
    const { db } = await begin();
    const fees = await accountOf(db, context, 'processor_fees', 'card');
    const clearing = await accountOf(db, context, 'processor_clearing', 'card');
    const row = { code: 'topup.fee_charged', from: fees, to: clearing };
    await refuses(db, transfer({ ...row, journal: '99' }), {
      code: 'RF003',
      message: /journal 99: .* does not exist or is sealed/,
    });
    await sealJournals(db, context);
    await refuses(db, transfer(row), { code: 'RF003', message: /journal 1: .* does not exist or is sealed/ });
  });

  it('a key that was used', async () => {
    const { db } = await begin();
    await refuses(
      db,
      `insert into ledger.journal (idempotency_key, content_hash, occurred_at, actor, details, lines)
       select idempotency_key, content_hash, occurred_at, actor, details, lines from ledger.journal`,
      { constraint: 'journal_key_is_used_once' },
    );
  });

  it('a rule by which one wallet could pay another', async () => {
    const { db } = await begin();
    await refuses(db, `insert into ledger.transfer_rule values ('gift.given', 'wallet', 'wallet')`, {
      constraint: 'wallets_are_not_connected',
    });
  });
});
