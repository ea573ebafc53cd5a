import { argentina } from './countries/ar.ts';
import { brazil } from './countries/br.ts';
import { canada } from './countries/ca.ts';
import { switzerland } from './countries/ch.ts';
import { germany } from './countries/de.ts';
import { spain } from './countries/es.ts';
import { france } from './countries/fr.ts';
import { unitedKingdom } from './countries/gb.ts';
import { ireland } from './countries/ie.ts';
import { italy } from './countries/it.ts';
import { mexico } from './countries/mx.ts';
import { portugal } from './countries/pt.ts';
import { unitedStates } from './countries/us.ts';
import type { CountryPlan, PlanCountry } from './country-plan.ts';

/** A name in each of the product's languages. */
export interface Names {
  readonly en: string;
  readonly es: string;
  readonly it: string;
}

/** A country of the plan. */
export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly id: PlanCountry;
  /** Without the plus. Not unique: the United States and Canada share 1. */
  readonly callingCode: string;
  readonly names: Names;
}

/** A part of a country as its people name it: state, canton, district, province. */
export interface Region {
  readonly country: PlanCountry;
  /** Unique within its country. */
  readonly id: string;
  readonly names: Names;
}

/** A city that has numbers of its own. */
export interface City {
  readonly country: PlanCountry;
  /** Id of its region. */
  readonly region: string;
  /** Unique within its country. */
  readonly id: string;
  readonly names: Names;
  /**
   * National significant digits: without the trunk prefix, except in Italy, where the 0 is part of the
   * number.
   */
  readonly areaCodes: readonly string[];
}

/** Every country's page, in the order in which the demo's stock lists them. */
export const countryPlans: readonly CountryPlan[] = [
  italy,
  spain,
  unitedKingdom,
  ireland,
  france,
  germany,
  portugal,
  switzerland,
  unitedStates,
  canada,
  mexico,
  argentina,
  brazil,
];

/**
 * The countries of the plan, with their names in three languages.
 * @source CLDR, through Intl.DisplayNames
 */
export const countries: readonly Country[] = countryPlans.map((plan) => ({
  id: plan.country,
  callingCode: plan.callingCode,
  names: countryNames(plan.country),
}));

/** Every region that has a city in the plan. */
export const regions: readonly Region[] = countryPlans.flatMap((plan) =>
  plan.regions.map(([id, en, es = en, it = en]) => ({ country: plan.country, id, names: { en, es, it } })),
);

/**
 * Every city of the plan with the area codes of its numbers.
 * @source the national numbering plans; places.test.ts holds them against libphonenumber's geocoding data
 */
export const cities: readonly City[] = countryPlans.flatMap((plan) =>
  plan.cities.map(([id, region, areaCodes, , en, es = en, it = en]) => ({
    country: plan.country,
    region,
    id,
    names: { en, es, it },
    areaCodes: localRangesOf(plan, areaCodes).map((range) => range.areaCode),
  })),
);

/**
 * The city that a person means: by its id or its name in any of the three languages, whatever the case and
 * accents (`findCity('DE', 'Monaco di Baviera')`). Undefined when the plan does not have it.
 */
export function findCity(country: string, words: string): City | undefined {
  const wanted = slugOf(words);
  const inCountry = cities.filter((city) => city.country === country);
  return (
    inCountry.find((city) => city.id === wanted) ??
    inCountry.find(({ names }) => [names.en, names.es, names.it].some((name) => slugOf(name) === wanted))
  );
}

/** The id that a name would have: `São Paulo` → `sao-paulo`. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFD').replaceAll(/[\u0300-\u036f'’.]/g, '');
  return plain
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The ranges behind a city row's area codes: of each, the code and the pattern of what follows it. */
export function localRangesOf(
  plan: CountryPlan,
  areaCodes: string,
): readonly { readonly areaCode: string; readonly subscriber: string }[] {
  return areaCodes.split(', ').map((text) => {
    const [areaCode = '', subscriber = plan.subscriber(areaCode)] = text.split(' ');
    return { areaCode, subscriber };
  });
}

function countryNames(country: PlanCountry): Names {
  const name = (language: string): string =>
    new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country;
  return { en: name('en'), es: name('es'), it: name('it') };
}
