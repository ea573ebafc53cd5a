import { z } from 'zod';
import { listAudit } from '#customers';
import { whenDue, taskStatuses } from '#platform';
import { readRoute, route, type Register } from '../route.ts';
import { count, countedId, id, instant, pageOf, pageQuery, query } from '../schemas.ts';

const job = z
  .object({
    name: z.string().meta({ examples: ['numbers.renewals'] }),
    nextDueAt: instant.nullable().meta({ description: 'In the past: it is due; null: nothing is foreseen' }),
    lastRunAt: instant.nullable().meta({ description: 'When it last did something' }),
    lastCount: count.meta({ description: 'How much it did then' }),
    failures: z.int().meta({ description: 'How often in a row it failed', examples: [0] }),
    lastError: z.string().nullable(),
    lastErrorAt: instant.nullable(),
  })
  .meta({ id: 'Job', description: 'A kind of work that falls due' });

const auditEntry = z
  .object({
    id: countedId,
    at: instant,
    actor: z.string().meta({ examples: ['staff:0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] }),
    action: z.string().meta({ description: 'Stable', examples: ['number.bought'] }),
    customerId: id.nullable(),
    subject: z
      .string()
      .nullable()
      .meta({ description: 'What it was done to', examples: ['+390612345678'] }),
    details: z.unknown().meta({ description: 'What was sent or changed; never a secret' }),
  })
  .meta({ id: 'AuditEntry' });

export const operationRoutes: readonly Register[] = [
  (api, app) =>
    route(api, app, {
      method: 'GET',
      url: '/v1/jobs',
      tag: 'Operations',
      operationId: 'listJobs',
      summary: 'What falls due, and how it went lately',
      description: 'In the order in which things happen that fall due at one instant.',
      permission: 'jobs:read',
      response: z.object({ items: z.array(job) }),
      handler: async ({ context }) => {
        const { db } = app.connection;
        const statuses = new Map((await taskStatuses(db)).map((status) => [status.name, status]));
        const tasks = [...new Map(app.tasks.map((task) => [task.name, task])).values()];
        const dues = await whenDue(db, context, tasks);
        return {
          items: tasks.map(({ name }, index) => {
            const { name: _, ...status } = statuses.get(name) ?? { name: '', ...neverRun };
            return { name, ...status, nextDueAt: dues[index]! };
          }),
        };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/audit-log',
      tag: 'Operations',
      operationId: 'listAuditLog',
      summary: 'What staff did',
      description:
        'And what customers changed about their accounts. Newest first; nothing is ever removed from it.',
      permission: 'audit:read',
      query: query({
        ...pageQuery,
        customer: id.optional().meta({ description: 'Whose things it was about' }),
        actor: z
          .string()
          .max(200)
          .optional()
          .meta({ examples: ['staff:0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] }),
      }),
      response: pageOf(auditEntry),
      handler: (tx, call) => {
        const { customer: customerId, ...rest } = call.query;
        return listAudit(tx, { ...rest, customerId });
      },
    }),
];

const neverRun = { lastRunAt: null, lastCount: 0n, failures: 0, lastError: null, lastErrorAt: null };
