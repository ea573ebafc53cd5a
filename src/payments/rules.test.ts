import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  creditorReference,
  isBankAccount,
  isPayable,
  nextCheck,
  nextPayoutCheck,
  nextTry,
  paymentMovesTo,
  payoutMovesTo,
} from './rules.ts';

const now = Temporal.Instant.from('2022-03-10T08:00:00Z');
const minutesLater = (at: Temporal.Instant | null): number | null =>
  at ? now.until(at).total('minutes') : null;

describe('an amount that can be paid', () => {
  const check = (amountMicros: bigint, payable: boolean) => assert.equal(isPayable(amountMicros), payable);

  it('is in whole cents, above zero, and no slip of the keyboard', () => {
    check(10_000n, true);
    check(100_000_000_000n, true);
    check(0n, false);
    check(-10_000n, false);
    check(15_000n, false);
    check(100_000_010_000n, false);
  });
});

describe('the states of a payment', () => {
  it('succeed late, and never fail after they succeeded', () => {
    assert.equal(paymentMovesTo('pending', 'succeeded'), true);
    assert.equal(paymentMovesTo('pending', 'failed'), true);
    assert.equal(paymentMovesTo('failed', 'succeeded'), true);
    assert.equal(paymentMovesTo('succeeded', 'failed'), false);
    assert.equal(paymentMovesTo('succeeded', 'succeeded'), false);
    assert.equal(paymentMovesTo('failed', 'failed'), false);
  });
});

describe('the states of a payout', () => {
  it('fail also after they succeeded, once', () => {
    assert.equal(payoutMovesTo('attempting', 'succeeded'), true);
    assert.equal(payoutMovesTo('pending', 'succeeded'), true);
    assert.equal(payoutMovesTo('succeeded', 'succeeded'), false);
    assert.equal(payoutMovesTo('succeeded', 'failed'), true);
    assert.equal(payoutMovesTo('settled', 'failed'), true);
    assert.equal(payoutMovesTo('failed', 'failed'), false);
    assert.equal(payoutMovesTo('failed', 'succeeded'), false);
    assert.equal(payoutMovesTo('pending', 'pending'), false);
    assert.equal(payoutMovesTo('pending', 'manual'), false);
  });
});

describe('asking again', () => {
  it('becomes rarer while nothing changes', () => {
    const minutes = [1, 2, 3, 4, 5, 30, 31].map((checks) => minutesLater(nextCheck(now, checks)));
    assert.deepEqual(minutes, [5, 30, 120, 360, 1_440, 1_440, 10_080]);
  });

  it('waits longer and longer for a processor that cannot be reached', () => {
    const minutes = [1, 2, 3, 9, 10, 40].map((checks) => minutesLater(nextTry(now, checks)));
    assert.deepEqual(minutes, [1, 2, 4, 256, 360, 360]);
  });

  it('looks at a payout that succeeded once more, a month later', () => {
    const closedAt = now.subtract({ hours: 24 });
    assert.equal(minutesLater(nextPayoutCheck({ state: 'succeeded', closedAt }, now, 1)), 29 * 1_440);
    assert.equal(
      nextPayoutCheck({ state: 'succeeded', closedAt: now.subtract({ hours: 720 }) }, now, 1),
      null,
    );
    assert.equal(nextPayoutCheck({ state: 'failed', closedAt }, now, 1), null);
    assert.equal(nextPayoutCheck({ state: 'manual', closedAt: null }, now, 1), null);
    assert.equal(minutesLater(nextPayoutCheck({ state: 'pending', closedAt: null }, now, 1)), 5);
  });
});

describe('check digits', () => {
  it('are those of ISO 11649 in a creditor reference', () => {
    // The standard's own example.
    assert.equal(creditorReference('539007547034'), 'RF18539007547034');
  });

  it('tell an IBAN from one with a slip in it', () => {
    assert.equal(isBankAccount('IT60X0542811101000000123456'), true);
    assert.equal(isBankAccount('IT60X0542811101000000123457'), false);
    assert.equal(isBankAccount('GB82WEST12345698765432'), true);
    assert.equal(isBankAccount('GB28WEST12345698765432'), false);
  });

  it('are not asked of accounts in countries without IBAN', () => {
    assert.equal(isBankAccount('000123456789'), true);
    assert.equal(isBankAccount('HELLO'), false);
    assert.equal(isBankAccount(''), false);
  });
});
