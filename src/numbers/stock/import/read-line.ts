import { fromDecimal } from '#money';
import { features as knownFeatures, kinds, type Feature, type Kind } from '../../plan/index.ts';
import type { OfferedNumber } from '../stock-number.ts';
import type { City, Region } from '../places.ts';
import type { PlaceFinder } from '../place-names.ts';
import { faultAt, type FaultCode, type FaultData, type Report } from './faults.ts';
import type { Column, Layout } from './header.ts';
import { isCountry, readNumber, type CountryCode } from './read-number.ts';
import type { CsvRecord } from './read-records.ts';

/** A sound line of a stock file. */
export interface StockLine extends OfferedNumber {
  readonly line: number;
}

/** The places of each country that has any. */
export type PlacesByCountry = ReadonlyMap<
  string,
  { readonly cities: PlaceFinder<City>; readonly regions: PlaceFinder<Region> }
>;

/** The cells of one line by column, and the way to say what is wrong with one. */
interface Cells {
  readonly line: number;
  readonly text: (column: Column) => string;
  readonly wrong: <Code extends FaultCode>(
    column: Column,
    code: Code,
    data: () => FaultData[Code],
  ) => undefined;
  readonly report: Report;
}

const longestSupplier = 100;
const answers = new Map([
  ...['yes', 'y', 'true', '1', 'si', 'sí', 'sì'].map((word) => [word, true] as const),
  ...['no', 'n', 'false', '0', ''].map((word) => [word, false] as const),
]);

/** Reads one line; reports every fault that it has, and then returns undefined. */
export const readLine = (
  record: CsvRecord,
  layout: Layout,
  places: PlacesByCountry,
  report: Report,
): StockLine | undefined => {
  const { line } = record;
  const found = widthOf(record, layout);
  if (found !== layout.width) {
    report(() => faultAt({ line }, 'wrong_field_count', { expected: layout.width, found }));
    return undefined;
  }
  const cells = cellsOf(record, layout, report);
  const country = countryIn(cells);
  const kind = kindIn(cells);
  const e164 = numberIn(cells, country, kind);
  const city = cityIn(cells, country, kind, places);
  const features = featuresIn(cells);
  const setupMicros = cells.text('setup') === '' ? 0n : amountIn(cells, 'setup');
  const monthlyMicros = monthlyIn(cells);
  const registration = registrationIn(cells);
  const supplier = supplierIn(cells);
  if (country === undefined || kind === undefined || e164 === undefined || city === undefined)
    return undefined;
  if (features === undefined || setupMicros === undefined || monthlyMicros === undefined) return undefined;
  if (registration === undefined || supplier === undefined) return undefined;
  return { line, e164, country, city, kind, features, setupMicros, monthlyMicros, registration, supplier };
};

/** Empty fields after the last column do no harm: spreadsheets add them. */
const widthOf = ({ cells }: CsvRecord, layout: Layout): number =>
  cells.length > layout.width && cells.slice(layout.width).every((cell) => cell.trim() === '')
    ? layout.width
    : cells.length;

const cellsOf = (record: CsvRecord, layout: Layout, report: Report): Cells => {
  const text = (column: Column): string => {
    const place = layout.placeOf[column];
    return place === undefined ? '' : record.cells[place]!.trim();
  };
  return {
    line: record.line,
    text,
    wrong: (column, code, data) =>
      report(() => faultAt({ line: record.line, column, value: text(column) }, code, data())) as undefined,
    report,
  };
};

const noData = (): object => ({});

const countryIn = (cells: Cells): CountryCode | undefined => {
  const text = cells.text('country').toUpperCase();
  if (text === '') return cells.wrong('country', 'empty_value', noData);
  return isCountry(text) ? text : cells.wrong('country', 'unknown_country', noData);
};

