import { z } from 'zod';
import { setThreshold, thresholds } from '#fraud';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body } from '../schemas.ts';
import { signal } from './fraud-case.ts';

const threshold = z
  .object({
    signal,
    count: z.int().meta({ description: 'From how many on a case is proposed', examples: [8] }),
    windowMinutes: z.int().meta({ description: 'Within how many minutes', examples: [1440] }),
    enabled: z.boolean(),
  })
  .meta({ id: 'FraudSignal' });

/** For staff: the signals that open cases of fraud by themselves. */
export const fraudSignalRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/fraud/signals',
      tag: 'Fraud',
      operationId: 'listFraudSignals',
      summary: 'What opens a case by itself',
      description: 'Each signal counts one kind of thing of each customer, within a window of time.',
      permission: 'fraud:read',
      response: z.object({ items: z.array(threshold) }),
      handler: async (tx) => ({ items: await thresholds(tx) }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/fraud/signals/:signal',
      tag: 'Fraud',
      operationId: 'setFraudSignal',
      summary: 'Set when a signal opens a case',
      description: 'From the next thing on that it counts.',
      permission: 'fraud:confirm',
      params: z.object({ signal }),
      body: body({
        count: z
          .int()
          .min(2)
          .max(100_000)
          .meta({ examples: [8] }),
        windowMinutes: z
          .int()
          .min(1)
          .max(43_200)
          .meta({ examples: [1440] }),
        enabled: z.boolean().default(true),
      }),
      response: threshold,
      audit: 'fraud.signal_set',
      handler: async (tx, call) => {
        const wanted = { ...call.params, ...call.body };
        await setThreshold(tx, call.context, wanted);
        return wanted;
      },
    }),
];
