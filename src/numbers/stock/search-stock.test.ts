import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import {
  listCities,
  listCountries,
  reserveNumber,
  searchStock,
  stockOverview,
  type StockSearch,
} from './index.ts';
import { inTransaction } from '#platform';
import { openStockroom, stockHeader, type Stockroom } from '../../../test/support/stock.ts';

const stock = `${stockHeader}
+390612345001,IT,,rome,local,voice,0.00,4.00,yes,acme
+390612345002,IT,,rome,local,voice|sms,0.00,4.50,no,acme
+390612345003,IT,,rome,local,voice,0.00,3.50,yes,acme
+390248211111,IT,,milan,local,voice,0.00,4.00,yes,acme
+393471234567,IT,,,mobile,voice|sms,10.00,9.00,no,acme
+39800123456,IT,,,toll-free,voice,20.00,15.00,yes,acme
+34914821000,ES,,madrid,local,voice,5.00,3.00,yes,acme
+34957123456,ES,,cordoba,local,voice,5.00,3.20,yes,acme
+543514123456,AR,,cordoba,local,voice,5.00,7.00,yes,acme
+14155550123,US,,san-francisco,local,voice|sms,0.00,1.80,no,acme
+18005550123,US,,,toll-free,voice|sms,0.00,3.00,no,acme
+18005550124,CA,,,toll-free,voice,0.00,3.50,no,acme
`;

