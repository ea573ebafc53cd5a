import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { chargeBatch, checkLedger, houseAccount, lockWallets, walletBalance } from '#ledger';
import { inTransaction, newId, type Database, type Tx } from '#platform';
import { bookContext, faultsOf, walletWith } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { chargeWallet } from './charge-wallet.ts';
import { checkWallets } from './checks.ts';
import { creditWallet } from './credit-wallet.ts';
import type { LotId, LotShare } from './lot.ts';
import { removeCredit, returnCredit } from './move-credit.ts';
import { spentFrom, statement, unspentParts } from './read-credit.ts';
import { byTurn, mergeShares } from './rules.ts';

const context = bookContext();

// What a wallet can be asked to do. `pick` chooses among what there is to choose from at that moment.
type Step =
  | { readonly do: 'topUp' | 'promote' | 'charge'; readonly cents: number }
  | { readonly do: 'remove' | 'return'; readonly cents: number; readonly pick: number };

const cents = fc.integer({ min: 1, max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('topUp' as const), cents }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('promote' as const), cents }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('charge' as const), cents }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), cents, pick: fc.nat(99) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return' as const), cents, pick: fc.nat(99) }) },
);

/** The model: every cent is a coin with the lot that it is of, in the order in which they are spent. */
interface Purse {
  coins: readonly LotId[];
  /** Coins that left otherwise than by being spent. */
  gone: readonly LotId[];
  /** By the wallet's version: the coins of each charge. */
  readonly charges: Map<bigint, readonly LotId[]>;
}

const perCent = 10_000n;
const asShares = (coins: readonly LotId[]): readonly LotShare[] =>
  mergeShares(coins.map(({ turn, part }) => ({ turn, part, amountMicros: perCent })));
const plain = (shares: readonly LotShare[]): readonly LotShare[] =>
  shares.map(({ turn, part, amountMicros }) => ({ turn, part, amountMicros }));

const credit = async (
  tx: Tx,
  walletId: string,
  amountMicros: bigint,
  isPromotion: boolean,
): Promise<bigint> => {
  const origin = isPromotion ? ('promotion' as const) : ('payment' as const);
  const { legs } = await creditWallet(tx, context, {
    walletId,
    key: newId(context.clock),
    code: isPromotion ? 'promotion.granted' : 'topup.succeeded',
    fromAccountId: await houseAccount(tx, context, isPromotion ? 'goodwill' : 'processor_clearing'),
    details: {},
    amountMicros,
    origin,
    paymentId: isPromotion ? null : newId(context.clock),
  });
  return legs[0]!.version;
};

const charge = async (tx: Tx, walletId: string, amountMicros: bigint): Promise<bigint> => {
  const lines = [
    { code: 'rental.renewed', toAccountId: await houseAccount(tx, context, 'revenue_rental'), amountMicros },
  ];
  const { legs } = await chargeWallet(tx, context, {
    walletId,
    key: newId(context.clock),
    details: {},
    lines,
  });
  return legs[0]!.version;
};

const move = async (
  tx: Tx,
  walletId: string,
  direction: 'remove' | 'return',
  lot: LotId,
  amountMicros: bigint,
): Promise<void> => {
  const payable = await houseAccount(tx, context, 'refunds_payable');
  const order = {
    walletId,
    key: newId(context.clock),
    details: {},
    reason: 'refund',
    parts: [{ ...lot, amountMicros }],
  };
  if (direction === 'remove')
    await removeCredit(tx, context, {
      ...order,
      transfers: [{ code: 'refund.paid_back', fromAccountId: walletId, toAccountId: payable, amountMicros }],
    });
  else
    await returnCredit(tx, context, {
      ...order,
      transfers: [{ code: 'payout.failed', fromAccountId: payable, toAccountId: walletId, amountMicros }],
    });
};

/** Does a step to the wallet and to the purse; what neither can do is left out. */
const apply = async (tx: Tx, walletId: string, purse: Purse, current: Step): Promise<void> => {
  const amountMicros = BigInt(current.cents) * perCent;
  switch (current.do) {
    case 'topUp':
    case 'promote': {
      const turn = await credit(tx, walletId, amountMicros, current.do === 'promote');
      purse.coins = [...purse.coins, ...Array.from({ length: current.cents }, () => ({ turn, part: 0 }))];
      return;
    }
    case 'charge': {
      if (current.cents > purse.coins.length) {
        await assert.rejects(charge(tx, walletId, amountMicros), { code: 'wallet.insufficient_credit' });
        return;
      }
      const version = await charge(tx, walletId, amountMicros);
      purse.charges.set(version, purse.coins.slice(0, current.cents));
      purse.coins = purse.coins.slice(current.cents);
      return;
    }
    case 'remove':
    case 'return': {
      const [from, to] = current.do === 'remove' ? [purse.coins, purse.gone] : [purse.gone, purse.coins];
      const lot = from[current.pick % Math.max(from.length, 1)];
      if (lot === undefined) return;
      const coins = from.filter((coin) => byTurn(coin, lot) === 0).slice(0, current.cents);
      await move(tx, walletId, current.do, lot, BigInt(coins.length) * perCent);
      const rest = from.filter((coin) => !coins.includes(coin));
      const more = [...to, ...coins].toSorted(byTurn);
      [purse.coins, purse.gone] = current.do === 'remove' ? [rest, more] : [more, rest];
      return;
    }
  }
};

