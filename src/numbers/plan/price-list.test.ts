import assert from 'node:assert/strict';
import { test } from 'node:test';

import { features, kinds } from './kind.ts';
import { countries } from './places.ts';
import { offers } from './price-list.ts';

test('there is one offer at most for a country and kind, and local numbers everywhere', () => {
  const keys = offers.map(({ country, kind }) => `${country} ${kind}`);
  assert.deepEqual(keys, [...new Set(keys)]);
  const local = offers.filter(({ kind }) => kind === 'local').map(({ country }) => country);
  assert.deepEqual(
    local,
    countries.map(({ id }) => id),
  );
});

test('prices are decimals in EUR, and a month is never free', () => {
  for (const { country, kind, setup, monthly } of offers) {
    for (const amount of [setup, monthly]) assert.match(amount, /^(0|[1-9]\d*)\.\d\d$/, `${country} ${kind}`);
    assert(Number(monthly) > 0);
  }
});

test('an offer names known kinds and features, voice among them, and at least one supplier', () => {
  for (const offer of offers) {
    assert(kinds.includes(offer.kind));
    assert(offer.features.includes('voice'));
    for (const feature of offer.features) assert(features.includes(feature));
    assert(offer.suppliers.length > 0);
    for (const supplier of offer.suppliers) assert.match(supplier, /^[a-z]+$/);
  }
});
