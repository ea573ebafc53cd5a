import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction } from '#platform';
import { accountOf, balanceOf, bookContext, faultsOf, walletWith } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { checkLedger } from './check.ts';
import { expireHolds } from './expire-holds.ts';
import { extendHold, openHold, postHold, releaseHold, type Hold } from './hold.ts';
import { tasks } from './jobs.ts';
import { post } from './post.ts';
import { dueOf } from '../../test/support/work.ts';

const euro = 1_000_000n;

const begin = async (creditMicros = 10n * euro) => {
  const { db } = await freshDatabase();
  const context = bookContext();
  const walletId = await walletWith(db, context, creditMicros);
  const callsId = await accountOf(db, context, 'revenue_calls');
  const expiresAt = context.clock.now().add({ minutes: 10 });
  return {
    db,
    context,
    walletId,
    expiresAt,
    open: (amountMicros: bigint, key = 'call 1', ofWalletId = walletId): Promise<Hold> =>
      inTransaction(db, (tx) =>
        openHold(tx, context, { key, walletId: ofWalletId, purpose: 'call', amountMicros, expiresAt }),
      ),
    extend: (hold: Hold, amountMicros: bigint, minutes: number): Promise<Hold> =>
      inTransaction(db, (tx) =>
        extendHold(tx, { holdId: hold.id, amountMicros, expiresAt: context.clock.now().add({ minutes }) }),
      ),
    charge: (hold: Hold, amountMicros: bigint) =>
      inTransaction(db, (tx) =>
        postHold(tx, context, {
          holdId: hold.id,
          details: { call: 1 },
          transfers: [{ code: 'call.charged', fromAccountId: walletId, toAccountId: callsId, amountMicros }],
        }),
      ),
    release: (hold: Hold): Promise<void> => inTransaction(db, (tx) => releaseHold(tx, context, hold.id)),
    spend: (amountMicros: bigint) =>
      inTransaction(db, (tx) =>
        post(tx, context, {
          key: `spend ${amountMicros}`,
          details: {},
          transfers: [{ code: 'call.charged', fromAccountId: walletId, toAccountId: callsId, amountMicros }],
        }),
      ),
    balance: async (): Promise<string> => {
      const { balanceMicros, heldMicros } = await balanceOf(db, walletId);
      return `${balanceMicros / euro} with ${heldMicros / euro} held`;
    },
    isSound: async (): Promise<void> => assert.deepEqual(faultsOf(await inTransaction(db, checkLedger)), {}),
  };
};