const kindIn = (cells: Cells): Kind | undefined => {
  const text = cells.text('kind');
  if (text === '') return cells.wrong('kind', 'empty_value', noData);
  const wanted = text.toLowerCase().replaceAll(/[\s_]+/g, '-');
  return (
    kinds.find((kind) => kind === wanted) ?? cells.wrong('kind', 'unknown_kind', () => ({ known: kinds }))
  );
};

const numberIn = (cells: Cells, country?: CountryCode, kind?: Kind): string | undefined => {
  const text = cells.text('number');
  if (text === '') return cells.wrong('number', 'empty_value', noData);
  // Whose numbering plan it should follow is not known.
  if (country === undefined) return undefined;
  const reading = readNumber(text, cells.line, country, kind);
  if ('e164' in reading) return reading.e164;
  cells.report(reading.fault);
  return undefined;
};

/** null: the number belongs to no city. */
const cityIn = (
  cells: Cells,
  country: string | undefined,
  kind: Kind | undefined,
  places: PlacesByCountry,
): string | null | undefined => {
  const text = cells.text('city');
  const region = cells.text('region');
  if (text === '') {
    if (kind === 'local') return cells.wrong('city', 'local_without_city', noData);
    return region === '' ? null : cells.wrong('region', 'region_without_city', noData);
  }
  if (country === undefined) return undefined;
  const finders = places.get(country);
  const [city, ...others] = finders?.cities.find(text) ?? [];
  const nearest = (kindOfPlace: 'cities' | 'regions', words: string) => () => ({
    country,
    nearest: finders?.[kindOfPlace].nearest(words) ?? [],
  });
  if (!city) return cells.wrong('city', 'unknown_city', nearest('cities', text));
  const regions = region === '' ? undefined : (finders?.regions.find(region) ?? []);
  if (regions?.length === 0) return cells.wrong('region', 'unknown_region', nearest('regions', region));
  // The region tells two cities of one name apart.
  const meant = regions
    ? [city, ...others].filter((one) => regions.some(({ slug }) => slug === one.region))
    : [city, ...others];
  if (meant.length === 1) return meant[0]!.slug;
  return meant.length === 0
    ? cells.wrong('region', 'city_of_other_region', () => ({ city: city.slug, region: city.region }))
    : cells.wrong('city', 'ambiguous_city', () => ({ country, choices: meant.map(({ slug }) => slug) }));
};

const featuresIn = (cells: Cells): readonly Feature[] | undefined => {
  const text = cells.text('features').toLowerCase();
  if (text === '') return ['voice'];
  const words = text.split(/[\s|,;+/]+/).filter((word) => word !== '');
  const unknown = words.find((word) => !(knownFeatures as readonly string[]).includes(word));
  if (unknown !== undefined || words.length === 0) {
    const feature = unknown ?? text;
    return cells.wrong('features', 'unknown_feature', () => ({ feature, known: knownFeatures }));
  }
  return knownFeatures.filter((feature) => words.includes(feature));
};

const amountIn = (cells: Cells, column: 'setup' | 'monthly'): bigint | undefined => {
  const text = cells.text(column);
  return /^\d{1,12}(?:\.\d{1,6})?$/.test(text)
    ? fromDecimal(text)
    : cells.wrong(column, 'not_an_amount', noData);
};

const monthlyIn = (cells: Cells): bigint | undefined => {
  if (cells.text('monthly') === '') return cells.wrong('monthly', 'empty_value', noData);
  const micros = amountIn(cells, 'monthly');
  return micros === 0n ? cells.wrong('monthly', 'price_of_nothing', noData) : micros;
};

const registrationIn = (cells: Cells): boolean | undefined =>
  answers.get(cells.text('registration').toLowerCase()) ??
  cells.wrong('registration', 'not_yes_or_no', noData);

const supplierIn = (cells: Cells): string | undefined => {
  const text = cells.text('supplier');
  if (text === '') return cells.wrong('supplier', 'empty_value', noData);
  return text.length > longestSupplier || /\p{Cc}/u.test(text)
    ? cells.wrong('supplier', 'text_too_long', () => ({ most: longestSupplier }))
    : text;
};
