import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LotShare } from './lot.ts';
import { allocateCredit, layFrom, mergeShares, sumOf, withoutShares, withShares } from './rules.ts';

const euro = 1_000_000n;

describe('credit that does not suffice for everything due', () => {
  const check = (credit: number, due: readonly number[], paid: readonly number[], left: number): void => {
    const items = due.map((price) => ({ amountMicros: BigInt(price) * euro }));
    const allocation = allocateCredit(BigInt(credit) * euro, items);
    assert.deepEqual(
      allocation.paid.map((item) => Number(item.amountMicros / euro)),
      paid,
    );
    assert.equal(allocation.leftMicros, BigInt(left) * euro);
    assert.equal(allocation.passedOver.length, due.length - paid.length);
  };

  it('pays for as many as it buys, in the order given', () =>
    check(20, [4, 4, 4, 4, 4, 4], [4, 4, 4, 4, 4], 0));
  it('passes over one that is too dear, and goes on with cheaper ones', () =>
    check(9, [4, 12, 4, 3, 1], [4, 4, 1], 0));
  it('pays for nothing when there is none', () => check(0, [4], [], 0));
  it('is left over when nothing more can be bought with it', () => check(7, [4, 4], [4], 3));
  it('has nothing to do when nothing is due', () => check(7, [], [], 7));
});

const share = (turn: number, part: number, amount: number): LotShare => ({
  turn: BigInt(turn),
  part,
  amountMicros: BigInt(amount),
});

describe('shares of lots', () => {
  it('of one lot become one, in the order of the turns', () => {
    assert.deepEqual(mergeShares([share(3, 0, 5), share(1, 1, 2), share(3, 0, 4), share(1, 0, 1)]), [
      share(1, 0, 1),
      share(1, 1, 2),
      share(3, 0, 9),
    ]);
  });

  it('that leave a lot with nothing leave no trace of it', () => {
    assert.deepEqual(withoutShares([share(1, 0, 5), share(2, 0, 5)], [share(1, 0, 5), share(2, 0, 1)]), [
      share(2, 0, 4),
    ]);
  });

  it('cannot leave a lot that has less', () => {
    assert.equal(withoutShares([share(1, 0, 5)], [share(1, 0, 6)]), null);
    assert.equal(withoutShares([share(1, 0, 5)], [share(2, 0, 1)]), null);
  });

  it('come back in their old turn, before what arrived later', () => {
    assert.deepEqual(withShares([share(2, 0, 5)], [share(1, 0, 3)]), [share(1, 0, 3), share(2, 0, 5)]);
  });

  const shares = fc.array(
    fc.record({
      turn: fc.bigInt({ min: 1n, max: 5n }),
      part: fc.integer({ min: 0, max: 2 }),
      amountMicros: fc.bigInt({ min: 1n, max: 100n }),
    }),
  );

  it('that leave and come back change nothing', () => {
    fc.assert(
      fc.property(shares, shares, (unspent, others) => {
        const all = withShares(unspent, others);
        const without = withoutShares(all, others);
        assert.ok(without !== null);
        assert.deepEqual(without, mergeShares(unspent));
        assert.deepEqual(withShares(without, others), all);
      }),
    );
  });

  it('are laid end to end, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1000n }), shares, (position, laid) => {
        const stretches = layFrom(position, laid);
        let end = position;
        for (const stretch of stretches) {
          assert.equal(stretch.fromPosition, end);
          end = stretch.toPosition;
        }
        assert.equal(end - position, sumOf(laid));
      }),
    );
  });
});
