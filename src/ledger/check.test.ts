import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { inTransaction } from '#platform';
import { accountOf, bookContext, faultsOf, tamper, walletWith } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { openHold } from './hold.ts';
import { post } from './post.ts';
import { sealJournals } from './seal.ts';
import { checkLedger } from './check.ts';

const euro = 1_000_000n;
const context = bookContext();

/** Books with two wallets, a house transfer, a hold, two blocks and one journal that is not sealed. */
const openBooks = async () => {
  const { db } = await freshDatabase();
  const ada = await walletWith(db, context, 10n * euro);
  const bob = await walletWith(db, context, 20n * euro);
  const revenue = await accountOf(db, context, 'revenue_rental');
  const fees = await accountOf(db, context, 'processor_fees', 'card');
  const clearing = await accountOf(db, context, 'processor_clearing', 'card');
  const move = (key: string, code: string, fromAccountId: string, toAccountId: string) =>
    inTransaction(db, (tx) =>
      post(tx, context, {
        key,
        details: {},
        transfers: [{ code, fromAccountId, toAccountId, amountMicros: euro }],
      }),
    );
  await sealJournals(db, context);
  const { journalId: sealedId } = await move('sealed', 'rental.renewed', ada, revenue);
  await move('fee', 'topup.fee_charged', fees, clearing);
  await sealJournals(db, context);
  const { journalId: openId } = await move('open', 'rental.renewed', bob, revenue);
  const expiresAt = context.clock.now().add({ hours: 1 });
  await inTransaction(db, (tx) =>
    openHold(tx, context, { key: 'call', walletId: bob, purpose: 'call', amountMicros: euro, expiresAt }),
  );
  return {
    ada,
    bob,
    revenue,
    fees,
    clearing,
    sealedId,
    openId,
    tamper: (statement: string) => tamper(db, statement),
    alter: (statement: string) => sql.raw(statement).execute(db),
    faults: async () => faultsOf(await inTransaction(db, checkLedger)),
  };
};

type Books = Awaited<ReturnType<typeof openBooks>>;

/** Alters the books and compares what the checks then say: exactly these, each in these words. */
const check = async (
  statement: (books: Books) => string,
  expected: (books: Books) => Readonly<Record<string, string>>,
): Promise<void> => {
  const books = await openBooks();
  assert.deepEqual(await books.faults(), {}, 'sound before');
  await books.tamper(statement(books));
  assert.deepEqual(await books.faults(), expected(books));
};

