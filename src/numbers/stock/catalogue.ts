import type { Language, Tx } from '#platform';
import type { Context } from '#policy';
import type { Kind } from '../plan/index.ts';
import { countryCode } from './places.ts';
import {
  countForSale,
  countForSaleIn,
  countStock,
  type KindRow,
  type StockCount,
} from './store/catalogue.ts';
import { selectCities, selectRegions } from './store/places.ts';

/** How much there is of something, and what it costs at least. */
export interface Assortment {
  readonly count: bigint;
  /** The cheapest monthly price. */
  readonly fromMonthlyMicros: bigint;
}

export interface CountryForSale extends Assortment {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly name: string;
  readonly kinds: readonly (Assortment & { readonly kind: Kind })[];
}

export interface CityForSale extends Assortment {
  readonly slug: string;
  readonly name: string;
  readonly region: { readonly slug: string; readonly name: string };
  readonly kinds: readonly (Assortment & { readonly kind: Kind })[];
}

/**
 * The countries that have numbers for sale, by name. Numbers that are reserved at this moment are counted.
 * @source CLDR, for the names
 */
export const listCountries = async (tx: Tx, language: Language): Promise<readonly CountryForSale[]> => {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const countries = Map.groupBy(await countForSale(tx), ({ country }) => country);
  return byName(
    language,
    [...countries].map(([country, rows]) => ({
      country,
      name: names.of(country) ?? country,
      ...assortmentOf(rows),
    })),
  );
};

/** The cities of a country that have numbers for sale, by name. @refuses numbers.unknown_country */
export const listCities = async (
  tx: Tx,
  country: string,
  language: Language,
): Promise<readonly CityForSale[]> => {
  const code = countryCode(country);
  const regions = new Map((await selectRegions(tx, code)).map(({ slug, names }) => [slug, names[language]]));
  const forSale = Map.groupBy(await countForSaleIn(tx, code), ({ city }) => city);
  const cities = (await selectCities(tx, code)).flatMap(({ slug, region, names }) => {
    const rows = forSale.get(slug);
    if (!rows) return [];
    return [
      {
        slug,
        name: names[language],
        region: { slug: region, name: regions.get(region)! },
        ...assortmentOf(rows),
      },
    ];
  });
  return byName(language, cities);
};

/** The whole stock by country, kind and state, for staff. */
export const stockOverview = (tx: Tx, context: Context): Promise<readonly StockCount[]> =>
  countStock(tx, context.clock.now());

const assortmentOf = (rows: readonly KindRow[]) => ({
  count: rows.reduce((sum, { count }) => sum + count, 0n),
  fromMonthlyMicros: least(rows.map(({ fromMonthlyMicros }) => fromMonthlyMicros)),
  kinds: rows.map(({ kind, count, fromMonthlyMicros }) => ({ kind, count, fromMonthlyMicros })),
});

const least = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => (a < b ? a : b));

const byName = <T extends { readonly name: string }>(
  language: Language,
  places: readonly T[],
): readonly T[] => {
  const collator = new Intl.Collator(language);
  return places.toSorted((a, b) => collator.compare(a.name, b.name));
};
