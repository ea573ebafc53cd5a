import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { demoStock } from './demo-stock.ts';
import { type Kind, kinds, phoneTypesOf } from './kind.ts';
import { cities, countries } from './places.ts';
import { offers } from './price-list.ts';
import type { StockRow } from './stock-csv.ts';

const usual = { seed: 2026, size: 20_000 };

test('twenty thousand numbers are made in under two seconds, all different', () => {
  const startedAt = performance.now();
  const rows = [...demoStock(usual)];
  const elapsedMillis = performance.now() - startedAt;
  assert.equal(rows.length, 20_000);
  assert.equal(new Set(rows.map(({ number }) => number)).size, 20_000);
  // 65 ms on two cores; the demo's first start waits for it.
  assert(elapsedMillis < 2000, `it took ${elapsedMillis} ms`);
});

test('every number is valid, of its country, and of a type that its kind may have', () => {
  for (const row of demoStock(usual)) {
    const phone = parsePhoneNumberFromString(row.number);
    assert(phone, `${row.number} is no number`);
    assert(phone.isValid(), `${row.number} is not valid`);
    assert.equal(phone.number, row.number);
    assert(isKind(row.kind));
    const type = phone.getType();
    const accepted = phoneTypesOf(row.country, row.kind);
    assert(
      accepted.some((one) => one === type),
      `${row.number} is ${type}, not ${row.kind}`,
    );
    // Toll-free codes belong to all of North America; libphonenumber takes them for the United States.
    const country = row.country === 'CA' && row.kind === 'toll-free' ? 'US' : row.country;
    assert.equal(phone.country, country, row.number);
  }
});

test('the same seed makes the same stock, and another seed another one', () => {
  const numbers = (seed: number): readonly string[] =>
    [...demoStock({ seed, size: 300 })].map(({ number }) => number);
  assert.deepEqual(numbers(1), numbers(1));
  const first = new Set(numbers(1));
  assert(numbers(2).filter((number) => first.has(number)).length < 3);
});

test('a stock has exactly the size that was asked for', () => {
  for (const size of [0, 1, 2, 99, 1000, 12_345]) {
    assert.equal([...demoStock({ seed: 7, size })].length, size);
  }
});

test('every country, city and offer has numbers', () => {
  const rows = [...demoStock(usual)];
  const placed = new Set(rows.map(({ country, region, city }) => `${country}/${region}/${city}`));
  for (const { country, region, id } of cities) {
    assert(placed.has(`${country}/${region}/${id}`), `${country}/${id} has no numbers`);
  }
  const offered = new Set(rows.map(({ country, kind }) => `${country} ${kind}`));
  assert.deepEqual(offered, new Set(offers.map(({ country, kind }) => `${country} ${kind}`)));
  assert.equal(new Set(rows.map(({ country }) => country)).size, countries.length);
  assert.deepEqual(
    new Set(rows.map(({ supplier }) => supplier)),
    new Set(offers.flatMap(({ suppliers }) => suppliers)),
  );
});

test('most numbers are local, and big cities have more of them than small ones', () => {
  const rows = [...demoStock(usual)];
  const local = rows.filter(({ kind }) => kind === 'local');
  assert(local.length > 15_000 && local.length < 18_000);
  const inCity = (country: string, city: string): number =>
    local.filter((row) => row.country === country && row.city === city).length;
  assert(inCity('IT', 'rome') > 10 * inCity('IT', 'trento'));
  assert(inCity('GB', 'london') > 10 * inCity('GB', 'york'));
});

test('a number has a city when it is local, or a mobile of Argentina or Brazil, and only then', () => {
  const belongsToCity = (row: StockRow): boolean =>
    row.kind === 'local' || (row.kind === 'mobile' && ['AR', 'BR'].includes(row.country));
  for (const row of demoStock(usual)) {
    assert.equal(row.city !== '', belongsToCity(row), row.number);
    assert.equal(row.region !== '', row.city !== '', row.number);
  }
});

test('a supplier has blocks of a range, not single numbers scattered over it', () => {
  const rome = [...demoStock(usual)]
    .filter(({ city }) => city === 'rome')
    .toSorted((a, b) => (a.number < b.number ? -1 : 1));
  const changes = rome.filter(({ supplier }, index) => index > 0 && supplier !== rome[index - 1]?.supplier);
  assert.equal(changes.length, 9);
});

test('more numbers than the ranges can give are refused', () => {
  assert.throws(() => [...demoStock({ seed: 1, size: 1e12 })], /too few to draw/);
});

function isKind(word: string): word is Kind {
  return kinds.some((kind) => kind === word);
}
