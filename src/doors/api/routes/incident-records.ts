import { z } from 'zod';
import {
  affectedBy,
  cityScope,
  correctedMeanwhile,
  correctIncident,
  countAffectedBy,
  endsTooEarly,
  incidentById,
  incidentVersions,
  listIncidents,
  openIncident,
  titleMissing,
  unknownIncident,
  type Incident,
  type IncidentKnowledge,
  type Scope,
} from '#incidents';
import { unknownCity, unknownCountry } from '#numbers';
import type { Tx } from '#platform';
import { readRoute, writeRoute, type Register } from '../route.ts';
import {
  body,
  country,
  countedId,
  e164,
  flag,
  id,
  instant,
  pageOf,
  pageQuery,
  query,
  smallInt,
  text,
} from '../schemas.ts';
import { fault, scopeOut, service } from './incidents.ts';

const texts = z.object({ en: z.string().max(500), es: z.string().max(500), it: z.string().max(500) }).meta({
  description: 'What customers read, in every language',
  examples: [
    {
      en: 'Calls to Italian numbers were interrupted',
      es: 'Se interrumpieron las llamadas a números italianos',
      it: 'Le chiamate verso i numeri italiani sono rimaste interrotte',
    },
  ],
});

const provenBy = z
  .enum(['staff', 'probes'])
  .nullable()
  .meta({
    description: 'staff: confirmed by us; probes: recorded by our own probes; null: not proven',
    examples: ['staff'],
  });

const knownOfIt = {
  from: instant,
  until: instant.nullable().meta({ description: 'null: it goes on' }),
  services: z.array(service).min(1),
  fault,
  provenBy,
  published: z.boolean().meta({ description: 'On the public list; needs a title in every language' }),
  title: texts,
  note: texts,
};

