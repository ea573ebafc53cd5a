import {
  invalidCursor,
  pageFrom,
  type InEveryLanguage,
  type Page,
  type PageRequest,
  type Tx,
} from '#platform';
import type { Context } from '#policy';
import { kinds, type Feature, type Kind } from '../plan/index.ts';
import { invalidDigits } from './errors.ts';
import type { NamedPlace } from './place-names.ts';
import { countryCode, findCities, findCitiesOfRegion, type CityKey } from './places.ts';
import type { OfferedNumber } from './stock-number.ts';
import {
  selectCountriesForSale,
  selectForSale,
  type LastRow,
  type StockOrder,
  type StockQuery,
  type StockRow,
} from './store/search.ts';

export interface StockSearch extends PageRequest {
  /** Who searches: what others have reserved is left out. Undefined: a visitor. */
  readonly customerId?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** A slug, or a name in any language, whatever the case and the accents. */
  readonly city?: string | undefined;
  readonly region?: string | undefined;
  readonly kind?: Kind | undefined;
  /** All of these. */
  readonly features?: readonly Feature[] | undefined;
  /** In a row, anywhere in the number; spaces and the like between them do not count. */
  readonly digits?: string | undefined;
  readonly registration?: boolean | undefined;
  readonly minMonthlyMicros?: bigint | undefined;
  readonly maxMonthlyMicros?: bigint | undefined;
  /** Cheapest by the month first, or in the order of the numbers; `price` when left out. */
  readonly order?: StockOrder | undefined;
}

/** A number that can be bought now, with its places in words. Not who supplies it: that is the operator's own business. */
export interface NumberForSale extends Omit<OfferedNumber, 'city' | 'supplier'> {
  readonly city: NamedPlace | null;
  readonly region: NamedPlace | null;
}

/**
 * Numbers for sale to this customer. Later pages follow the order, so that nothing comes twice; what is sold meanwhile is missing.
 * @refuses numbers.unknown_country, numbers.unknown_city, numbers.unknown_region, numbers.invalid_digits, pages.invalid_cursor
 */
export const searchStock = async (
  tx: Tx,
  context: Context,
  search: StockSearch,
): Promise<Page<NumberForSale>> => {
  const order = search.order ?? 'price';
  const cities = await wantedCities(tx, search);
  const query: StockQuery = {
    buyer: { customerId: search.customerId ?? null, now: context.clock.now() },
    countries: await wantedCountries(tx, search, cities),
    cities,
    kinds: search.kind === undefined ? kinds : [search.kind],
    features: search.features ?? [],
    registration: search.registration ?? null,
    digits: wantedDigits(search.digits),
    minMonthlyMicros: search.minMonthlyMicros ?? null,
    maxMonthlyMicros: search.maxMonthlyMicros ?? null,
    order,
    after: readCursor(search.cursor, order),
    limit: search.limit + 1,
  };
  const rows = await selectForSale(tx, query);
  return pageFrom(rows.map(asForSale), search.limit, (last) => cursorOf(last, order));
};

const wantedCities = async (tx: Tx, search: StockSearch): Promise<readonly CityKey[] | null> => {
  const { country, city, region } = search;
  const inRegion = region === undefined ? null : await findCitiesOfRegion(tx, region, country);
  const named = city === undefined ? null : await findCities(tx, city, country);
  if (!named || !inRegion) return named ?? inRegion;
  return named.filter((one) =>
    inRegion.some((other) => other.country === one.country && other.slug === one.slug),
  );
};

const wantedCountries = async (
  tx: Tx,
  { country }: StockSearch,
  cities: readonly CityKey[] | null,
): Promise<readonly string[]> => {
  if (country !== undefined) return [countryCode(country)];
  return cities ? [...new Set(cities.map((city) => city.country))] : selectCountriesForSale(tx);
};

const wantedDigits = (text: string | undefined): string | null => {
  if (text === undefined) return null;
  const digits = text.replaceAll(/[\s+.\-()/]/g, '');
  if (!/^\d{1,15}$/.test(digits)) throw invalidDigits({ digits: text });
  return digits;
};

const cursorOf = ({ monthlyMicros, e164 }: NumberForSale, order: StockOrder): string =>
  order === 'price' ? `${monthlyMicros}-${e164.slice(1)}` : e164.slice(1);

const readCursor = (cursor: string | undefined, order: StockOrder): LastRow | null => {
  if (cursor === undefined) return null;
  const match = (order === 'price' ? /^(\d{1,18})-(\d{6,15})$/ : /^()(\d{6,15})$/).exec(cursor);
  if (!match) throw invalidCursor({ cursor });
  return { monthlyMicros: BigInt(match[1]!), e164: `+${match[2]}` };
};

const asForSale = (row: StockRow): NumberForSale => ({
  e164: row.e164,
  country: row.country,
  region: placeOf(row.regionSlug, { en: row.regionEn, es: row.regionEs, it: row.regionIt }),
  city: placeOf(row.citySlug, { en: row.cityEn, es: row.cityEs, it: row.cityIt }),
  kind: row.kind,
  features: row.features,
  setupMicros: row.setupMicros,
  monthlyMicros: row.monthlyMicros,
  registration: row.registration,
});

const placeOf = (slug: string | null, names: InEveryLanguage<string | null>): NamedPlace | null =>
  slug === null ? null : { slug, names: names as InEveryLanguage<string> };
