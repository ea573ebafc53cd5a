import { z } from 'zod';
import { services } from '#incidents';
import { amount, anId, id, type EventType } from './event-type.ts';

const known = {
  incidentId: id,
  version: z.int().meta({ description: 'Counts the corrections' }),
  from: z.iso.datetime(),
  until: z.iso.datetime().nullable().meta({ description: 'null: it goes on' }),
  services: z.array(z.enum(services)),
  fault: z.enum(['ours', 'external']),
};
const exampleKnown = {
  incidentId: anId,
  version: 2,
  from: '2026-04-12T04:00:00Z',
  until: '2026-04-14T04:00:00Z',
  services: ['voice'],
  fault: 'ours',
};

const cities = z.array(z.object({ country: z.string(), slug: z.string() }));
const texts = z.object({ en: z.string(), es: z.string(), it: z.string() });

const record: Pick<EventType, 'audience' | 'data' | 'example'> = {
  audience: 'operator',
  data: z.object({
    ...known,
    scope: z
      .object({
        numbers: z.array(z.string()).optional(),
        supplier: z.string().optional(),
        country: z.string().optional(),
        cities: cities.optional(),
      })
      .meta({ description: 'The numbers that it concerns: by one of these' }),
    provenBy: z.enum(['staff', 'probes']).nullable(),
    published: z.boolean(),
    reason: z.string(),
    by: z.string(),
  }),
  example: {
    ...exampleKnown,
    scope: { country: 'IT' },
    provenBy: 'staff',
    published: false,
    reason: 'The supplier gave us the exact times',
    by: `staff:${anId}`,
  },
};

/** Disruptions: what staff enter, what the public list says, and what was given back to all. */
export const incidentEvents: readonly EventType[] = [
  {
    type: 'incident.opened',
    from: 'incidents.opened',
    means: 'Staff entered a disruption.',
    ...record,
    example: { ...record.example, version: 1, reason: 'opened' },
  },
  {
    type: 'incident.corrected',
    from: 'incidents.corrected',
    means:
      'Something is known better of a disruption: its times, its scope, its proof, that it is published.',
    ...record,
  },
  {
    type: 'incident.published',
    from: 'incidents.published',
    means:
      'A disruption stands on the public list, or what the list says of it changed (a higher version). Which numbers of yours were affected: GET /v1/affected-numbers.',
    audience: 'everyone',
    data: z.object({
      ...known,
      proven: z.boolean().meta({ description: 'Only a proven incident of ours is paid back' }),
      country: z.string().nullable().meta({ description: 'Where the whole of a country was affected' }),
      cities,
      title: texts,
      note: texts,
    }),
    example: {
      ...exampleKnown,
      proven: true,
      country: 'IT',
      cities: [],
      title: {
        en: 'Calls to Italian numbers were interrupted',
        es: 'Se interrumpieron las llamadas a números italianos',
        it: 'Le chiamate verso i numeri italiani sono rimaste interrotte',
      },
      note: { en: '', es: '', it: '' },
    },
  },
  {
    type: 'incident.withdrawn',
    from: 'incidents.withdrawn',
    means: 'A disruption was taken off the public list.',
    audience: 'everyone',
    data: z.object({ incidentId: id, version: z.int() }),
    example: { incidentId: anId, version: 3 },
  },
  {
    type: 'incident.compensated',
    from: 'refunds.incident_compensated',
    means:
      'Everybody whom a disruption affected got what is due by now: each by a decision of their own (refund.decided). frozen: passed over because their credit is.',
    audience: 'operator',
    data: z.object({
      incidentId: id,
      compensationId: id,
      lookedAt: z.int(),
      compensated: z.int(),
      frozen: z.int(),
      given: amount,
    }),
    example: {
      incidentId: anId,
      compensationId: anId,
      lookedAt: 240,
      compensated: 231,
      frozen: 1,
      given: '62.37',
    },
  },
];
