import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse } from 'csv-parse/sync';

import { demoStock } from './demo-stock.ts';
import { type StockRow, stockCsv } from './stock-csv.ts';

const row: StockRow = {
  number: '+390612345678',
  country: 'IT',
  region: 'lazio',
  city: 'rome',
  kind: 'local',
  features: 'voice|sms',
  setup: '0.00',
  monthly: '4.00',
  registration: 'yes',
  supplier: 'northline',
};

test('a stock file has its header and then one line a number', () => {
  assert.deepEqual(
    [...stockCsv([row])],
    [
      'number,country,region,city,kind,features,setup,monthly,registration,supplier\n',
      '+390612345678,IT,lazio,rome,local,voice|sms,0.00,4.00,yes,northline\n',
    ],
  );
});

test('a stock file read again gives the same rows, also with commas, quotes and line ends in them', () => {
  const rows = [...demoStock({ seed: 3, size: 500 }), { ...row, supplier: 'North, "the" line\n& sons' }];
  assert.deepEqual(parse([...stockCsv(rows)].join(''), { columns: true }), rows);
});