describe('the search for numbers', () => {
  let room: Stockroom;
  before(async () => {
    room = await openStockroom();
    await room.importText(stock);
  });
  after(() => room.drop());

  const search = (what: Partial<StockSearch>) =>
    inTransaction(room.db, (tx) => searchStock(tx, room.context, { limit: 50, ...what }));
  /** What is found, as the last digits of the numbers. */
  const check = async (what: Partial<StockSearch>, ...expected: readonly string[]): Promise<void> => {
    const { items } = await search(what);
    assert.deepEqual(
      items.map(({ e164 }) => e164),
      expected,
    );
  };
  const [rome1, rome2, rome3, milan] = [
    '+390612345001',
    '+390612345002',
    '+390612345003',
    '+390248211111',
  ] as const;
  const [mobile, tollFree, madrid] = ['+393471234567', '+39800123456', '+34914821000'] as const;

  it('shows what can be bought, with its places, the cheapest first', async () => {
    const { items, nextCursor } = await search({ country: 'IT', city: 'rome', limit: 1 });
    assert.deepEqual(items, [
      {
        e164: rome3,
        country: 'IT',
        region: { slug: 'lazio', names: { en: 'Lazio', es: 'Lacio', it: 'Lazio' } },
        city: { slug: 'rome', names: { en: 'Rome', es: 'Roma', it: 'Roma' } },
        kind: 'local',
        features: ['voice'],
        setupMicros: 0n,
        monthlyMicros: 3_500_000n,
        registration: true,
      },
    ]);
    assert.notEqual(nextCursor, null);
  });

  it('goes by country, kind, features, registration and price', async () => {
    await check({ country: 'IT' }, rome3, milan, rome1, rome2, mobile, tollFree);
    await check({ country: 'it', kind: 'toll-free' }, tollFree);
    await check({ country: 'IT', features: ['sms'] }, rome2, mobile);
    await check({ country: 'IT', features: ['voice', 'sms'], kind: 'local' }, rome2);
    await check({ country: 'IT', registration: false }, rome2, mobile);
    await check({ country: 'IT', registration: true, maxMonthlyMicros: 4_000_000n }, rome3, milan, rome1);
    await check({ country: 'IT', minMonthlyMicros: 4_500_000n, maxMonthlyMicros: 9_000_000n }, rome2, mobile);
    await check({ country: 'PT' });
  });

  it('goes through all countries when none is named', () =>
    check({ maxMonthlyMicros: 3_100_000n }, '+14155550123', '+18005550123', madrid));

  it('finds a city by its name in any language, whatever the case and the accents', async () => {
    for (const city of ['milan', 'Milano', 'MILÁN', 'milán']) await check({ country: 'IT', city }, milan);
    await check({ city: 'Roma' }, rome3, rome1, rome2);
  });

  it('finds the cities of one name in several countries', async () => {
    await check({ city: 'Córdoba' }, '+34957123456', '+543514123456');
    await check({ city: 'cordoba', country: 'AR' }, '+543514123456');
  });

  it('finds the cities of a region', async () => {
    await check({ region: 'Lombardia' }, milan);
    await check({ country: 'IT', region: 'lazio', city: 'roma' }, rome3, rome1, rome2);
    await check({ country: 'IT', region: 'lazio', city: 'milan' });
  });

  it('finds digits anywhere in a number', async () => {
    await check({ digits: '4821' }, madrid, milan);
    await check({ country: 'IT', digits: '48 21' }, milan);
    await check({ digits: '+39 06' }, rome3, rome1, rome2);
    await check({ digits: '482', city: 'madrid' }, madrid);
    await check({ country: 'IT', digits: '21' }, milan);
    await check({ country: 'IT', digits: '8' }, milan, tollFree);
    await check({ digits: '390612345001' }, rome1);
    await check({ digits: '999' });
    // To the index, a number of eleven digits has the group 039 as well: it looks too far to the left.
    await check({ digits: '0039' });
    await check({ digits: '039' });
  });

  it('goes in the order of the numbers when asked', async () => {
    await check({ country: 'IT', order: 'number' }, milan, rome1, rome2, rome3, mobile, tollFree);
    await check({ country: 'IT', order: 'number', digits: '123' }, rome1, rome2, rome3, mobile, tollFree);
    await check({ city: 'roma', order: 'number' }, rome1, rome2, rome3);
  });

  it('goes on, page by page, without a gap and without a number twice', async () => {
    for (const what of [
      {},
      { country: 'IT' },
      { order: 'number' },
      { city: 'rome' },
      { digits: '123' },
    ] as const) {
      const { items: all } = await search(what);
      const paged: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await search({ ...what, limit: 2, cursor });
        paged.push(...page.items.map(({ e164 }) => e164));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      assert.deepEqual(
        paged,
        all.map(({ e164 }) => e164),
      );
    }
  });

  it('leaves out what others have reserved, and shows the own reservation', async () => {
    const mine = await room.customer('ada');
    const others = await room.customer('bob');
    await inTransaction(room.db, (tx) => reserveNumber(tx, room.context, { customerId: mine, e164: milan }));
    await check({ city: 'milan', customerId: mine }, milan);
    await check({ city: 'milan', customerId: others });
    await check({ city: 'milan' });
    room.context.clock.moveTo(room.context.clock.now().add({ minutes: 15 }));
    await check({ city: 'milan' }, milan);
  });

  it('leaves out what is rented, withdrawn or dismissed', async () => {
    await inTransaction(room.db, async (tx) => {
      await sql`update numbers.number set state = 'withdrawn' where e164 = ${tollFree}`.execute(tx);
      assert.deepEqual(
        (await searchStock(tx, room.context, { limit: 9, country: 'IT', kind: 'toll-free' })).items,
        [],
      );
      assert.deepEqual((await searchStock(tx, room.context, { limit: 9, digits: '800123' })).items, []);
      await sql`update numbers.number set state = 'available' where e164 = ${tollFree}`.execute(tx);
    });
  });

  it('leaves out, for its former holder, a number that is sold again', async () => {
    const former = await room.customer('carla');
    const other = await room.customer('dora');
    await sql`
      insert into numbers.rental (e164, customer_id, state, months, monthly, bought_at, held_since, anchor, months_paid,
                                  policy_version_id, ended_at, end_reason)
      select ${madrid}, ${former}, 'ended', 1, 4000000, ${room.context.clock.now()}, ${room.context.clock.now()}, '2022-01-10', 1,
             (select id from policy.version), ${room.context.clock.now()}, 'dismissed'`.execute(room.db);
    await check({ city: 'madrid', customerId: former });
    await check({ city: 'madrid', customerId: other }, madrid);
    await assert.rejects(
      inTransaction(room.db, (tx) => reserveNumber(tx, room.context, { customerId: former, e164: madrid })),
      { code: 'numbers.not_available' },
    );
  });

  it('is refused for places that nobody knows, with those that are spelt nearly so', async () => {
    await assert.rejects(search({ country: 'UK' }), { code: 'numbers.unknown_country' });
    await assert.rejects(search({ country: 'IT', city: 'Florenc' }), {
      code: 'numbers.unknown_city',
      data: { city: 'Florenc', nearest: ['florence'] },
    });
    await assert.rejects(search({ country: 'ES', city: 'Roma' }), { code: 'numbers.unknown_city' });
    await assert.rejects(search({ region: 'Toscanna' }), {
      code: 'numbers.unknown_region',
      data: { region: 'Toscanna', nearest: ['tuscany'] },
    });
  });

  it('is refused for what cannot be digits or a cursor', async () => {
    await assert.rejects(search({ digits: 'PIZZA' }), { code: 'numbers.invalid_digits' });
    await assert.rejects(search({ digits: '1234567890123456' }), { code: 'numbers.invalid_digits' });
    await assert.rejects(search({ digits: '' }), { code: 'numbers.invalid_digits' });
    await assert.rejects(search({ cursor: '390612345001' }), { code: 'pages.invalid_cursor' });
    await assert.rejects(search({ cursor: "1-'; drop", order: 'number' }), { code: 'pages.invalid_cursor' });
  });
});

