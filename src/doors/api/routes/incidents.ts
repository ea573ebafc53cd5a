import { z } from 'zod';
import {
  affectedBy,
  incidentById,
  listIncidents,
  services,
  unknownIncident,
  type Incident,
} from '#incidents';
import type { Language } from '#platform';
import { readRoute, type Register } from '../route.ts';
import { country, customerQuery, e164, id, instant, pageOf, pageQuery, query } from '../schemas.ts';

export const service = z.enum(services).meta({
  description: 'voice: calls that arrive; forwarding: to the telephone network; sms',
  examples: ['voice'],
});

/** By one of these. */
export const scopeOut = z
  .object({
    numbers: z.array(e164).optional(),
    supplier: z.string().optional(),
    country: country.optional(),
    cities: z.array(z.object({ country, slug: z.string() })).optional(),
  })
  .meta({ description: 'The numbers that it concerns: by one of these', examples: [{ country: 'IT' }] });

export const fault = z.enum(['ours', 'external']).meta({
  description: 'ours: the rental is paid back in proportion (R3); external: nothing is (N3)',
  examples: ['ours'],
});

const publicIncident = z
  .object({
    id,
    title: z.string().meta({ examples: ['Calls to Italian numbers were interrupted'] }),
    note: z.string(),
    from: instant,
    until: instant.nullable().meta({ description: 'null: it goes on' }),
    services: z.array(service),
    fault,
    proven: z.boolean().meta({ description: 'Only a proven incident is paid back' }),
    country: country.nullable().meta({ description: 'Where the whole of a country was affected' }),
    cities: z.array(z.object({ country, slug: z.string() })),
  })
  .meta({
    id: 'Incident',
    description: 'A disruption that was published, in the language of Accept-Language',
  });

/** Neither suppliers nor the numbers of others are named. */
const publicOut = (one: Incident, language: Language) => ({
  id: one.id,
  title: one.title[language],
  note: one.note[language],
  from: one.from,
  until: one.until,
  services: [...one.services],
  fault: one.fault,
  proven: one.provenBy !== null,
  country: 'country' in one.scope ? one.scope.country : null,
  cities: 'cities' in one.scope ? [...one.scope.cities] : [],
});

export const incidentRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/incidents',
      tag: 'Incidents',
      operationId: 'listIncidents',
      summary: 'The public list of incidents',
      description: 'Newest first. What is not over yet has no end.',
      permission: null,
      query: query(pageQuery),
      response: pageOf(publicIncident),
      handler: async (tx, { query: page, language }) => {
        const { items, nextCursor } = await listIncidents(tx, { isPublished: true }, page);
        return { items: items.map((one) => publicOut(one, language)), nextCursor };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/affected-numbers',
      tag: 'Incidents',
      operationId: 'listAffectedNumbers',
      summary: 'Which of my numbers were affected?',
      description:
        'The numbers of the customer that belong to a published incident and were active at some moment of it. What would be paid back for one of them: GET /v1/quote?for=disruption&incident=…&number=….',
      permission: 'numbers:read',
      query: query({ ...pageQuery, ...customerQuery, incident: id }),
      response: pageOf(z.object({ number: e164 })),
      refuses: [unknownIncident],
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const { limit, cursor, incident: incidentId } = call.query;
        const incident = await incidentById(tx, incidentId);
        if (!incident.isPublished) throw unknownIncident({ incidentId });
        const page = await affectedBy(tx, call.context, incident, { limit, cursor, customerId });
        return { ...page, items: page.items.map((rental) => ({ number: rental.e164 })) };
      },
    }),
];
