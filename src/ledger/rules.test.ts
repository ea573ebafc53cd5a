import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canonicalJson, contentHash, shortfall } from './rules.ts';

describe('the content of a movement', () => {
  const check = (value: unknown, expected: string): void => assert.equal(canonicalJson(value), expected);

  it('is written the same whatever the order of its keys', () => {
    check({ b: 1, a: { d: [2n, null], c: 'x' } }, '{"a":{"c":"x","d":["2",null]},"b":1}');
    check({ a: { c: 'x', d: [2n, null] }, b: 1 }, '{"a":{"c":"x","d":["2",null]},"b":1}');
  });

  it('leaves out what is undefined, and writes dates as they are read', () => {
    check({ a: undefined, on: Temporal.PlainDate.from('2022-03-10') }, '{"on":"2022-03-10"}');
    check([undefined, true], '[null,true]');
  });

  it('has another hash as soon as anything differs', () => {
    const one = contentHash({ e164: '+390612345678' }, [{ amountMicros: 1n }]);
    assert.equal(one.length, 32);
    assert.deepEqual(contentHash({ e164: '+390612345678' }, [{ amountMicros: 1n }]), one);
    assert.notDeepEqual(contentHash({ e164: '+390612345678' }, [{ amountMicros: 2n }]), one);
    assert.notDeepEqual(contentHash({ e164: '+390612345679' }, [{ amountMicros: 1n }]), one);
  });
});

describe('what a wallet must have to go through its transfers', () => {
  const check = (
    moves: readonly (readonly [from: string, to: string, amount: bigint])[],
    expected: bigint,
  ): void =>
    assert.equal(
      shortfall(
        'wallet',
        moves.map(([fromAccountId, toAccountId, amountMicros]) => ({
          fromAccountId,
          toAccountId,
          amountMicros,
        })),
      ),
      expected,
    );

  it('is their sum when all of them take', () =>
    check(
      [
        ['wallet', 'a', 5n],
        ['wallet', 'b', 4n],
      ],
      9n,
    ));
  it('is the deepest point when some give', () =>
    check(
      [
        ['wallet', 'a', 5n],
        ['b', 'wallet', 4n],
        ['wallet', 'a', 2n],
      ],
      5n,
    ));
  it('is nothing when it is given before it is taken, or when others pay', () =>
    check(
      [
        ['b', 'wallet', 5n],
        ['wallet', 'a', 5n],
        ['c', 'a', 9n],
      ],
      0n,
    ));
});
