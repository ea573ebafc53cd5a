import assert from 'node:assert/strict';
import { test } from 'node:test';

import { capacityOf, numberAt, parsePattern } from './pattern.ts';

test('a pattern is read as literal digits, any digits and classes of digits', () => {
  assert.deepEqual(parsePattern('29 2[0-24]#'), ['2', '9', '2', '0124', '0123456789']);
});

test('a pattern that is none is refused with the part that is wrong', () => {
  assert.throws(() => parsePattern('8(33|44)#'), /"\(" in the number pattern "8\(33\|44\)#"/);
  assert.throws(() => parsePattern('1[a]#'), /"\[a\]"/);
});

test('a pattern gives each of its numbers once, in ascending order', () => {
  const pattern = parsePattern('7[13]#[0-2]');
  const numbers = Array.from({ length: capacityOf(pattern) }, (_, index) => numberAt(pattern, index));
  assert.equal(numbers.length, 60);
  assert.deepEqual([numbers[0], numbers[1], numbers[3], numbers.at(-1)], ['7100', '7101', '7110', '7392']);
  assert.deepEqual(numbers, [...new Set(numbers)].toSorted());
});