describe('the ledger check names', () => {
  it('nothing, when nothing is wrong', async () => {
    const books = await openBooks();
    assert.deepEqual(await books.faults(), {});
  });

  it('a journal that lost a transfer', () =>
    check(
      ({ openId }) => `delete from ledger.transfer where journal_id = ${openId}`,
      ({ bob, openId }) => ({
        'journals-have-their-transfers': `journal ${openId}: 1 transfers were written, 0 are there (lines 0 to 0)`,
        'wallets-are-the-sum-of-their-legs': `wallet ${bob}: balance 19000000 at version 2, but its 1 legs add up to 20000000`,
        'books-balance':
          'EUR: wallets have 28000000, house accounts -29000000 micro-units, which do not add up to zero',
      }),
    ));

  it('a transfer without its journal', () =>
    check(
      ({ fees, clearing }) =>
        `insert into ledger.transfer values (99, 1, 'topup.fee_charged', '${fees}', '${clearing}', 1)`,
      () => ({
        'journals-have-their-transfers': 'journal 99: no transfers were written, 1 are there (lines 1 to 1)',
      }),
    ));

  it('a transfer under a code that may not connect its accounts', () =>
    check(
      ({ openId }) => `update ledger.transfer set code = 'payout.settled' where journal_id = ${openId}`,
      ({ openId }) => ({
        'transfers-connect-what-they-may': `journal ${openId} line 1 (payout.settled): payout.settled may not connect wallet to revenue_rental`,
      }),
    ));

  it('a transfer to an account that does not exist', () =>
    check(
      ({ openId }) =>
        `update ledger.transfer set to_account_id = '0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d' where journal_id = ${openId}`,
      ({ openId }) => ({
        'transfers-connect-what-they-may': `journal ${openId} line 1 (rental.renewed): account 0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d does not exist`,
        'books-balance':
          'EUR: wallets have 28000000, house accounts -29000000 micro-units, which do not add up to zero',
      }),
    ));

  it('a transfer between two currencies', () =>
    check(
      ({ fees }) => `update ledger.account set currency = 'USD' where id = '${fees}'`,
      ({ sealedId }) => ({
        'transfers-connect-what-they-may': `journal ${sealedId + 1n} line 1 (topup.fee_charged): connects USD to EUR`,
        'books-balance':
          'EUR: wallets have 28000000, house accounts -27000000 micro-units, which do not add up to zero',
      }),
    ));

  it('a gap in the versions of a wallet', () =>
    check(
      ({ bob, openId }) => `
        update ledger.transfer set wallet_version = 3 where journal_id = ${openId};
        update ledger.account set version = 3 where id = '${bob}'`,
      ({ bob, openId }) => ({
        'wallet-versions-have-no-gap': `wallet ${bob}: version 3 follows 1 (journal ${openId})`,
        'wallets-are-the-sum-of-their-legs': `wallet ${bob}: balance 19000000 at version 3, but its 2 legs add up to 19000000`,
      }),
    ));

  it('a balance on the way that does not follow from the one before', () =>
    check(
      ({ openId }) => `update ledger.transfer set wallet_balance = 19000001 where journal_id = ${openId}`,
      ({ bob, openId }) => ({
        'wallet-legs-add-up': `wallet ${bob} version 2 (journal ${openId} line 1): 20000000 and -1000000 make 19000000, not 19000001`,
      }),
    ));

  it('a wallet that has more than its legs say', () =>
    check(
      ({ bob }) => `update ledger.account set balance = balance + 1 where id = '${bob}'`,
      ({ bob }) => ({
        'wallets-are-the-sum-of-their-legs': `wallet ${bob}: balance 19000001 at version 2, but its 2 legs add up to 19000000`,
        'books-balance':
          'EUR: wallets have 28000001, house accounts -28000000 micro-units, which do not add up to zero',
      }),
    ));

  it('a wallet that holds something for nobody', () =>
    check(
      ({ ada }) => `update ledger.account set held = 5 where id = '${ada}'`,
      ({ ada }) => ({ 'holds-are-what-is-held': `wallet ${ada}: 5 is held, but its open holds add up to 0` }),
    ));

  it('an amount that was changed in a sealed journal, although everything was made to add up', () =>
    check(
      ({ ada, revenue, sealedId }) => `
        update ledger.transfer set amount = 2000000, wallet_balance = 8000000 where journal_id = ${sealedId};
        update ledger.account set balance = 8000000 where id = '${ada}';
        update ledger.house_balance set balance = 2000000 where account_id = '${revenue}'`,
      ({ sealedId }) => ({
        'blocks-hold-what-they-sealed': `block 2: one of the journals ${sealedId} to ${sealedId + 1n} is not what was sealed`,
      }),
    ));

  for (const change of [
    `actor = 'nobody'`,
    `occurred_at = occurred_at + interval '1 microsecond'`,
    `details = '{"a": 1}'`,
    `idempotency_key = 'other'`,
  ])
    it(`a sealed journal of which ${change.split(' ')[0]} was changed`, () =>
      check(
        ({ sealedId }) => `update ledger.journal set ${change} where id = ${sealedId}`,
        ({ sealedId }) => ({
          'blocks-hold-what-they-sealed': `block 2: one of the journals ${sealedId} to ${sealedId + 1n} is not what was sealed`,
        }),
      ));

  it('a sealed journal that is gone, with all its traces', () =>
    check(
      ({ fees, clearing, sealedId }) => `
        delete from ledger.transfer where journal_id = ${sealedId + 1n};
        delete from ledger.journal where id = ${sealedId + 1n};
        delete from ledger.house_balance where account_id in ('${fees}', '${clearing}')`,
      () => ({ 'blocks-hold-what-they-sealed': 'block 2 sealed 2 journals, 1 are there' }),
    ));

  it('a block that is gone', () =>
    check(
      () => `delete from ledger.block where no = 1`,
      () => ({ 'blocks-are-a-chain': 'block 1 is missing' }),
    ));

  it('a block that was written anew without those after it', () =>
    check(
      () => `
        update ledger.journal set actor = 'nobody' where id = 1;
        update ledger.block b set hash = sha256(previous_hash || (
          select string_agg(ledger.journal_digest(j), ''::bytea order by j.id) from ledger.journal j where j.block_no = b.no))
         where no = 1`,
      () => ({ 'blocks-are-a-chain': 'block 2 does not continue the hash of block 1' }),
    ));

  it('a house account whose balance was changed at a block', () =>
    check(
      ({ fees }) => `update ledger.house_balance set balance = balance - 7 where account_id = '${fees}'`,
      ({ fees }) => ({
        'books-balance':
          'EUR: wallets have 28000000, house accounts -28000007 micro-units, which do not add up to zero',
        'house-balances-roll-up': `house account ${fees} (processor_fees card) at block 2: the transfers make -1000000, the balance kept is -1000007`,
      }),
    ));

  it('a house account whose balance is missing at a block', () =>
    check(
      ({ revenue, fees, clearing }) =>
        `delete from ledger.house_balance where account_id in ('${revenue}', '${fees}', '${clearing}')`,
      ({ revenue, fees, clearing }) => {
        const [first] = [revenue, fees, clearing].toSorted();
        const [name, change] = new Map([
          [revenue, ['revenue_rental ', '1000000']],
          [fees, ['processor_fees card', '-1000000']],
          [clearing, ['processor_clearing card', '1000000']],
        ] as const).get(first!)!;
        return {
          'books-balance':
            'EUR: wallets have 28000000, house accounts -29000000 micro-units, which do not add up to zero',
          'house-balances-roll-up': `house account ${first} (${name}) at block 2: the transfers make ${change}, the balance kept is missing`,
        };
      },
    ));

  it('a trigger that was turned off', async () => {
    const books = await openBooks();
    await books.alter('alter table ledger.transfer disable trigger transfers_are_append_only');
    assert.deepEqual(await books.faults(), {
      'ledger-guards-are-on':
        'the trigger transfers_are_append_only on ledger.transfer is missing or turned off',
    });
    await books.alter('alter table ledger.transfer enable trigger transfers_are_append_only');
    await books.alter('drop trigger journals_only_get_sealed on ledger.journal');
    assert.deepEqual(await books.faults(), {
      'ledger-guards-are-on':
        'the trigger journals_only_get_sealed on ledger.journal is missing or turned off',
    });
  });
});
