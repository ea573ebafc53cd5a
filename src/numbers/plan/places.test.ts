import assert from 'node:assert/strict';
import { test } from 'node:test';

import { geocoder } from 'libphonenumber-geo-carrier';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { numberAt } from './pattern.ts';
import { cities, countries, findCity, regions, slugOf } from './places.ts';
import { allSeries } from './series.ts';

test('countries have their names in English, Spanish and Italian', () => {
  assert.equal(countries.length, 13);
  assert.deepEqual(countries.find(({ id }) => id === 'GB')?.names, {
    en: 'United Kingdom',
    es: 'Reino Unido',
    it: 'Regno Unito',
  });
});

test('every country has at least ten cities, and every region at least one', () => {
  for (const { id } of countries) {
    assert(cities.filter(({ country }) => country === id).length >= 10, `${id} has too few cities`);
  }
  const used = new Set(cities.map(({ country, region }) => `${country}/${region}`));
  assert.deepEqual([...used].toSorted(), regions.map(({ country, id }) => `${country}/${id}`).toSorted());
});

test('ids are slugs, unique within their country', () => {
  for (const list of [cities, regions]) {
    const ids = list.map(({ country, id }) => `${country}/${id}`);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const { id } of list) assert.equal(id, slugOf(id));
  }
});

test('no two cities of a country can be mistaken for each other by a name', () => {
  const owners = new Map<string, string>();
  for (const { country, id, names } of cities) {
    for (const name of new Set([id, ...Object.values(names).map(slugOf)])) {
      const key = `${country}/${name}`;
      assert(!owners.has(key), `${key} is both ${owners.get(key)} and ${id}`);
      owners.set(key, id);
    }
  }
});

test('a city is found by its id or its name in any language, whatever the case and the accents', () => {
  const found = (country: string, words: string): string | undefined => findCity(country, words)?.id;
  assert.equal(found('IT', 'Rome'), 'rome');
  assert.equal(found('DE', 'monaco di baviera'), 'munich');
  assert.equal(found('CH', 'GINEBRA'), 'geneva');
  assert.equal(found('BR', 'Sao Paulo'), 'sao-paulo');
  assert.equal(found('CA', 'St Johns'), 'st-johns');
  assert.equal(found('CA', 'London'), 'london');
  assert.equal(found('IT', 'London'), undefined);
});

test('area codes are those of the national plans', () => {
  const codes = (country: string, city: string): readonly string[] | undefined =>
    findCity(country, city)?.areaCodes;
  assert.deepEqual(codes('IT', 'rome'), ['06']);
  assert.deepEqual(codes('GB', 'belfast'), ['28']);
  assert.deepEqual(codes('CH', 'zurich'), ['43', '44']);
  assert.deepEqual(codes('US', 'miami'), ['305', '786']);
});

// libphonenumber-geo-carrier has no French places, and no place for these two Mexican codes.
const unplaced = ['FR/*', 'MX/mexico-city 56', 'MX/tijuana 664'];

// Where libphonenumber knows the province, or the largest town of the code, rather than the city.
const coarser: Readonly<Record<string, string>> = {
  'ES/bilbao': 'Bizkaia',
  'ES/san-sebastian': 'Guipúzcoa',
  'ES/vigo': 'Pontevedra',
  'GB/newcastle-upon-tyne': 'Tyneside',
  'CH/aarau': 'Olten',
  'CH/locarno': 'Bellinzona',
  'CH/lugano': 'Bellinzona',
  'CH/schaffhausen': 'Winterthur',
  'CH/yverdon-les-bains': 'Yverdon/Aigle',
  'CH/zug': 'Lucerne',
};

// libphonenumber writes `Brooklyn, NY` and `Campinas - SP`.
const stateLetters: Readonly<Record<string, string>> = Object.fromEntries(
  `US/arizona AZ, US/california CA, US/colorado CO, US/florida FL, US/georgia GA, US/hawaii HI,
  US/illinois IL, US/louisiana LA, US/massachusetts MA, US/michigan MI, US/minnesota MN, US/nevada NV,
  US/new-york NY, US/north-carolina NC, US/oregon OR, US/pennsylvania PA, US/tennessee TN,
  US/texas TX, US/utah UT, US/washington WA, CA/alberta AB, CA/british-columbia BC, CA/manitoba MB,
  CA/new-brunswick NB, CA/newfoundland-and-labrador NL, CA/nova-scotia NS, CA/ontario ON,
  CA/quebec QC, CA/saskatchewan SK, BR/alagoas AL, BR/amazonas AM, BR/bahia BA, BR/ceara CE,
  BR/espirito-santo ES, BR/federal-district DF, BR/goias GO, BR/maranhao MA, BR/mato-grosso MT,
  BR/mato-grosso-do-sul MS, BR/minas-gerais MG, BR/para PA, BR/paraiba PB, BR/parana PR,
  BR/pernambuco PE, BR/rio-de-janeiro RJ, BR/rio-grande-do-norte RN, BR/rio-grande-do-sul RS,
  BR/santa-catarina SC, BR/sao-paulo SP`
    .split(/,\s+/)
    .map((pair) => pair.split(' ')),
);

test('libphonenumber places a number of every area code in the city, or in its region', async () => {
  const elsewhere: string[] = [];
  const nowhere = new Set<string>();
  for (const { country, city, areaCode, number } of lowestNumbers()) {
    const place = await geocoder(parsePhoneNumberFromString(number), country === 'IT' ? 'it' : 'en');
    if (place === null) nowhere.add(country === 'FR' ? 'FR/*' : `${country}/${city} ${areaCode}`);
    else if (!isThere(country, city, place)) elsewhere.push(`${country}/${city} ${number}: ${place}`);
  }
  assert.deepEqual(elsewhere, []);
  assert.deepEqual([...nowhere], unplaced);
});

// One a code: libphonenumber-geo-carrier reads a whole country's file for every question, 4 ms on average.
function lowestNumbers() {
  const local = allSeries().filter(({ offer }) => offer.kind === 'local');
  return local.flatMap(({ offer: { country }, callingCode, city, patterns }) =>
    patterns.map((pattern, index) => ({
      country,
      city,
      areaCode: findCity(country, city)?.areaCodes[index],
      number: `+${callingCode}${numberAt(pattern, 0)}`,
    })),
  );
}

function isThere(country: string, cityId: string, place: string): boolean {
  const city = findCity(country, cityId);
  assert(city);
  const region = regions.find(({ country: of, id }) => of === country && id === city.region);
  assert(region);
  const letters = stateLetters[`${country}/${city.region}`];
  if (letters !== undefined && place.endsWith(` ${letters}`)) return true;
  const names = [
    ...Object.values(city.names),
    ...Object.values(region.names),
    coarser[`${country}/${cityId}`] ?? '',
  ];
  const placeSlug = slugOf(place);
  return names
    .map(slugOf)
    .some((name) => name !== '' && (placeSlug.includes(name) || name.includes(placeSlug)));
}
