import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeFinder } from '../place-names.ts';
import { faultList, type Fault } from './faults.ts';
import { readHeader } from './header.ts';
import { readLine, type StockLine } from './read-line.ts';

const names = (en: string, es = en, italian = en) => ({ en, es, it: italian });
const places = new Map([
  [
    'US',
    {
      regions: placeFinder([
        { country: 'US', slug: 'illinois', names: names('Illinois') },
        { country: 'US', slug: 'missouri', names: names('Missouri', 'Misuri') },
      ]),
      cities: placeFinder([
        { country: 'US', slug: 'springfield-il', region: 'illinois', names: names('Springfield') },
        { country: 'US', slug: 'springfield-mo', region: 'missouri', names: names('Springfield') },
      ]),
    },
  ],
  [
    'BR',
    {
      regions: placeFinder([{ country: 'BR', slug: 'sao-paulo', names: names('São Paulo') }]),
      cities: placeFinder([
        {
          country: 'BR',
          slug: 'sao-paulo',
          region: 'sao-paulo',
          names: names('São Paulo', 'San Pablo', 'San Paolo'),
        },
      ]),
    },
  ],
  [
    'IT',
    {
      regions: placeFinder([{ country: 'IT', slug: 'lazio', names: names('Lazio', 'Lacio') }]),
      cities: placeFinder([
        { country: 'IT', slug: 'rome', region: 'lazio', names: names('Rome', 'Roma', 'Roma') },
      ]),
    },
  ],
]);

const usual = { kind: 'local', monthly: '4.00', supplier: 'acme' };

/** Reads one line under a header; fails when it is faulty. */
const readWhole = (fields: Readonly<Record<string, string>>): StockLine => {
  const faults = faultList(10);
  const layout = readHeader({ line: 1, cells: Object.keys(fields) }, faults.report);
  const line = readLine({ line: 2, cells: Object.values(fields) }, layout, places, faults.report);
  assert.deepEqual(faults.listed(), []);
  assert.ok(line);
  return line;
};

const read = (fields: Readonly<Record<string, string>>): StockLine => readWhole({ ...usual, ...fields });

const faultsOf = (fields: Readonly<Record<string, string>>): readonly Fault[] => {
  const all = { ...usual, ...fields };
  const faults = faultList(10);
  const layout = readHeader({ line: 1, cells: Object.keys(all) }, faults.report);
  assert.equal(readLine({ line: 2, cells: Object.values(all) }, layout, places, faults.report), undefined);
  return faults.listed();
};

describe('a number of a stock file', () => {
  it('is read however it is written', () => {
    const check = (number: string, country: string, city: string, kind: string, e164: string): void =>
      assert.equal(read({ number, country, city, kind }).e164, e164, number);
    for (const number of [
      '+390612345678',
      '+39 06 1234 5678',
      '+39-06-1234-5678',
      '+39 (06) 1234.5678',
      '0039 06 12345678',
      '06 12345678',
      '06/12345678',
      '390612345678',
      "'+390612345678",
      '\u00a0+39\u00a006\u00a012345678\u00a0',
      '+39 06‑1234‑5678',
    ]) {
      check(number, 'IT', 'rome', 'local', '+390612345678');
    }
    check('07400 123456', 'GB', '', 'mobile', '+447400123456');
    check('(800) 555-0123', 'US', '', 'toll-free', '+18005550123');
  });

  it('that two countries share is of the one that the file says', () => {
    assert.equal(read({ number: '+18005550123', country: 'CA', kind: 'toll-free' }).country, 'CA');
    assert.equal(read({ number: '+18005550123', country: 'US', kind: 'toll-free' }).country, 'US');
  });

  it('has its columns in any order and in any case, and only those it needs', () => {
    assert.deepEqual(
      readWhole({
        SUPPLIER: 'acme',
        Monthly: '4',
        Kind: 'LOCAL',
        ' city ': 'rome',
        Country: 'it',
        NUMBER: '0612345678',
      }),
      {
        line: 2,
        e164: '+390612345678',
        country: 'IT',
        city: 'rome',
        kind: 'local',
        features: ['voice'],
        setupMicros: 0n,
        monthlyMicros: 4_000_000n,
        registration: false,
        supplier: 'acme',
      },
    );
  });

  const rome = { number: '0612345678', country: 'IT', city: 'rome' };

  it('has its kind in the usual spellings', () => {
    for (const kind of ['toll-free', 'toll_free', 'Toll Free', 'TOLL-FREE']) {
      assert.equal(read({ number: '800123456', country: 'IT', kind }).kind, 'toll-free');
    }
  });

  it('has its features in one order, once, whatever stands between them', () => {
    for (const features of [
      'sms|voice',
      'voice sms',
      'SMS, Voice',
      'voice;sms',
      'sms+voice+sms',
      'voice / sms',
    ]) {
      assert.deepEqual(read({ ...rome, features }).features, ['voice', 'sms'], features);
    }
    assert.deepEqual(read({ ...rome, features: 'sms' }).features, ['sms']);
    assert.deepEqual(read({ ...rome, features: '' }).features, ['voice']);
  });

  it('needs a registration or not, in several languages', () => {
    for (const registration of ['yes', 'Y', 'TRUE', '1', 'sí', 'sì', 'si']) {
      assert.equal(read({ ...rome, registration }).registration, true, registration);
    }
    for (const registration of ['no', 'N', 'false', '0', '']) {
      assert.equal(read({ ...rome, registration }).registration, false, registration);
    }
  });

  it('has prices to the micro-unit', () => {
    const { setupMicros, monthlyMicros } = read({ ...rome, setup: '12', monthly: '0.123456' });
    assert.deepEqual([setupMicros, monthlyMicros], [12_000_000n, 123_456n]);
  });

  it('has a city by its slug or its name in any language, whatever the case and the accents', () => {
    for (const city of ['sao-paulo', 'São Paulo', 'SAO PAULO', 'San Pablo', 'san paolo']) {
      assert.equal(read({ number: '+55 11 3123-4567', country: 'BR', city }).city, 'sao-paulo', city);
    }
  });

  it('has the region to tell two cities of one name apart', () => {
    const springfield = { number: '+1 217 555 0123', country: 'US', city: 'Springfield' };
    assert.equal(read({ ...springfield, region: 'Illinois' }).city, 'springfield-il');
    assert.equal(read({ ...springfield, region: 'misuri' }).city, 'springfield-mo');
    assert.equal(read({ ...springfield, city: 'springfield-mo' }).city, 'springfield-mo');
    const [fault, ...others] = faultsOf(springfield);
    assert.deepEqual(
      [fault!.code, fault!.data, others],
      ['ambiguous_city', { country: 'US', choices: ['springfield-il', 'springfield-mo'] }, []],
    );
  });

  it('is of a country that has places', () => {
    const [fault] = faultsOf({ number: '+358 9 1234567', country: 'FI', city: 'Helsinki' });
    assert.deepEqual([fault!.code, fault!.data], ['unknown_city', { country: 'FI', nearest: [] }]);
  });
});
