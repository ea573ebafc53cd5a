import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { languages } from '#platform';
import { openStockroom, romeLine, stockHeader, type Stockroom } from '../../../../test/support/stock.ts';
import { describeFault, faultAt, type Fault } from './faults.ts';

describe('a stock file is refused', () => {
  let room: Stockroom;
  before(async () => {
    room = await openStockroom();
  });
  after(() => room.drop());

  /** The file, whole, against everything that is said about it. */
  const check = async (text: string | Buffer, ...expected: readonly string[]): Promise<void> => {
    const faults = await room.faultsOf(text);
    assert.deepEqual(
      faults.map((fault) => describeFault(fault, 'en')),
      expected,
    );
    assert.deepEqual(await room.stock(), []);
  };
  const withLines = (...lines: readonly string[]): string => [stockHeader, ...lines].join('\n');
  /** One line with something else in one column. */
  const withCell = (column: string, value: string): string => {
    const columns = stockHeader.split(',');
    const cells = romeLine(1).split(',');
    cells[columns.indexOf(column)] = value;
    return withLines(cells.join(','));
  };

  const empty = 'Line 1: the file has no numbers. It needs a header and at least one line.';
  it('when it is empty', () => check('', empty));
  it('when it has a byte order mark only', () => check('\uFEFF', empty));
  it('when it has empty lines only', () => check('\n\n \n', empty));
  it('when it has a header only', () => check(`${stockHeader}\n`, empty));

  const notText = 'Line 1: this is not text. Export the sheet as "CSV UTF-8", without compressing it.';
  it('when it is an Excel workbook', () => check(Buffer.from('504b0304140006000800', 'hex'), notText));
  it('when it is compressed', () => check(Buffer.from('1f8b0800000000000003', 'hex'), notText));
  it('when it is UTF-16', () => check(Buffer.from(`\uFEFF${withLines(romeLine(1))}`, 'utf16le'), notText));
  it('when it has zero bytes', () => check(Buffer.from('a\0b'), notText));
  it('when it is in the encoding of an old Windows', () =>
    check(
      Buffer.concat([Buffer.from(`${withLines(romeLine(1))}\n`), Buffer.from('M\xe1laga', 'latin1')]),
      'Line 3: the text is not UTF-8. Save the file as "CSV UTF-8".',
    ));

  it('when a line never ends', () =>
    check(
      withLines(romeLine(1), 'x'.repeat(20_000)),
      'Line 3: longer than 10000 characters. Perhaps a quote (") is not closed.',
    ));
  it('when a quote is not closed and swallows the lines after it', () =>
    check(
      withLines(
        romeLine(1),
        '"+390612345678,IT',
        ...Array.from({ length: 400 }, (_, index) => romeLine(index)),
      ),
      'Line 3: longer than 10000 characters. Perhaps a quote (") is not closed.',
    ));
  it('when the last quote is not closed', () =>
    check(
      withLines(romeLine(1), '"+390612345678,IT'),
      'Line 3: a quote (") stands where none can be, or is not closed. Inside a quoted field write it twice.',
    ));
  it('when a quote stands inside a field', () =>
    check(
      withLines(romeLine(1), romeLine(2).replace('acme', 'ac"me')),
      'Line 3: a quote (") stands where none can be, or is not closed. Inside a quoted field write it twice.',
    ));

  it('with what is wrong before the line at which it cannot be read on', () =>
    check(
      withLines(romeLine(1, 'x'), '"+390612345678,IT'),
      'Line 2, column "monthly": "x" is not an amount. Write digits and a point, for example 4.00.',
      'Line 3: a quote (") stands where none can be, or is not closed. Inside a quoted field write it twice.',
    ));

  it('when its header has columns that do not exist, are missing or come twice', () =>
    check(
      'number;country;kind;price;supplier;kind\n',
      'Line 1, column "price": there is no such column. Known: number, country, region, city, kind, features, setup, monthly, registration, supplier.',
      'Line 1, column "kind": the column is in the header twice.',
      'Line 1, column "monthly": the column is missing from the header.',
    ));
  it('when it has no header', () =>
    check(
      `${romeLine(1)}\n`,
      ...romeLine(1)
        .split(',')
        .map(
          (cell) =>
            `Line 1, column "${cell}": there is no such column. Known: ${stockHeader.replaceAll(',', ', ')}.`,
        ),
      ...['number', 'country', 'kind', 'monthly', 'supplier'].map(
        (column) => `Line 1, column "${column}": the column is missing from the header.`,
      ),
    ));
  it('when a line has other fields than the header', () =>
    check(
      withLines('+390612345678,IT', `${romeLine(1)},extra`, `${romeLine(2)},,,`),
      'Line 2: 2 fields, but the header has 10.',
      'Line 3: 11 fields, but the header has 10.',
    ));
  it('and told the line on which a record begins, whatever line breaks and empty lines come before', () =>
    check(
      withLines(
        '',
        romeLine(1).replace('acme', '"ac\nme"'),
        '',
        ',,,,,,,,,',
        romeLine(2, 'x'),
        romeLine(3, 'y'),
      ),
      'Line 3, column "supplier": at most 100 characters, without line breaks or tabs.',
      'Line 7, column "monthly": "x" is not an amount. Write digits and a point, for example 4.00.',
      'Line 8, column "monthly": "y" is not an amount. Write digits and a point, for example 4.00.',
    ));

  const needed = (column: string): string => `Line 2, column "${column}": it is empty; a value is needed.`;
  for (const column of ['number', 'country', 'kind', 'monthly', 'supplier']) {
    it(`when ${column} is empty`, () => check(withCell(column, ''), needed(column)));
  }

  it('when the country is none', () =>
    check(
      withCell('country', 'UK'),
      'Line 2, column "country": "UK" is not a country. Write its two letters (ISO 3166-1), for example IT.',
    ));
  it('when the kind is none', () =>
    check(
      withCell('kind', 'freephone'),
      'Line 2, column "kind": "freephone" is not a kind. Known: local, national, mobile, toll-free.',
    ));
  it('when a feature is none', () =>
    check(
      withCell('features', 'voice|fax'),
      'Line 2, column "features": "fax" is not a feature. Known: voice, sms, joined by |.',
    ));
  it('when a price is no amount', async () => {
    const amount = (column: string, value: string): string =>
      `Line 2, column "${column}": "${value}" is not an amount. Write digits and a point, for example 4.00.`;
    await check(withCell('monthly', '"4,00"'), amount('monthly', '4,00'));
    await check(withCell('monthly', '-4.00'), amount('monthly', '-4.00'));
    await check(withCell('setup', '€5'), amount('setup', '€5'));
    await check(withCell('monthly', '1e3'), amount('monthly', '1e3'));
  });
  it('when a month costs nothing', () =>
    check(
      withCell('monthly', '0.00'),
      'Line 2, column "monthly": the monthly price must be more than zero.',
    ));
  it('when the registration is neither needed nor not', () =>
    check(
      withCell('registration', 'maybe'),
      'Line 2, column "registration": "maybe" is neither yes nor no.',
    ));
  it('when the supplier has no end', () =>
    check(
      withCell('supplier', 'x'.repeat(101)),
      'Line 2, column "supplier": at most 100 characters, without line breaks or tabs.',
    ));

  it('when a city is unknown, with the ones that are spelt nearly so', async () => {
    await check(
      withCell('city', 'Roam'),
      'Line 2, column "city": IT has no city "Roam". Add the place first.',
    );
    await check(withCell('city', 'Romma'), 'Line 2, column "city": IT has no city "Romma". Near it: rome.');
    await check(
      withCell('region', 'Latium'),
      'Line 2, column "region": IT has no region "Latium". Add the place first.',
    );
  });
  it('when the city lies in another region', () =>
    check(
      withCell('region', 'Toscana'),
      'Line 2, column "region": rome lies in lazio. Write that, or leave the region empty.',
    ));
  it('when a local number has no city, or a region comes without one', async () => {
    await check(withCell('city', ''), 'Line 2, column "city": a local number belongs to a city. Name it.');
    await check(
      withLines('800123456,IT,lazio,,toll-free,,,15,,acme'),
      'Line 2, column "region": a region needs a city. Name the city, or leave the region empty.',
    );
  });

  it('when a number is none', async () => {
    const number = (value: string, what: string): Promise<void> =>
      check(withCell('number', value), `Line 2, column "number": ${what}`);
    await number('06-ROMA', '"06-ROMA" is not a phone number.');
    await number('+39 06 12345678 ext 5', '"+39 06 12345678 ext 5" is not a phone number.');
    await number('1', '"1" is not a phone number.');
    await number(
      '3.90612E+11',
      'a spreadsheet has shortened the number to "3.90612E+11". Make the column text, and enter it again.',
    );
    await number('+39 06 1', '"+39 06 1" cannot be a number of IT: its numbering plan has no such one.');
    await number('+34 910 000 001', '"+34 910 000 001" is a number of ES, not of IT.');
    await number('+39 347 1234567', '"+39 347 1234567" is a mobile; that is not sold as local.');
  });
  it('when a number is that of a neighbour with the same calling code', () =>
    check(
      withLines(
        '+14165550123,US,,,national,,,2,,acme',
        '+18005550123,CA,,,toll-free,,,2,,acme',
        'x,US,,,mobile,,,2,,a',
      ),
      'Line 2, column "number": "+14165550123" is a number of CA, not of US.',
      'Line 4, column "number": "x" is not a phone number.',
    ));
  it('with all that is wrong with a line', async () => {
    const faults = await room.faultsOf(withLines('+390612345678,IT,,Atlantis,local,mms,-1,free,perhaps,'));
    assert.deepEqual(
      faults.map(({ column, code }) => `${column} ${code}`),
      [
        'city unknown_city',
        'features unknown_feature',
        'setup not_an_amount',
        'monthly not_an_amount',
        'registration not_yes_or_no',
        'supplier empty_value',
      ],
    );
  });
});

describe('a fault of a stock file', () => {
  it('is told in three languages', () => {
    const fault: Fault = faultAt({ line: 3, column: 'number', value: '+39347' }, 'number_of_other_kind', {
      kind: 'local',
      type: 'MOBILE',
    });
    assert.deepEqual(
      languages.map((language) => describeFault(fault, language)),
      [
        'Line 3, column "number": "+39347" is a mobile; that is not sold as local.',
        'Línea 3, columna «number»: «+39347» es un móvil; no se vende como local.',
        'Riga 3, colonna «number»: «+39347» è un cellulare; non si vende come local.',
      ],
    );
  });

  it('shows at most sixty characters of what stands there', () => {
    assert.equal(faultAt({ line: 1, value: 'x'.repeat(61) }, 'not_a_number', {}).value.length, 60);
  });
});