describe('the catalogue', () => {
  let room: Stockroom;
  before(async () => {
    room = await openStockroom();
    await room.importText(stock);
    await sql`update numbers.number set state = 'rented' where e164 = '+390612345003'`.execute(room.db);
  });
  after(() => room.drop());

  it('lists the countries in the order and the words of a language, with what there is and from which price', async () => {
    const countries = await inTransaction(room.db, (tx) => listCountries(tx, 'es'));
    assert.deepEqual(
      countries.map(({ name, count, fromMonthlyMicros }) => `${name} ${count} ${fromMonthlyMicros}`),
      [
        'Argentina 1 7000000',
        'Canadá 1 3500000',
        'España 2 3000000',
        'Estados Unidos 2 1800000',
        'Italia 5 4000000',
      ],
    );
    assert.deepEqual(countries.at(-1)!.kinds, [
      { kind: 'local', count: 3n, fromMonthlyMicros: 4_000_000n },
      { kind: 'mobile', count: 1n, fromMonthlyMicros: 9_000_000n },
      { kind: 'toll-free', count: 1n, fromMonthlyMicros: 15_000_000n },
    ]);
  });

  it('lists the cities of a country that have numbers', async () => {
    assert.deepEqual(await inTransaction(room.db, (tx) => listCities(tx, 'IT', 'it')), [
      {
        slug: 'milan',
        name: 'Milano',
        region: { slug: 'lombardy', name: 'Lombardia' },
        count: 1n,
        fromMonthlyMicros: 4_000_000n,
        kinds: [{ kind: 'local', count: 1n, fromMonthlyMicros: 4_000_000n }],
      },
      {
        slug: 'rome',
        name: 'Roma',
        region: { slug: 'lazio', name: 'Lazio' },
        count: 2n,
        fromMonthlyMicros: 4_000_000n,
        kinds: [{ kind: 'local', count: 2n, fromMonthlyMicros: 4_000_000n }],
      },
    ]);
    assert.deepEqual(await inTransaction(room.db, (tx) => listCities(tx, 'PT', 'it')), []);
    await assert.rejects(
      inTransaction(room.db, (tx) => listCities(tx, 'XX', 'it')),
      { code: 'numbers.unknown_country' },
    );
  });

  it('tells staff how many numbers are in which state', async () => {
    const ada = await room.customer('eva');
    await inTransaction(room.db, (tx) =>
      reserveNumber(tx, room.context, { customerId: ada, e164: '+390612345001' }),
    );
    const counts = await inTransaction(room.db, (tx) => stockOverview(tx, room.context));
    assert.deepEqual(
      counts.filter(({ country, kind }) => country === 'IT' && kind === 'local'),
      [
        { country: 'IT', kind: 'local', state: 'available', count: 3n, reserved: 1n },
        { country: 'IT', kind: 'local', state: 'rented', count: 1n, reserved: 0n },
      ],
    );
  });
});
