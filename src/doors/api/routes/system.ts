import { z } from 'zod';
import { hasOperator } from '#policy';
import { unavailable } from '../errors.ts';
import { readRoute, route, type Register } from '../route.ts';
import { calendarDate } from '../schemas.ts';

const operator = z
  .object({
    name: z.string().meta({ examples: ['Lantern Numbers'] }),
    timeZone: z.string().meta({ description: 'In which all dates are', examples: ['Europe/Rome'] }),
    currency: z.string().meta({ description: 'Of all amounts', examples: ['EUR'] }),
    supportEmail: z.string().meta({ examples: ['support@ringfence.example'] }),
    mode: z.enum(['demo', 'production']),
    today: calendarDate.meta({ description: 'The operator’s date', examples: ['2026-03-10'] }),
  })
  .meta({ id: 'Operator' });

export const systemRoutes: readonly Register[] = [
  (api, app) =>
    route(api, app, {
      method: 'GET',
      url: '/v1/health',
      tag: 'System',
      operationId: 'getHealth',
      summary: 'Whether it runs',
      description: 'Answers 200 as long as the database answers, and 503 when it does not.',
      permission: null,
      answer: 'It runs',
      response: z.object({ status: z.literal('ok') }),
      handler: async () => {
        // Whatever keeps the database from answering, this endpoint has one word for it.
        const isThere = await app.connection.db
          .transaction()
          .execute(hasOperator)
          .catch(() => false);
        if (!isThere) throw unavailable({});
        return { status: 'ok' } as const;
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/operator',
      tag: 'System',
      operationId: 'getOperator',
      summary: 'The business that runs this installation',
      description: 'Its currency and time zone are those of all amounts and dates.',
      permission: null,
      response: operator,
      handler: async (_, { context }) => {
        const { name, timeZone, currency, supportEmail } = context.operator;
        const day = context.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
        return { name, timeZone, currency, supportEmail, mode: app.config.mode, today: day };
      },
    }),
];
