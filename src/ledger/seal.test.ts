import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { inTransaction, type Database } from '#platform';
import type { Context } from '#policy';
import { accountOf, bookContext, faultsOf, walletWith } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { checkLedger } from './check.ts';
import { houseBalances, walletTotals } from './house-balances.ts';
import { tasks } from './jobs.ts';
import { post } from './post.ts';
import { findJournal, listJournals } from './read-journals.ts';
import { sealJournals } from './seal.ts';
import { dueOf } from '../../test/support/work.ts';

const euro = 1_000_000n;
const context = bookContext();

const charge = async (db: Database, walletId: string, key: string): Promise<void> => {
  const revenueId = await accountOf(db, context, 'revenue_rental');
  await inTransaction(db, (tx) =>
    post(tx, context, {
      key,
      details: {},
      transfers: [
        { code: 'rental.renewed', fromAccountId: walletId, toAccountId: revenueId, amountMicros: euro },
      ],
    }),
  );
};

const blocksOf = async (db: Database) => {
  const { rows } = await sql<{ no: bigint; journals: number; previousHash: Buffer; hash: Buffer }>`
    select no, journals, previous_hash, hash from ledger.block order by no`.execute(db);
  return rows;
};

const balancesOf = async (db: Database): Promise<Readonly<Record<string, bigint>>> =>
  Object.fromEntries(
    (await inTransaction(db, houseBalances)).map((one) => [one.type, one.balanceMicros / euro]),
  );

describe('sealing', () => {
  it('makes a chain of blocks, each with the hash of the one before', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 10n * euro);
    await charge(db, wallet, 'a');
    assert.equal(await sealJournals(db, context), 2);
    await charge(db, wallet, 'b');
    assert.equal(await sealJournals(db, context), 1);
    assert.equal(await sealJournals(db, context), 0);
    const [first, second, ...more] = await blocksOf(db);
    assert.deepEqual(more, []);
    assert.deepEqual([first?.no, first?.journals, second?.no, second?.journals], [1n, 2, 2n, 1]);
    assert.deepEqual(first?.previousHash, Buffer.alloc(32));
    assert.deepEqual(second?.previousHash, first?.hash);
    assert.deepEqual(faultsOf(await inTransaction(db, checkLedger)), {});
  });

  it('finds a journal that is committed after others with higher ids were sealed', async () => {
    const { db } = await freshDatabase();
    const early = await walletWith(db, context, 10n * euro);
    const late = await walletWith(db, context, 10n * euro);
    await sealJournals(db, context);
    const revenueId = await accountOf(db, context, 'revenue_rental');
    await inTransaction(db, async (tx) => {
      const { journalId } = await post(tx, context, {
        key: 'slow',
        details: {},
        transfers: [
          { code: 'rental.renewed', fromAccountId: late, toAccountId: revenueId, amountMicros: euro },
        ],
      });
      await charge(db, early, 'fast');
      assert.equal(await sealJournals(db, context), 1);
      const [newest] = (await inTransaction(db, (other) => listJournals(other, { limit: 1 }))).items;
      assert.ok(newest!.id > journalId && newest!.blockNo === 2n);
    });
    assert.equal(await sealJournals(db, context), 1);
    assert.deepEqual(await balancesOf(db), { goodwill: -20n, revenue_rental: 2n });
    assert.deepEqual(faultsOf(await inTransaction(db, checkLedger)), {});
  });

  it('by two workers at once seals every journal once', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 50n * euro);
    for (let n = 0; n < 20; n += 1) await charge(db, wallet, `charge ${n}`);
    const sealed = await Promise.all([1, 2, 3].map(() => sealJournals(db, context)));
    assert.equal(
      sealed.reduce((sum, journals) => sum + journals, 0),
      21,
    );
    const blocks = await blocksOf(db);
    assert.equal(
      blocks.reduce((sum, block) => sum + block.journals, 0),
      21,
    );
    assert.deepEqual(faultsOf(await inTransaction(db, checkLedger)), {});
  });

  it('takes a thousand journals a block', async () => {
    const { db } = await freshDatabase();
    await walletWith(db, context, euro);
    const fees = await accountOf(db, context, 'processor_fees', 'card');
    const clearing = await accountOf(db, context, 'processor_clearing', 'card');
    await sql`
      with j as (
        insert into ledger.journal (idempotency_key, content_hash, occurred_at, actor, details, lines)
        select 'fee ' || n, sha256(''), ${context.clock.now()}, 'system', '{}', 1 from generate_series(1, 1500) n returning id)
      insert into ledger.transfer (journal_id, line, code, from_account_id, to_account_id, amount)
      select id, 1, 'topup.fee_charged', ${fees}, ${clearing}, 1 from j`.execute(db);
    assert.equal(await sealJournals(db, context), 1501);
    assert.deepEqual(
      (await blocksOf(db)).map((block) => block.journals),
      [1000, 501],
    );
    assert.deepEqual(faultsOf(await inTransaction(db, checkLedger)), {});
  });

  it('falls due a minute after the oldest journal that is not sealed', async () => {
    const { db } = await freshDatabase();
    const moving = bookContext();
    const sealing = tasks.find((task) => task.name === 'ledger.sealing')!;
    assert.equal(await dueOf(db, moving, sealing), null);
    const writtenAt = moving.clock.now();
    await walletWith(db, moving, euro);
    moving.clock.moveTo(writtenAt.add({ seconds: 30 }));
    await walletWith(db, moving, euro);
    assert.equal(String(await dueOf(db, moving, sealing)), String(writtenAt.add({ seconds: 60 })));
    assert.equal(await sealing.run(db, moving as Context), 2);
    assert.equal(await dueOf(db, moving, sealing), null);
  });
});

