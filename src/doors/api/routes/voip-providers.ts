import { z } from 'zod';
import type { Language } from '#platform';
import {
  evidences,
  invalidTemplate,
  listProviders,
  notConfirmed,
  providerNamed,
  putProvider,
  unknownProvider,
  type VoipProvider,
} from '#suppliers';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, calendarDate, country, flag, inEveryLanguage, query, text, webAddress } from '../schemas.ts';

const slug = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .meta({ examples: ['linphone'] });
const providerParams = z.object({ provider: slug });

const common = {
  name: text(100).meta({ examples: ['Linphone'] }),
  site: webAddress,
  sipUriTemplate: text(300).meta({
    description: 'The SIP address of an account, with `{user}` in the place of its name',
    examples: ['sip:{user}@sip.linphone.org'],
  }),
  free: z
    .boolean()
    .nullable()
    .meta({
      description: 'Whether an account that receives calls costs nothing; null: that could not be checked',
      examples: [true],
    }),
  recommended: z.boolean().meta({ examples: [true] }),
  countries: z
    .array(country)
    .max(250)
    .meta({ description: 'Where one can sign up; empty: everywhere', examples: [[]] }),
  evidence: z.enum(evidences).meta({
    description:
      'Who confirms the address in public: the provider itself, only others (their pages and programs, often some years old), or nobody',
    examples: ['provider'],
  }),
  source: webAddress.nullable().meta({ description: 'The public page that does; null: none to name' }),
  lastChecked: calendarDate,
};

const provider = z
  .object({
    provider: slug,
    ...common,
    notes: z.string().meta({
      description: 'In the language of Accept-Language',
      examples: ['Anybody can open an account.'],
    }),
  })
  .meta({ id: 'VoipProvider' });

const providerOut = (found: VoipProvider, language: Language) => {
  const { slug: name, notes, listed: _, ...rest } = found;
  return { provider: name, ...rest, notes: notes[language] };
};

export const voipProviderRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/voip-providers',
      tag: 'Services',
      operationId: 'listVoipProviders',
      summary: 'Where to have a VoIP account',
      description:
        'Providers whose accounts numbers can be forwarded to, recommended ones first. The list is kept by hand: each line says when it was last checked, and by what.',
      permission: null,
      query: query({
        country: country.optional().meta({ description: 'Only where one can sign up in this country' }),
        free: flag.optional(),
        recommended: flag.optional(),
      }),
      response: z.object({ items: z.array(provider) }),
      handler: async (tx, { query: filter, language }) => ({
        items: (await listProviders(tx, filter)).map((one) => providerOut(one, language)),
      }),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/voip-providers/:provider',
      tag: 'Services',
      operationId: 'getVoipProvider',
      summary: 'One VoIP provider',
      description: 'Also one that is no longer listed.',
      permission: null,
      params: providerParams,
      response: provider,
      refuses: [unknownProvider],
      handler: async (tx, { params, language }) =>
        providerOut(await providerNamed(tx, params.provider), language),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/voip-providers/:provider',
      tag: 'Services',
      operationId: 'putVoipProvider',
      summary: 'Add a VoIP provider, or change what is said of one',
      description:
        'All of it. From then on new releases of Ringfence leave this line of the list alone. A provider is recommended only when a page of its own confirms the address; `listed: false` takes it off the list.',
      permission: 'suppliers:write',
      params: providerParams,
      body: body({ ...common, notes: inEveryLanguage(1000), listed: z.boolean().default(true) }),
      response: provider,
      refuses: [invalidTemplate, notConfirmed],
      audit: 'voip_provider.changed',
      handler: async (tx, { params, body: wanted, context, language }) => {
        await putProvider(tx, context, { slug: params.provider, ...wanted });
        return providerOut(await providerNamed(tx, params.provider), language);
      },
    }),
];
