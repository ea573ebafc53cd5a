import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction } from '#platform';
import { accountOf, balanceOf, bookContext, walletWith } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { houseBalances } from './house-balances.ts';
import { openWallet, walletBalance } from './account.ts';
import { post, type PostOrder } from './post.ts';

const euro = 1_000_000n;
const context = bookContext();

const rental = (
  walletId: string,
  revenueId: string,
  amountMicros: bigint,
  key = `rental:${walletId}`,
): PostOrder => ({
  key,
  details: { e164: '+390612345678' },
  transfers: [{ code: 'rental.started', fromAccountId: walletId, toAccountId: revenueId, amountMicros }],
});

describe('posting', () => {
  it('moves the wallet and counts its versions without gaps', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 10n * euro);
    const revenue = await accountOf(db, context, 'revenue_rental');
    const setup = await accountOf(db, context, 'revenue_setup');
    const posted = await inTransaction(db, (tx) =>
      post(tx, context, {
        key: 'bought',
        details: {},
        transfers: [
          { code: 'rental.set_up', fromAccountId: wallet, toAccountId: setup, amountMicros: 5n * euro },
          { code: 'rental.started', fromAccountId: wallet, toAccountId: revenue, amountMicros: 4n * euro },
        ],
      }),
    );
    assert.deepEqual(posted.legs, [
      { line: 1, walletId: wallet, version: 2n, balanceMicros: 5n * euro },
      { line: 2, walletId: wallet, version: 3n, balanceMicros: 1n * euro },
    ]);
    assert.equal(posted.repeated, false);
    assert.deepEqual(await balanceOf(db, wallet), { balanceMicros: 1n * euro, heldMicros: 0n, version: 3n });
  });

  it('between house accounts touches no wallet', async () => {
    const { db } = await freshDatabase();
    const clearing = await accountOf(db, context, 'processor_clearing', 'paypal');
    const fees = await accountOf(db, context, 'processor_fees', 'paypal');
    const posted = await inTransaction(db, (tx) =>
      post(tx, context, {
        key: 'fee',
        details: {},
        transfers: [
          { code: 'topup.fee_charged', fromAccountId: fees, toAccountId: clearing, amountMicros: euro },
        ],
      }),
    );
    assert.deepEqual(posted.legs, []);
    const balances = await inTransaction(db, houseBalances);
    assert.deepEqual(
      balances.map((b) => [b.type, b.name, b.balanceMicros]),
      [
        ['processor_clearing', 'paypal', euro],
        ['processor_fees', 'paypal', -euro],
      ],
    );
  });

  it('with a key that was used for the same returns the first answer and moves nothing', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 5n * euro);
    const revenue = await accountOf(db, context, 'revenue_rental');
    const order = rental(wallet, revenue, 4n * euro);
    const first = await inTransaction(db, (tx) => post(tx, context, order));
    // There is 1.00 left: a second charge would be refused.
    const second = await inTransaction(db, (tx) => post(tx, context, order));
    assert.deepEqual(second, { ...first, repeated: true });
    assert.equal((await balanceOf(db, wallet)).balanceMicros, euro);
  });

  it('with a key that was used for something else is refused', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 5n * euro);
    const revenue = await accountOf(db, context, 'revenue_rental');
    const order = rental(wallet, revenue, euro);
    await inTransaction(db, (tx) => post(tx, context, order));
    for (const other of [
      rental(wallet, revenue, 2n * euro),
      { ...order, details: { e164: '+34910000001' } },
      rental(await walletWith(db, context, 5n * euro), revenue, euro, order.key),
    ])
      await assert.rejects(
        inTransaction(db, (tx) => post(tx, context, other)),
        { code: 'ledger.key_reused', data: { key: order.key } },
      );
    assert.equal((await balanceOf(db, wallet)).balanceMicros, 4n * euro);
  });

  it('more than there is is refused, says how much is missing, and leaves no trace', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 1_500_000n);
    const revenue = await accountOf(db, context, 'revenue_rental');
    const order = rental(wallet, revenue, 4n * euro);
    const again = await inTransaction(db, async (tx) => {
      await assert.rejects(post(tx, context, order), {
        code: 'wallet.insufficient_credit',
        status: 409,
        data: { needed: '4.00', available: '1.50' },
      });
      // The transaction goes on as if nothing had been asked: the key is still free.
      return post(tx, context, rental(wallet, revenue, euro));
    });
    assert.equal(again.repeated, false);
    assert.equal((await balanceOf(db, wallet)).balanceMicros, 500_000n);
  });

  it('twice at once with one key happens once', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 10n * euro);
    const revenue = await accountOf(db, context, 'revenue_rental');
    const posted = await Promise.all(
      [1, 2, 3, 4].map(() => inTransaction(db, (tx) => post(tx, context, rental(wallet, revenue, euro)))),
    );
    assert.equal(new Set(posted.map((p) => p.journalId)).size, 1);
    assert.equal(posted.filter((p) => p.repeated).length, 3);
    assert.equal((await balanceOf(db, wallet)).balanceMicros, 9n * euro);
  });

  it('many at once spend what is there and not a cent more', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 10n * euro);
    const revenue = await accountOf(db, context, 'revenue_rental');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) =>
        inTransaction(db, (tx) => post(tx, context, rental(wallet, revenue, euro, `charge ${n}`))),
      ),
    );
    assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 10);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        assert.deepEqual(outcome.reason.data, { needed: '1.00', available: '0.00' });
    assert.deepEqual(await balanceOf(db, wallet), { balanceMicros: 0n, heldMicros: 0n, version: 11n });
  });

  it('over several wallets at once never waits in a circle', async () => {
    const { db } = await freshDatabase();
    const a = await walletWith(db, context, 100n * euro);
    const b = await walletWith(db, context, 100n * euro);
    const revenue = await accountOf(db, context, 'revenue_rental');
    const both = (n: number, [first, second]: readonly [string, string]): PostOrder => ({
      key: `both ${n}`,
      details: {},
      transfers: [...rental(first, revenue, euro).transfers, ...rental(second, revenue, euro).transfers],
    });
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        inTransaction(db, (tx) => post(tx, context, both(n, n % 2 === 0 ? [a, b] : [b, a]))),
      ),
    );
    assert.equal((await balanceOf(db, a)).balanceMicros, 60n * euro);
    assert.equal((await balanceOf(db, b)).version, 41n);
  });

  it('in a rolled back transaction leaves its key free', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 5n * euro);
    const revenue = await accountOf(db, context, 'revenue_rental');
    await assert.rejects(
      inTransaction(db, async (tx) => {
        await post(tx, context, rental(wallet, revenue, euro));
        throw new Error('the caller changed its mind');
      }),
    );
    const posted = await inTransaction(db, (tx) => post(tx, context, rental(wallet, revenue, euro)));
    assert.equal(posted.repeated, false);
  });
});

describe('a wallet', () => {
  it('is opened empty, and once', async () => {
    const { db } = await freshDatabase();
    const wallet = await walletWith(db, context, 0n);
    assert.deepEqual(await balanceOf(db, wallet), { balanceMicros: 0n, heldMicros: 0n, version: 0n });
    await assert.rejects(
      inTransaction(db, (tx) => openWallet(tx, context, wallet)),
      { code: '23505' },
    );
  });

  it('that does not exist has no balance', async () => {
    const { db } = await freshDatabase();
    await assert.rejects(
      inTransaction(db, (tx) => walletBalance(tx, '0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d')),
      /does not exist/,
    );
  });
});

describe('a house account', () => {
  it('is opened once, however many ask for it at once', async () => {
    const { db } = await freshDatabase();
    const ids = await Promise.all([1, 2, 3, 4].map(() => accountOf(db, context, 'processor_fees', 'card')));
    assert.equal(new Set(ids).size, 1);
    assert.notEqual(await accountOf(db, context, 'processor_fees', 'paypal'), ids[0]);
  });
});