describe('a hold', () => {
  it('keeps credit from being spent, and no more of it than is there', async () => {
    const story = await begin();
    await story.open(7n * euro);
    assert.equal(await story.balance(), '10 with 7 held');
    await assert.rejects(story.spend(4n * euro), {
      code: 'wallet.insufficient_credit',
      data: { needed: '4.00', available: '3.00' },
    });
    await assert.rejects(story.open(4n * euro, 'call 2'), {
      code: 'wallet.insufficient_credit',
      data: { needed: '4.00', available: '3.00' },
    });
    await story.spend(3n * euro);
    await story.isSound();
  });

  it('is opened once per key, and another one under the key is refused', async () => {
    const story = await begin();
    const hold = await story.open(4n * euro);
    assert.deepEqual(await story.open(4n * euro), hold);
    assert.equal(await story.balance(), '10 with 4 held');
    await assert.rejects(story.open(5n * euro), { code: 'ledger.key_reused' });
    const other = await walletWith(story.db, story.context, euro);
    await assert.rejects(story.open(4n * euro, 'call 1', other), { code: 'ledger.key_reused' });
  });

  it('that is extended holds more for longer, never less for shorter', async () => {
    const story = await begin();
    const hold = await story.open(4n * euro);
    const longer = await story.extend(hold, 6n * euro, 30);
    assert.equal(await story.balance(), '10 with 6 held');
    assert.equal(longer.expiresAt.toString(), story.context.clock.now().add({ minutes: 30 }).toString());
    assert.deepEqual(await story.extend(hold, 5n * euro, 20), longer);
    assert.deepEqual(await story.extend(hold, 6n * euro, 30), longer);
    await assert.rejects(story.extend(hold, 11n * euro, 30), {
      code: 'wallet.insufficient_credit',
      data: { needed: '5.00', available: '4.00' },
    });
    // The same key finds the hold as it is by now.
    assert.deepEqual(await story.open(4n * euro), longer);
    await story.isSound();
  });

  it('is charged in part, and the rest is free again', async () => {
    const story = await begin();
    const hold = await story.open(10n * euro);
    const posted = await story.charge(hold, 4n * euro);
    assert.equal(await story.balance(), '6 with 0 held');
    assert.deepEqual(await story.charge(hold, 4n * euro), { ...posted, repeated: true });
    await assert.rejects(story.charge(hold, 5n * euro), { code: 'ledger.key_reused' });
    assert.equal(await story.balance(), '6 with 0 held');
    await story.isSound();
  });

  it('is charged as a whole', async () => {
    const story = await begin();
    await story.charge(await story.open(10n * euro), 10n * euro);
    assert.equal(await story.balance(), '0 with 0 held');
    await story.isSound();
  });

  it('is never charged more than it holds, or nothing', async () => {
    const story = await begin();
    const hold = await story.open(3n * euro);
    await assert.rejects(story.charge(hold, 4n * euro), /at most what it holds/);
    await assert.rejects(
      inTransaction(story.db, (tx) =>
        postHold(tx, story.context, { holdId: hold.id, details: {}, transfers: [] }),
      ),
      /charged nothing is released/,
    );
    assert.equal(await story.balance(), '10 with 3 held');
  });

  it('that is released is free again, however often', async () => {
    const story = await begin();
    const hold = await story.open(3n * euro);
    await story.release(hold);
    await story.release(hold);
    assert.equal(await story.balance(), '10 with 0 held');
    await assert.rejects(story.charge(hold, euro), {
      code: 'ledger.hold_closed',
      data: { holdId: hold.id, state: 'released' },
    });
    await assert.rejects(story.extend(hold, euro, 30), { code: 'ledger.hold_closed' });
    await story.isSound();
  });

  it('that was charged is not released', async () => {
    const story = await begin();
    const hold = await story.open(3n * euro);
    await story.charge(hold, euro);
    await assert.rejects(story.release(hold), {
      code: 'ledger.hold_closed',
      data: { holdId: hold.id, state: 'posted' },
    });
  });

  it('expires when its time is over, and not before', async () => {
    const story = await begin();
    const hold = await story.open(3n * euro);
    const kept = await story.open(2n * euro, 'call 2');
    await story.extend(kept, 2n * euro, 60);
    const [expiry] = tasks;
    assert.equal(String(await dueOf(story.db, story.context, expiry!)), String(hold.expiresAt));
    assert.equal(await expireHolds(story.db, story.context), 0);
    story.context.clock.moveTo(hold.expiresAt);
    assert.equal(await expiry!.run(story.db, story.context), 1);
    assert.equal(await expireHolds(story.db, story.context), 0);
    assert.equal(await story.balance(), '10 with 2 held');
    await assert.rejects(story.charge(hold, euro), {
      code: 'ledger.hold_closed',
      data: { holdId: hold.id, state: 'expired' },
    });
    await story.release(hold);
    await story.isSound();
  });

  it('is closed once, whoever comes first of those who charge, release and let it expire', async () => {
    for (let round = 0; round < 5; round += 1) {
      const story = await begin();
      const hold = await story.open(10n * euro);
      story.context.clock.moveTo(hold.expiresAt);
      const [charged] = await Promise.allSettled([
        story.charge(hold, 4n * euro),
        story.release(hold),
        expireHolds(story.db, story.context),
      ]);
      assert.equal(
        await story.balance(),
        charged.status === 'fulfilled' ? '6 with 0 held' : '10 with 0 held',
      );
      await story.isSound();
    }
  });

  it('that does not exist is a mistake of the caller', async () => {
    const story = await begin();
    await assert.rejects(
      inTransaction(story.db, (tx) => releaseHold(tx, story.context, '0197a1c2-7d1e-7a30-9f6b-3f6f3a1b2c4d')),
      /does not exist/,
    );
  });
});
