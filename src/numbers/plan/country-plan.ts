import type { Kind } from './kind.ts';

/** The countries whose numbering plan is written down here (ISO 3166-1 alpha-2). */
export type PlanCountry =
  | 'IT'
  | 'ES'
  | 'GB'
  | 'IE'
  | 'FR'
  | 'DE'
  | 'PT'
  | 'CH'
  | 'US'
  | 'CA'
  | 'MX'
  | 'AR'
  | 'BR';

/** Id, then the name in English, Spanish and Italian; a language left out reads as in English. */
export type RegionRow = readonly [id: string, en: string, es?: string, it?: string];

/**
 * Id, region, area codes, share of the country's local numbers (only its proportion to the others counts),
 * names.
 *
 * Area codes are written without the trunk prefix, separated by commas. A code followed by a space and a
 * pattern (`29 2[0-2]######`) says which subscriber numbers of that code are this city's; a bare code has
 * the country's own pattern (`subscriber`).
 */
export type CityRow = readonly [
  id: string,
  region: string,
  areaCodes: string,
  share: number,
  en: string,
  es?: string,
  it?: string,
];

/** One country's page: its places, and the ranges from which numbers of every kind are taken. */
export interface CountryPlan {
  readonly country: PlanCountry;
  /** Without the plus. */
  readonly callingCode: string;
  /** The subscriber number that follows an area code, when the city's row does not say otherwise. */
  readonly subscriber: (areaCode: string) => string;
  readonly regions: readonly RegionRow[];
  readonly cities: readonly CityRow[];
  /** Whole national numbers, as patterns, of the kinds that belong to no city. */
  readonly ranges: Readonly<Partial<Record<Exclude<Kind, 'local'>, readonly string[]>>>;
  /** Where mobile numbers have an area code too: the mobile pattern beside the local one of the same code. */
  readonly cityMobile?: (areaCode: string, subscriber: string) => string;
}

/**
 * Fills the subscriber number up to the length that the country's numbers have.
 * `filled('[2-9]', 10)('0521')` is `[2-9]#####`: with the area code, ten digits.
 */
export function filled(lead: string, nationalDigits: number): (areaCode: string) => string {
  const leadDigits = lead.replaceAll(/\[[^\]]*\]/g, '#').length;
  return (areaCode) => lead + '#'.repeat(nationalDigits - leadDigits - areaCode.length);
}