const record = z
  .object({
    id,
    openedAt: instant,
    openedBy: z.string().meta({ examples: ['staff:0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] }),
    version: z.int().meta({ description: 'Counts the corrections', examples: [1] }),
    ...knownOfIt,
    scope: scopeOut,
    reason: z.string().meta({ description: 'Why this version, for staff' }),
    at: instant,
    by: z.string(),
  })
  .meta({ id: 'IncidentRecord', description: 'An incident as it is known now' });

const recordOut = ({ isPublished, scope, services, ...one }: Incident) => ({
  ...one,
  services: [...services],
  published: isPublished,
  scope: {
    ...('numbers' in scope && { numbers: [...scope.numbers] }),
    ...('supplier' in scope && { supplier: scope.supplier }),
    ...('country' in scope && { country: scope.country }),
    ...('cities' in scope && { cities: [...scope.cities] }),
  },
});

const scopeIn = z
  .union([
    z.strictObject({ numbers: z.array(e164).min(1).max(10_000) }),
    z.strictObject({ supplier: text(100) }),
    z.strictObject({ city: text(100), country: country.optional() }),
    z.strictObject({ country }),
  ])
  .meta({
    description:
      'Numbers, a supplier, a country, or a city: by its slug or its name in any language; where several share the name, all of them',
    examples: [{ country: 'IT' }],
  });

const scopeOf = async (tx: Tx, given: z.output<typeof scopeIn>): Promise<Scope> => {
  if ('city' in given) return cityScope(tx, given.city, given.country);
  return 'country' in given ? { country: given.country.toUpperCase() } : given;
};

const order = body({
  ...knownOfIt,
  until: knownOfIt.until.default(null),
  provenBy: knownOfIt.provenBy.default(null),
  published: knownOfIt.published.default(false),
  title: texts.optional(),
  note: texts.optional(),
  scope: scopeIn,
});

const correction = body({
  from: instant.optional(),
  until: knownOfIt.until.optional(),
  services: knownOfIt.services.optional(),
  scope: scopeIn.optional(),
  fault: fault.optional(),
  provenBy: provenBy.optional(),
  published: knownOfIt.published.optional(),
  title: texts.optional(),
  note: texts.optional(),
  reason: text(500).meta({
    description: 'Why, for staff',
    examples: ['The supplier gave us the exact times'],
  }),
  version: smallInt
    .optional()
    .meta({ description: 'The version that was looked at; another one is refused' }),
});

/** What was said of it; what was left out stays. */
const knowledgeOf = async (
  tx: Tx,
  { reason: _reason, version: _version, published, scope, ...rest }: z.output<typeof correction>,
): Promise<Partial<IncidentKnowledge>> => {
  const said = Object.entries({ ...rest, isPublished: published }).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(said) as Partial<IncidentKnowledge>),
    ...(scope && { scope: await scopeOf(tx, scope) }),
  };
};

export const incidentRecordRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/incident-records',
      tag: 'Incidents',
      operationId: 'listIncidentRecords',
      summary: 'All incidents, for staff',
      description: 'As they are known now, newest first.',
      permission: 'incidents:read',
      query: query({ ...pageQuery, published: flag.optional(), proven: flag.optional() }),
      response: pageOf(record),
      handler: async (tx, { query: { published, proven, limit, cursor } }) => {
        const filter = { isPublished: published, isProven: proven };
        const page = await listIncidents(tx, filter, { limit, cursor });
        return { ...page, items: page.items.map(recordOut) };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/incident-records',
      tag: 'Incidents',
      operationId: 'openIncident',
      summary: 'Open an incident',
      description: 'What is disrupted, since when, for which numbers, and whose fault it is.',
      permission: 'incidents:write',
      body: order,
      status: 201,
      answer: 'Opened',
      response: record,
      refuses: [endsTooEarly, titleMissing, unknownCity, unknownCountry],
      audit: 'incident.opened',
      handler: async (tx, call) => {
        const { published, scope, title, note, ...rest } = call.body;
        const opened = await openIncident(tx, call.context, {
          ...rest,
          isPublished: published,
          scope: await scopeOf(tx, scope),
          ...(title && { title }),
          ...(note && { note }),
        });
        return recordOut(opened);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/incident-records/:incidentId',
      tag: 'Incidents',
      operationId: 'getIncidentRecord',
      summary: 'One incident, with all that was known of it',
      description: 'Its versions, oldest first, and how many numbers and customers it has affected.',
      permission: 'incidents:read',
      params: z.object({ incidentId: id }),
      response: z.object({
        incident: record,
        versions: z.array(record),
        affected: z.object({ numbers: z.int(), customers: z.int() }),
      }),
      refuses: [unknownIncident],
      handler: async (tx, { params, context }) => {
        const incident = await incidentById(tx, params.incidentId);
        const versions = await incidentVersions(tx, params.incidentId);
        const affected = await countAffectedBy(tx, context, incident);
        return { incident: recordOut(incident), versions: versions.map(recordOut), affected };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PATCH',
      url: '/v1/incident-records/:incidentId',
      tag: 'Incidents',
      operationId: 'correctIncident',
      summary: 'Correct, confirm, end or publish an incident',
      description:
        'What is left out stays. What was known before is kept. Nothing is paid by it: whoever asks next, or the next compensation of all, gets the difference; nothing is taken back.',
      permission: 'incidents:write',
      params: z.object({ incidentId: id }),
      body: correction,
      response: record,
      refuses: [unknownIncident, correctedMeanwhile, endsTooEarly, titleMissing, unknownCity, unknownCountry],
      audit: 'incident.corrected',
      handler: async (tx, { params, body: said, context }) => {
        const { reason, version } = said;
        const { incidentId } = params;
        const known = await knowledgeOf(tx, said);
        return recordOut(await correctIncident(tx, context, { incidentId, known, reason, version }));
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/incident-records/:incidentId/affected',
      tag: 'Incidents',
      operationId: 'listAffected',
      summary: 'Who was affected',
      description:
        'Rentals whose number belongs to the scope and was active at some moment of the incident, in the order in which they began.',
      permission: 'incidents:read',
      params: z.object({ incidentId: id }),
      query: query(pageQuery),
      response: pageOf(z.object({ rentalId: countedId, customerId: id, number: e164 })),
      refuses: [unknownIncident],
      handler: async (tx, call) => {
        const incident = await incidentById(tx, call.params.incidentId);
        const page = await affectedBy(tx, call.context, incident, call.query);
        return {
          ...page,
          items: page.items.map(({ rentalId, customerId, e164: number }) => ({
            rentalId,
            customerId,
            number,
          })),
        };
      },
    }),
];
