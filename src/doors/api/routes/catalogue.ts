import { z } from 'zod';
import {
  invalidDigits,
  listCities,
  listCountries,
  searchStock,
  unknownCity,
  unknownCountry,
  unknownRegion,
} from '#numbers';
import { readRoute, type Register } from '../route.ts';
import { amount, count, country, e164, feature, flag, kind, pageOf, pageQuery, query } from '../schemas.ts';

const assortment = {
  count: count.meta({ description: 'How many numbers are for sale', examples: [1200] }),
  fromMonthly: amount.meta({ description: 'The cheapest monthly price', examples: ['3.00'] }),
};
const kindsForSale = z.array(z.object({ kind, ...assortment }));
const name = z.string().meta({ description: 'In the language of Accept-Language', examples: ['Rome'] });
const slug = z.string().meta({ description: 'How a search names it', examples: ['rome'] });

const countryForSale = z
  .object({ country, name: name.meta({ examples: ['Italy'] }), ...assortment, kinds: kindsForSale })
  .meta({ id: 'CountryForSale' });

const cityForSale = z
  .object({ slug, name, region: z.object({ slug, name }), ...assortment, kinds: kindsForSale })
  .meta({ id: 'CityForSale' });

const place = z.object({ slug, name });
const numberForSale = z
  .object({
    number: e164,
    country,
    region: place.nullable(),
    city: place.nullable().meta({ description: 'null: it belongs to no city' }),
    kind,
    features: z.array(feature),
    setup: amount.meta({ description: 'Charged once, at the purchase', examples: ['0.00'] }),
    monthly: amount.meta({ description: 'For one month' }),
    registration: z.boolean().meta({ description: 'Documents are needed before it works' }),
  })
  .meta({ id: 'NumberForSale' });

type Assortment = { readonly count: bigint; readonly fromMonthlyMicros: bigint };
const assorted = <T extends Assortment>({ fromMonthlyMicros, ...rest }: T) => ({
  ...rest,
  fromMonthly: fromMonthlyMicros,
});

export const catalogueRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/catalogue/countries',
      tag: 'Catalogue',
      operationId: 'listCountries',
      summary: 'Countries with numbers for sale',
      description: 'By name, with how many numbers there are of each kind and what they cost at least.',
      permission: null,
      response: z.object({ items: z.array(countryForSale) }),
      handler: async (tx, { language }) => ({
        items: (await listCountries(tx, language)).map(({ kinds, ...one }) => ({
          ...assorted(one),
          kinds: kinds.map(assorted),
        })),
      }),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/catalogue/countries/:country/cities',
      tag: 'Catalogue',
      operationId: 'listCities',
      summary: 'Cities of a country with numbers for sale',
      description:
        'By name. Numbers that belong to no city, such as mobile ones, are counted with the country.',
      permission: null,
      params: z.object({ country }),
      response: z.object({ items: z.array(cityForSale) }),
      refuses: [unknownCountry],
      handler: async (tx, { params, language }) => ({
        items: (await listCities(tx, params.country, language)).map(({ kinds, ...one }) => ({
          ...assorted(one),
          kinds: kinds.map(assorted),
        })),
      }),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/catalogue/numbers',
      tag: 'Catalogue',
      operationId: 'searchNumbers',
      summary: 'Search the numbers for sale',
      description:
        'All conditions must hold. City and region are named by their slug or by their name in English, Spanish or Italian. Numbers that somebody else has reserved are left out; a signed-in customer sees the own reservations.',
      permission: null,
      query: query({
        ...pageQuery,
        country: country.optional(),
        city: z
          .string()
          .min(1)
          .max(100)
          .optional()
          .meta({ examples: ['rome'] }),
        region: z
          .string()
          .min(1)
          .max(100)
          .optional()
          .meta({ examples: ['lazio'] }),
        kind: kind.optional(),
        feature: z
          .union([feature, z.array(feature).min(1).max(10)])
          .optional()
          .meta({ description: 'Named several times: all of them' }),
        digits: z
          .string()
          .min(1)
          .max(30)
          .optional()
          .meta({ description: 'In a row, anywhere in the number', examples: ['4821'] }),
        registration: flag
          .optional()
          .meta({ description: 'Only those that need documents, or only those that do not' }),
        minMonthly: amount.optional(),
        maxMonthly: amount.optional().meta({ examples: ['6.00'] }),
        order: z
          .enum(['price', 'number'])
          .default('price')
          .meta({ description: 'price: the cheapest by the month first' }),
      }),
      response: pageOf(numberForSale),
      refuses: [unknownCountry, unknownCity, unknownRegion, invalidDigits],
      handler: async (tx, { query: asked, caller, context, language }) => {
        const { feature: wanted, minMonthly, maxMonthly, ...rest } = asked;
        const page = await searchStock(tx, context, {
          ...rest,
          features: wanted === undefined || Array.isArray(wanted) ? wanted : [wanted],
          minMonthlyMicros: minMonthly,
          maxMonthlyMicros: maxMonthly,
          customerId: caller?.kind === 'customer' ? caller.customerId : undefined,
        });
        return {
          nextCursor: page.nextCursor,
          items: page.items.map(({ e164: number, city, region, setupMicros, monthlyMicros, ...one }) => ({
            ...one,
            number,
            city: city && { slug: city.slug, name: city.names[language] },
            region: region && { slug: region.slug, name: region.names[language] },
            setup: setupMicros,
            monthly: monthlyMicros,
          })),
        };
      },
    }),
];
