import { z } from 'zod';
import { incidentById, unknownIncident } from '#incidents';
import { listCompensations, notCompensated, startCompensation, type CompensationRun } from '#refunds';
import { moneyRoute, readRoute, type Register } from '../route.ts';
import { amount, id, instant, pageOf, pageQuery, query } from '../schemas.ts';

const compensation = z
  .object({
    id,
    incidentId: id,
    startedAt: instant,
    startedBy: z.string().meta({ examples: ['staff:0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] }),
    lookedAt: z
      .int()
      .meta({ description: 'Rentals looked at so far; grows while it runs', examples: [1200] }),
    compensated: z
      .int()
      .meta({ description: 'Of these, those to which something was due', examples: [1150] }),
    frozen: z.int().meta({
      description: 'Of these, those whose credit is frozen: start again when it no longer is',
      examples: [0],
    }),
    given: amount.meta({ description: 'Put into their credit, together', examples: ['310.50'] }),
    finishedAt: instant.nullable().meta({ description: 'null: it goes on' }),
  })
  .meta({ id: 'Compensation', description: 'Compensating everybody whom an incident affected' });

const compensationOut = ({ no: _no, lastRentalId: _last, givenMicros, ...run }: CompensationRun) => ({
  ...run,
  given: givenMicros,
});

export const compensationRoutes: readonly Register[] = [
  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/incident-records/:incidentId/compensations',
      tag: 'Incidents',
      operationId: 'compensateAffected',
      summary: 'Compensate everybody whom an incident affected',
      description:
        'Each gets a decision and a mail, and what is due as credit. It goes on in the background, in batches; while it does, starting it again is the same one. After a correction it gives the difference.',
      permission: 'incidents:compensate',
      params: z.object({ incidentId: id }),
      status: 202,
      answer: 'Started',
      response: compensation,
      refuses: [unknownIncident, notCompensated],
      audit: 'incident.compensated',
      handler: async (tx, { params, context }) =>
        compensationOut(await startCompensation(tx, context, params.incidentId)),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/incident-records/:incidentId/compensations',
      tag: 'Incidents',
      operationId: 'listCompensations',
      summary: 'How compensating everybody goes, or went',
      description: 'Newest first.',
      permission: 'incidents:read',
      params: z.object({ incidentId: id }),
      query: query(pageQuery),
      response: pageOf(compensation),
      refuses: [unknownIncident],
      handler: async (tx, { params, query: page }) => {
        const { id: incidentId } = await incidentById(tx, params.incidentId);
        const { items, nextCursor } = await listCompensations(tx, incidentId, page);
        return { items: items.map(compensationOut), nextCursor };
      },
    }),
];