const compare = async (tx: Tx, walletId: string, purse: Purse): Promise<void> => {
  const { balanceMicros, version } = await walletBalance(tx, walletId);
  assert.equal(balanceMicros, BigInt(purse.coins.length) * perCent, 'the balance is the coins in the purse');
  assert.deepEqual(
    plain(await unspentParts(tx, walletId)),
    asShares(purse.coins),
    'lots left are the coins in the purse',
  );
  const charges = await spentFrom(tx, { walletId, fromVersion: 1n, toVersion: version });
  assert.deepEqual(
    charges.map((one) => [one.version, plain(one.shares)]),
    [...purse.charges].map(([at, coins]) => [at, asShares(coins)]),
    'each charge is spent from the coins that it took',
  );
  const lines = (await statement(tx, { walletId, limit: 100 })).items;
  for (const line of lines) {
    const sum = line.shares.reduce((total, share) => total + share.amountMicros, 0n);
    assert.equal(
      sum,
      line.changeMicros < 0n ? -line.changeMicros : line.changeMicros,
      `shares of ${line.kind} ${line.version}`,
    );
  }
};

const assertSound = async (db: Database): Promise<void> => {
  const findings = await inTransaction(db, async (tx) => [
    ...(await checkLedger(tx)),
    ...(await checkWallets(tx)),
  ]);
  assert.deepEqual(faultsOf(findings), {});
};

describe('lots by position', () => {
  it('tell the same as a purse of single cents, whatever happens in whatever order', async () => {
    const { db } = await freshDatabase();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const walletId = await walletWith(db, context, 0n);
        const purse: Purse = { coins: [], gone: [], charges: new Map() };
        await inTransaction(db, async (tx) => {
          for (const current of steps) await apply(tx, walletId, purse, current);
          await compare(tx, walletId, purse);
        });
      }),
      { numRuns: 60 },
    );
    await assertSound(db);
  });
});

/** Several wallets with their top-ups, and charges of them in one order, all of which they can pay. */
const bill = fc
  .array(fc.array(cents, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  .chain((topUps) =>
    fc.record({
      topUps: fc.constant(topUps),
      wishes: fc.array(fc.record({ wallet: fc.nat(topUps.length - 1), cents }), { maxLength: 30 }),
    }),
  )
  .map(({ topUps, wishes }) => {
    const left = topUps.map((of) => of.reduce((sum, amount) => sum + amount, 0));
    const charges = wishes.filter((wish) => {
      if (left[wish.wallet]! < wish.cents) return false;
      left[wish.wallet]! -= wish.cents;
      return true;
    });
    return { topUps, charges };
  });

/** Opens the wallets and tops them up; returns their ids. */
const openWallets = async (
  db: Database,
  topUps: readonly (readonly number[])[],
): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const amounts of topUps) {
    const id = await walletWith(db, context, 0n);
    ids.push(id);
    await inTransaction(db, async (tx) => {
      for (const amount of amounts) await credit(tx, id, BigInt(amount) * perCent, false);
    });
  }
  return ids;
};

/** What is left, and what every charge was spent from. */
const tell = (db: Database, ids: readonly string[]): Promise<unknown> =>
  inTransaction(db, async (tx) => {
    const told: unknown[] = [];
    for (const walletId of ids) {
      const { version, ...balance } = await walletBalance(tx, walletId);
      const charges = await spentFrom(tx, { walletId, fromVersion: 1n, toVersion: version });
      const unspent = plain(await unspentParts(tx, walletId));
      told.push({
        balance,
        version,
        unspent,
        charges: charges.map((one) => [one.version, plain(one.shares)]),
      });
    }
    return told;
  });

describe('a batch of charges', () => {
  it('does the same as charging one by one', async () => {
    const { db } = await freshDatabase();
    await fc.assert(
      fc.asyncProperty(bill, async ({ topUps, charges }) => {
        const oneByOne = await openWallets(db, topUps);
        const atOnce = await openWallets(db, topUps);
        await inTransaction(db, async (tx) => {
          for (const wish of charges) await charge(tx, oneByOne[wish.wallet]!, BigInt(wish.cents) * perCent);
        });
        if (charges.length > 0)
          await inTransaction(db, async (tx) => {
            await lockWallets(tx, atOnce);
            await sql`create temporary table due (wallet_id uuid, line int, amount bigint) on commit drop`.execute(
              tx,
            );
            for (const [index, wish] of charges.entries())
              await sql`insert into due values (${atOnce[wish.wallet]}, ${index + 1}, ${BigInt(wish.cents) * perCent})`.execute(
                tx,
              );
            const toAccountId = await houseAccount(tx, context, 'revenue_rental');
            await chargeBatch(tx, context, {
              key: newId(context.clock),
              code: 'rental.renewed',
              toAccountId,
              details: {},
              table: 'due',
            });
          });
        assert.deepEqual(await tell(db, atOnce), await tell(db, oneByOne));
      }),
      { numRuns: 25 },
    );
    await assertSound(db);
  });
});
