import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { inTransaction, type Database, type Tx } from '#platform';
import { accountOf, balanceOf, bookContext, faultsOf, walletWith } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { lockWallets, lockWalletsOf } from './account.ts';
import { chargeBatch, type BatchOrder } from './charge-batch.ts';
import { checkLedger } from './check.ts';
import { openHold } from './hold.ts';
import { walletMovements } from './read-journals.ts';

const euro = 1_000_000n;
const context = bookContext();

type Row = readonly [walletId: string, line: number | null, amountMicros: bigint];

const fill = async (tx: Tx, rows: readonly Row[]): Promise<void> => {
  await sql`create temporary table due (wallet_id uuid, line int, amount bigint, rental_id int) on commit drop`.execute(
    tx,
  );
  for (const [walletId, line, amountMicros] of rows)
    await sql`insert into due (wallet_id, line, amount) values (${walletId}, ${line}, ${amountMicros})`.execute(
      tx,
    );
};

const begin = async (credits: readonly bigint[]) => {
  const { db } = await freshDatabase();
  const wallets: string[] = [];
  for (const credit of credits) wallets.push(await walletWith(db, context, credit));
  const toAccountId = await accountOf(db, context, 'revenue_rental');
  const order: BatchOrder = {
    key: 'run 1',
    code: 'rental.renewed',
    toAccountId,
    details: { run: 1 },
    table: 'due',
  };
  const charge = (rows: readonly Row[], changes: Partial<BatchOrder> = {}) =>
    inTransaction(db, async (tx) => {
      await lockWallets(tx, wallets);
      await fill(tx, rows);
      return chargeBatch(tx, context, { ...order, ...changes });
    });
  return { db, wallets, charge };
};

const movementsOf = async (db: Database, walletId: string) => {
  const { items } = await inTransaction(db, (tx) => walletMovements(tx, { walletId, limit: 100 }));
  return items.map(({ version, journalId, line, changeMicros, balanceMicros }) =>
    [version, journalId, line, changeMicros / euro, balanceMicros / euro].map(Number),
  );
};

describe('a batch of charges', () => {
  it('is one journal, with a transfer for every row and its balance in every wallet', async () => {
    const { db, wallets, charge } = await begin([10n * euro, 20n * euro]);
    const [a, b] = wallets as [string, string];
    // The rows of a wallet need not stand together: their lines say in which order they are charged.
    const posted = await charge([
      [b, 3, 5n * euro],
      [a, 1, 4n * euro],
      [b, 2, 1n * euro],
      [b, 4, 7n * euro],
    ]);
    assert.deepEqual(posted, { journalId: 3n, repeated: false, lines: 4, totalMicros: 17n * euro });
    assert.deepEqual(await movementsOf(db, a), [
      [2, 3, 1, -4, 6],
      [1, 1, 1, 10, 10],
    ]);
    assert.deepEqual(await movementsOf(db, b), [
      [4, 3, 4, -7, 7],
      [3, 3, 3, -5, 14],
      [2, 3, 2, -1, 19],
      [1, 2, 1, 20, 20],
    ]);
    assert.deepEqual(await balanceOf(db, b), { balanceMicros: 7n * euro, heldMicros: 0n, version: 4n });
    assert.deepEqual(faultsOf(await inTransaction(db, checkLedger)), {});
  });

  it('is charged once per key, and another batch under the key is refused', async () => {
    const { db, wallets, charge } = await begin([10n * euro]);
    const [a] = wallets as [string];
    const first = await charge([[a, 1, 4n * euro]]);
    assert.deepEqual(await charge([[a, 1, 4n * euro]]), { ...first, repeated: true });
    assert.equal((await balanceOf(db, a)).balanceMicros, 6n * euro);
    await assert.rejects(charge([[a, 1, 5n * euro]]), { code: 'ledger.key_reused' });
    await assert.rejects(charge([[a, 2, 4n * euro]]), { code: 'ledger.key_reused' });
    await assert.rejects(charge([[a, 1, 4n * euro]], { code: 'rental.restored' }), {
      code: 'ledger.key_reused',
    });
  });

  it('that takes more than a wallet has fails whole', async () => {
    const { db, wallets, charge } = await begin([10n * euro, 3n * euro]);
    const [a, b] = wallets as [string, string];
    await assert.rejects(
      charge([
        [a, 1, 4n * euro],
        [b, 2, 4n * euro],
      ]),
      { code: '23514' },
    );
    assert.deepEqual(await balanceOf(db, a), { balanceMicros: 10n * euro, heldMicros: 0n, version: 1n });
  });

  it('that takes what is held fails whole', async () => {
    const { db, wallets, charge } = await begin([10n * euro]);
    const [a] = wallets as [string];
    const expiresAt = context.clock.now().add({ hours: 1 });
    await inTransaction(db, (tx) =>
      openHold(tx, context, {
        key: 'call',
        walletId: a,
        purpose: 'call',
        amountMicros: 7n * euro,
        expiresAt,
      }),
    );
    await assert.rejects(charge([[a, 1, 4n * euro]]), { code: '23514', constraint: 'holds_are_covered' });
    await charge([[a, 1, 3n * euro]]);
  });

  it('needs rows, with their lines, of wallets that exist', async () => {
    const { wallets, charge } = await begin([10n * euro]);
    const [a] = wallets as [string];
    await assert.rejects(charge([]), /at least one row/);
    await assert.rejects(charge([[a, null, euro]]), /every row of a batch has its line/);
    await assert.rejects(
      charge([['0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d', 1, euro]]),
      /a wallet that does not exist/,
    );
    await assert.rejects(charge([[a, 1, euro]], { toAccountId: a }), {
      constraint: 'transfer_connects_two_accounts',
    });
  });
});

describe('wallets locked for a batch', () => {
  it('come with what each can spend, and wait for whoever holds them', async () => {
    const { db, wallets } = await begin([10n * euro, 20n * euro]);
    const expiresAt = context.clock.now().add({ hours: 1 });
    await inTransaction(db, (tx) =>
      openHold(tx, context, {
        key: 'call',
        walletId: wallets[0]!,
        purpose: 'call',
        amountMicros: 7n * euro,
        expiresAt,
      }),
    );
    const order: string[] = [];
    const lockAll = (name: string, pauseMs: number) =>
      inTransaction(db, async (tx) => {
        await sql`create temporary table candidate (wallet_id uuid) on commit drop`.execute(tx);
        await sql`insert into candidate select unnest(${[...wallets, ...wallets]}::uuid[])`.execute(tx);
        await sql`create temporary table credit (wallet_id uuid, credit bigint) on commit drop`.execute(tx);
        const locked = await lockWalletsOf(tx, { table: 'candidate', into: 'credit' });
        order.push(`${name} has them`);
        await sql`select pg_sleep(${pauseMs / 1000})`.execute(tx);
        order.push(`${name} is done`);
        const { rows } = await sql<{ credit: bigint }>`select credit from credit order by credit`.execute(tx);
        return { locked, credits: rows.map((row) => row.credit / euro) };
      });
    const [first, second] = await Promise.all([lockAll('one', 100), lockAll('one', 100)]);
    assert.deepEqual(first, { locked: 2n, credits: [3n, 20n] });
    assert.deepEqual(second, first);
    assert.deepEqual(order, ['one has them', 'one is done', 'one has them', 'one is done']);
  });
});
