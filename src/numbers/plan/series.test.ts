import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Pattern } from './pattern.ts';
import { allSeries } from './series.ts';

test('no number is in two ranges, within one country or between two that share a calling code', () => {
  const ranges = allSeries().flatMap(({ id, callingCode, patterns }) =>
    patterns.map((pattern) => ({ id, digits: callingCode.split('').concat(pattern) })),
  );
  const overlaps = ranges.flatMap((range, index) =>
    ranges
      .slice(index + 1)
      .filter((other) => overlap(range.digits, other.digits))
      .map((other) => `${range.id} and ${other.id}`),
  );
  assert.deepEqual(overlaps, []);
});

test('no North American exchange is a service code or one of the numbers kept for films', () => {
  const american = allSeries().filter(({ callingCode }) => callingCode === '1');
  assert.equal(american.length, 49);
  for (const { id, patterns } of american) {
    for (const [, , , first = '', second = ''] of patterns) {
      assert(!first.includes('5') && !second.includes('1'), `${id} allows ${first} ${second}`);
    }
  }
});

test('every city of the plan has local numbers, and in Argentina and Brazil mobiles of its own', () => {
  const byCity = allSeries().filter(({ city }) => city !== '');
  const mobile = byCity.filter(({ offer }) => offer.kind === 'mobile');
  assert.deepEqual(new Set(mobile.map(({ offer }) => offer.country)), new Set(['AR', 'BR']));
  assert.equal(
    mobile
      .find(({ id }) => id === 'AR/mobile/cordoba')
      ?.patterns[0]?.slice(0, 5)
      .join(' '),
    '9 3 5 1 45',
  );
});

function overlap(one: Pattern, other: Pattern): boolean {
  if (one.length !== other.length) return false;
  return one.every((digits, position) => digits.split('').some((digit) => other[position]?.includes(digit)));
}