describe('the balances of house accounts', () => {
  it('are the same before and after sealing, and with the wallets add up to zero', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 10n * euro);
    await charge(db, wallet, 'a');
    const expected = { goodwill: -10n, revenue_rental: 1n };
    assert.deepEqual(await balancesOf(db), expected);
    await sealJournals(db, context);
    assert.deepEqual(await balancesOf(db), expected);
    await charge(db, wallet, 'b');
    assert.deepEqual(await balancesOf(db), { goodwill: -10n, revenue_rental: 2n });
    await sealJournals(db, context);
    assert.deepEqual(await balancesOf(db), { goodwill: -10n, revenue_rental: 2n });
    const totals = await inTransaction(db, walletTotals);
    assert.deepEqual(totals, [{ currency: 'EUR', wallets: 1, balanceMicros: 8n * euro, heldMicros: 0n }]);
  });
});

describe('journals', () => {
  it('are read newest first, a page at a time', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 10n * euro);
    await charge(db, wallet, 'a');
    await charge(db, wallet, 'b');
    const first = await inTransaction(db, (tx) => listJournals(tx, { limit: 2 }));
    assert.deepEqual(
      first.items.map((journal) => journal.key),
      ['b', 'a'],
    );
    const last = await inTransaction(db, (tx) => listJournals(tx, { limit: 2, cursor: first.nextCursor! }));
    assert.equal(last.nextCursor, null);
    const [given] = last.items;
    assert.deepEqual(given?.transfers, [
      {
        line: 1,
        code: 'promotion.granted',
        from: { accountId: await accountOf(db, context, 'goodwill'), type: 'goodwill', name: '' },
        to: { accountId: wallet, type: 'wallet', name: '' },
        amountMicros: 10n * euro,
      },
    ]);
    assert.deepEqual(await inTransaction(db, (tx) => findJournal(tx, given.id)), given);
    assert.equal(await inTransaction(db, (tx) => findJournal(tx, 99n)), undefined);
    await assert.rejects(
      inTransaction(db, (tx) => listJournals(tx, { limit: 2, cursor: 'x' })),
      { code: 'pages.invalid_cursor' },
    );
  });
});
