import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { type Kind, kinds, phoneTypesOf } from './kind.ts';

function check(country: string, number: string, expected: readonly Kind[]): void {
  const type = parsePhoneNumberFromString(number)?.getType();
  const fitting = kinds.filter((kind) => phoneTypesOf(country, kind).some((accepted) => accepted === type));
  assert.deepEqual(fitting, expected, `${number} is ${type}`);
}

test('the type that libphonenumber sees tells which kinds a number can be sold as', () => {
  check('IT', '+390612345678', ['local']);
  check('IT', '+393511234567', ['mobile']);
  check('ES', '+34511234567', ['national']);
  check('IE', '+353818123456', ['national']);
  check('GB', '+448002345678', ['toll-free']);
  check('GB', '+449012345678', []);
});

test('North American and Mexican numbers can be sold as local and as mobile, for nobody can tell', () => {
  check('US', '+12123456789', ['local', 'mobile']);
  check('MX', '+525512345678', ['local', 'mobile']);
});

test('the German range 032 can be sold as national, though libphonenumber takes it for a fixed line', () => {
  check('DE', '+4932221234567', ['local', 'national']);
});
