import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, beforeEach, describe, it } from 'node:test';
import { toDecimal } from '#money';
import type { Refusal } from '#platform';
import { openShop, rowsOf, type Shop } from '../../../../test/support/number-shop.ts';
import type { RefusedRates } from '../../errors.ts';
import { findRate } from '../find-rate.ts';
import { importRates, listRateImports, type RateImportOrder } from './import-rates.ts';
import { describeRateFault } from './rate-fault.ts';

describe('a file of rates', () => {
  let shop: Shop;
  before(async () => {
    // Today is 10 March 2022.
    shop = await openShop([]);
  });
  after(() => shop.drop());
  beforeEach(async () => {
    await shop.pool.query('delete from voice.rate');
  });

  const take = (text: string | Buffer, order: RateImportOrder = {}) =>
    importRates(shop, shop.context, Readable.from([Buffer.from(text)]), order);
  /** "added changed unchanged ended". */
  const counts = async (text: string, order: RateImportOrder = {}): Promise<string> => {
    const { added, changed, unchanged, ended } = await take(text, order);
    return `${added} ${changed} ${unchanged} ${ended}`;
  };
  const faults = (text: string | Buffer): Promise<readonly string[]> =>
    take(text).then(
      () => [],
      (error: Refusal<RefusedRates>) => {
        assert.equal(error.code, 'voice.rates_refused');
        return error.data.errors.map((fault) => describeRateFault(fault, 'en'));
      },
    );
  /** "prefix price increment/minimum fee". */
  const rateOf = async (e164: string, on = '2022-03-10'): Promise<string> => {
    const rate = await findRate(shop.db, e164, Temporal.PlainDate.from(on));
    if (rate === null) return 'none';
    const { prefix, incrementSeconds, minimumSeconds } = rate;
    const [price, fee] = [rate.perMinuteMicros, rate.connectionFeeMicros].map(toDecimal);
    return `${prefix} ${price} ${incrementSeconds}/${minimumSeconds} ${fee}`;
  };

  it('is taken, and the longest prefix counts', async () => {
    const file =
      'prefix,destination,per_minute,increment\n39,Italy,0.0120,60\n+3934,"Italy, mobile",0.0500,1\n';
    assert.equal(await counts(file), '2 0 0 0');
    assert.equal(await rateOf('+390612345678'), '39 0.012 60/0 0.00');
    assert.equal(await rateOf('+393471234567'), '3934 0.05 1/0 0.00');
    assert.equal(await rateOf('+33142685300'), 'none');
    assert.equal(await counts(file), '0 0 2 0');
  });

  it('is headed and written as carriers do', async () => {
    const file =
      'Effective Date;Code;Rate;Interval;Connection Fee\n2022-04-01;0039;0.02;30/6;0.01\n;44;0.03;;\n';
    assert.equal(await counts(file), '2 0 0 0');
    assert.equal(await rateOf('+390612345678'), 'none');
    assert.equal(await rateOf('+390612345678', '2022-04-01'), '39 0.02 6/30 0.01');
    assert.equal(await rateOf('+441632960001'), '44 0.03 60/0 0.00');
  });

  it('changes what applies from its dates on, and nothing before', async () => {
    await take('prefix,per_minute\n39,0.01\n');
    assert.equal(await counts('prefix,per_minute,applies_from\n39,0.02,2022-04-01\n'), '1 0 0 0');
    assert.equal(await counts('prefix,per_minute,applies_from\n39,0.03,2022-04-01\n'), '0 1 0 0');
    assert.equal(await rateOf('+390612345678', '2022-03-31'), '39 0.01 60/0 0.00');
    assert.equal(await rateOf('+390612345678', '2022-04-01'), '39 0.03 60/0 0.00');
    // The same price from a later date on is what applies then anyhow.
    assert.equal(
      await counts('prefix,destination,per_minute,applies_from\n39,39,0.03,2022-05-01\n'),
      '0 0 1 0',
    );
  });

  it('closes prefixes, and ends those that it no longer names', async () => {
    await take('prefix,per_minute\n39,0.01\n3934,0.05\n393471,0.09\n');
    assert.equal(await counts('prefix,per_minute\n3934,closed\n'), '0 1 0 0');
    assert.equal(await rateOf('+393421234567'), 'none');
    assert.equal(await rateOf('+393471234567'), '393471 0.09 60/0 0.00');
    const replacesFrom = Temporal.PlainDate.from('2022-04-01');
    const deck = 'prefix,per_minute,applies_from\n39,0.02,2022-04-01\n';
    assert.equal(await counts(deck, { replacesFrom }), '1 0 0 2');
    assert.equal(await rateOf('+393471234567', '2022-03-31'), '393471 0.09 60/0 0.00');
    assert.equal(await rateOf('+393471234567', '2022-04-01'), '39 0.02 60/0 0.00');
  });

  it('is only read by a dry run', async () => {
    assert.equal(await counts('prefix,per_minute\n39,0.01\n', { dryRun: true }), '1 0 0 0');
    assert.equal(await rateOf('+390612345678'), 'none');
    const { items } = await listRateImports(shop.db, { limit: 100 });
    assert.deepEqual(
      items.filter(({ isDryRun }) => isDryRun).map(({ added, state }) => `${added} ${state}`),
      ['1 finished'],
    );
  });

  it('with any error changes nothing, and every error is named', async () => {
    const file = `prefix,destination,per_minute,increment,minimum,connection_fee,applies_from
39,Italy,0.01,60,0,0.00,2022-04-01
abc,Nowhere,"0,05",0,9999,-1,2022-02-30
44,UK,0.01,60,0,0.00
44,UK,0.01,60,0,0.00,
+44,UK,0.02,60,0,0.00,2022-03-10
`;
    assert.deepEqual(await faults(file), [
      'Line 3, column "prefix": "abc" is not the beginning of a phone number. Write it like 3934 or +3934.',
      'Line 3, column "per_minute": "0,05" is not a price. Write it like 0.0120; closed where calls are not possible; ended where a shorter prefix counts.',
      'Line 3, column "connection_fee": "-1" is not a price. Write it like 0.0120; closed where calls are not possible; ended where a shorter prefix counts.',
      'Line 3, column "increment": "0" are not seconds from 1 to 3600.',
      'Line 3, column "minimum": "9999" are not seconds from 0 to 3600.',
      'Line 3, column "applies_from": "2022-02-30" is not a date. Write it like 2026-04-01.',
      'Line 4: the line has 6 fields, the header has 7.',
      'Line 6, column "prefix": 44 stands on line 5 with the same date.',
    ]);
    assert.deepEqual(await rowsOf(shop.db, 'select 1 from voice.rate'), []);
  });

  it('that is none is told so', async () => {
    assert.deepEqual(await faults(''), [
      'Line 1: the file has no rates. It needs a header and at least one line.',
    ]);
    assert.deepEqual(await faults('prefix,per_minute\n'), [
      'Line 1: the file has no rates. It needs a header and at least one line.',
    ]);
    assert.deepEqual(await faults('prefix,colour,prefix\n39,red,39\n'), [
      'Line 1, column "colour": there is no column "colour". Known are prefix, destination, per_minute, increment, minimum, connection_fee, applies_from.',
      'Line 1, column "prefix": the column is there twice.',
      'Line 1, column "per_minute": the column is missing.',
    ]);
    assert.deepEqual(await faults(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00])), [
      'Line 1: this is not text. Export the sheet as "CSV UTF-8", without compressing it.',
    ]);
  });
});
