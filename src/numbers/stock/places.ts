import type { InEveryLanguage, Tx } from '#platform';
import { cities as planCities, regions as planRegions } from '../plan/index.ts';
import { unknownCity, unknownCountry, unknownRegion } from './errors.ts';
import { isCountry } from './import/read-number.ts';
import { placeFinder, type NamedPlace } from './place-names.ts';
import { insertPlaces, selectCities, selectRegions } from './store/places.ts';

/** A part of a country: state, canton, district, province. Its slug is unique within the country. */
export interface Region extends NamedPlace {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** A city that has numbers of its own. Its slug is unique within the country. */
export interface City extends NamedPlace {
  readonly country: string;
  /** The slug of its region. */
  readonly region: string;
}

export interface Places {
  readonly regions: readonly {
    readonly country: string;
    readonly slug: string;
    readonly names: InEveryLanguage<string>;
  }[];
  readonly cities: readonly {
    readonly country: string;
    readonly region: string;
    readonly slug: string;
    readonly names: InEveryLanguage<string>;
  }[];
}

/** Makes regions and cities known; one that is known already takes the names (and a city the region) given here. Repeatable. */
export const addPlaces = (tx: Tx, places: Places): Promise<void> => insertPlaces(tx, places, 'rename');

/** Makes the places of the numbering plans known: thirteen countries. Those that are known already stay as they are. */
export const addPlannedPlaces = (tx: Tx): Promise<void> =>
  insertPlaces(tx, { regions: planRegions.map(bySlug), cities: planCities.map(bySlug) }, 'keep');

const bySlug = <P extends { readonly id: string }>({ id: slug, ...place }: P) => ({ ...place, slug });

/** A city by its slug. */
export interface CityKey {
  readonly country: string;
  readonly slug: string;
}

/**
 * The cities that `words` mean, by slug or by name in any language, whatever the case and the accents; in any country when none is given.
 * @refuses numbers.unknown_country, numbers.unknown_city with the ones that are spelt nearly so
 */
export const findCities = async (tx: Tx, words: string, country?: string): Promise<readonly CityKey[]> => {
  const countries = country === undefined ? undefined : countryCode(country);
  const finder = placeFinder(await selectCities(tx, countries));
  const found = finder.find(words);
  if (found.length === 0) throw unknownCity({ city: words, nearest: finder.nearest(words) });
  return found.map(({ country: of, slug }) => ({ country: of, slug }));
};

/** The cities of the regions that `words` mean. @refuses numbers.unknown_country, numbers.unknown_region */
export const findCitiesOfRegion = async (
  tx: Tx,
  words: string,
  country?: string,
): Promise<readonly CityKey[]> => {
  const code = country === undefined ? undefined : countryCode(country);
  const finder = placeFinder(await selectRegions(tx, code));
  const found = finder.find(words);
  if (found.length === 0) throw unknownRegion({ region: words, nearest: finder.nearest(words) });
  const cities = await selectCities(tx, code);
  return cities.filter((city) =>
    found.some((region) => region.country === city.country && region.slug === city.region),
  );
};

/** @refuses numbers.unknown_country */
export const countryCode = (country: string): string => {
  const code = country.trim().toUpperCase();
  if (!isCountry(code)) throw unknownCountry({ country });
  return code;
};
