import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform';
import type { Feature, Kind } from '../../plan/index.ts';
import type { CityKey } from '../places.ts';
import { isFreeFor, type Buyer } from './free.ts';

/** price: cheapest by the month first, then by number. */
export type StockOrder = 'price' | 'number';

/** The last row of the page before. */
export interface LastRow {
  readonly monthlyMicros: bigint;
  readonly e164: string;
}

export interface StockQuery {
  readonly buyer: Buyer;
  readonly countries: readonly string[];
  /** null: anywhere in the countries, also where a number belongs to no city. */
  readonly cities: readonly CityKey[] | null;
  readonly kinds: readonly Kind[];
  readonly features: readonly Feature[];
  readonly registration: boolean | null;
  readonly digits: string | null;
  readonly minMonthlyMicros: bigint | null;
  readonly maxMonthlyMicros: bigint | null;
  readonly order: StockOrder;
  readonly after: LastRow | null;
  readonly limit: number;
}

export interface StockRow {
  readonly e164: string;
  readonly country: string;
  readonly citySlug: string | null;
  readonly cityEn: string | null;
  readonly cityEs: string | null;
  readonly cityIt: string | null;
  readonly regionSlug: string | null;
  readonly regionEn: string | null;
  readonly regionEs: string | null;
  readonly regionIt: string | null;
  readonly kind: Kind;
  readonly features: readonly Feature[];
  readonly setupMicros: bigint;
  readonly monthlyMicros: bigint;
  readonly registration: boolean;
}

/** The countries that have something for sale, by a look at the index for each: not by reading it. */
export const selectCountriesForSale = async (tx: Tx): Promise<readonly string[]> => {
  const { rows } = await sql<{ country: string }>`
    with recursive found as (
      (select country from numbers.number where state = 'available' order by country limit 1)
      union all
      select (select n.country from numbers.number n
               where n.state = 'available' and n.country > found.country order by n.country limit 1)
        from found where found.country is not null)
    select country from found where country is not null`.execute(tx);
  return rows.map(({ country }) => country);
};

/**
 * The first few in the order asked for. Every combination of place, kind and shelf is a stretch of an index in this order: each gives its
 * first few, and the first of those are the answer. At a million numbers in stock that is 1 to 10 ms, where one condition over all took
 * up to 400. Digits, from three on, have an index of their own.
 */
export const selectForSale = async (tx: Tx, query: StockQuery): Promise<readonly StockRow[]> => {
  const order = query.order === 'price' ? sql`n.monthly, n.e164` : sql`n.e164`;
  const chosen = (query.digits?.length ?? 0) >= 3 ? byDigits(query, order) : byStretches(query, order);
  const { rows } = await sql<StockRow>`
    with chosen as (${chosen})
    select n.e164, n.country, n.kind, n.features, n.setup as setup_micros, n.monthly as monthly_micros, n.registration,
           c.slug as city_slug, c.name_en as city_en, c.name_es as city_es, c.name_it as city_it,
           r.slug as region_slug, r.name_en as region_en, r.name_es as region_es, r.name_it as region_it
      from chosen n
      left join numbers.city c on c.country = n.country and c.slug = n.city
      left join numbers.region r on r.country = c.country and r.slug = c.region
     order by ${order}`.execute(tx);
  return rows;
};

const byStretches = (query: StockQuery, order: RawBuilder<unknown>): RawBuilder<unknown> => {
  const inPlace = query.cities
    ? sql`n.country = place.country and n.city = place.city`
    : sql`n.country = place.country`;
  return sql`
    select n.*
      from ${placesOf(query)} as place (country, city)
     cross join unnest(${query.kinds}::numbers.kind[]) as wanted (kind)
     cross join unnest(${shelvesOf(query)}::smallint[]) as fitting (shelf)
     cross join lateral (
       select n.* from numbers.number n
        where ${inPlace} and n.kind = wanted.kind and n.shelf = fitting.shelf and ${otherConditions(query)}
        order by ${order} limit ${query.limit}) n
     order by ${order} limit ${query.limit}`;
};

const byDigits = (query: StockQuery, order: RawBuilder<unknown>): RawBuilder<unknown> => {
  const inCities = query.cities
    ? sql`(n.country, n.city) in (select country, city from ${placesOf(query)} as place (country, city))`
    : sql`true`;
  return sql`
    select n.* from numbers.number n
     where numbers.digit_groups(n.e164) @> ${digitGroups(query.digits!)}::smallint[]
       and n.country = any(${query.countries}::char(2)[]) and ${inCities} and n.kind = any(${query.kinds}::numbers.kind[])
       and n.shelf = any(${shelvesOf(query)}::smallint[]) and ${otherConditions(query)}
     order by ${order} limit ${query.limit}`;
};

const placesOf = ({ countries, cities }: StockQuery): RawBuilder<unknown> =>
  cities
    ? sql`unnest(${cities.map(({ country }) => country)}::char(2)[], ${cities.map(({ slug }) => slug)}::text[])`
    : sql`(select unnest(${countries}::char(2)[]), null::text)`;

/** The generated column `shelf` of numbers.number: registration, and two for voice, and four for SMS. */
const shelvesOf = ({ features, registration }: StockQuery): readonly number[] =>
  [2, 3, 4, 5, 6, 7].filter(
    (shelf) =>
      (registration === null || registration === ((shelf & 1) !== 0)) &&
      (!features.includes('voice') || (shelf & 2) !== 0) &&
      (!features.includes('sms') || (shelf & 4) !== 0),
  );

const otherConditions = (query: StockQuery): RawBuilder<unknown> => {
  const { digits, minMonthlyMicros: least, maxMonthlyMicros: most, after } = query;
  return sql.join(
    [
      isFreeFor(query.buyer),
      ...(least === null ? [] : [sql`n.monthly >= ${least}`]),
      ...(most === null ? [] : [sql`n.monthly <= ${most}`]),
      ...(digits === null ? [] : [sql`n.e164 like ${`%${digits}%`}`]),
      ...(after === null ? [] : [isAfter(after, query.order)]),
    ],
    sql` and `,
  );
};

const isAfter = (after: LastRow, order: StockOrder): RawBuilder<unknown> =>
  order === 'price'
    ? sql`(n.monthly, n.e164) > (${after.monthlyMicros}, ${after.e164})`
    : sql`n.e164 > ${after.e164}`;

/** Three digits in a row each, as the function of that name has them. */
const digitGroups = (digits: string): readonly number[] =>
  Array.from({ length: digits.length - 2 }, (_, index) => Number(digits.slice(index, index + 3)));
