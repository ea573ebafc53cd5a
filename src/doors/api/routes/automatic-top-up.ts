import { z } from 'zod';
import {
  automaticTopUpImpossible,
  automaticTopUpOf,
  noAutomaticTopUp,
  noSavedMethod,
  removeAutomaticTopUp,
  setAutomaticTopUp,
  type AutomaticTopUp,
} from '#payments';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { amount, body, customerQuery, id, positiveAmount, processorName, query } from '../schemas.ts';

const settings = {
  below: amount.meta({ description: 'Free credit below this is topped up', examples: ['5.00'] }),
  amount: amount.meta({ description: 'By so much; at least the threshold', examples: ['10.00'] }),
  mostAMonth: amount.meta({
    description: 'In all, in a calendar month of the operator’s',
    examples: ['50.00'],
  }),
};

const automaticTopUp = z
  .object({
    customerId: id,
    processor: processorName.meta({ description: 'Whose saved method pays', examples: ['card'] }),
    ...settings,
    isOn: z.boolean().meta({
      description: 'false: it failed again and again, or the saved method has ended; set it anew',
    }),
  })
  .meta({ id: 'AutomaticTopUp', description: 'Credit that is topped up by itself' });

const topUpOut = (topUp: AutomaticTopUp) => ({
  customerId: topUp.customerId,
  processor: topUp.processor,
  below: topUp.belowMicros,
  amount: topUp.amountMicros,
  mostAMonth: topUp.mostAMonthMicros,
  isOn: topUp.isOn,
});

export const automaticTopUpRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/automatic-top-up',
      tag: 'Payments',
      operationId: 'getAutomaticTopUp',
      summary: 'How the credit is topped up by itself',
      description: 'The threshold, the amount and the limit of a month.',
      permission: 'payments:read',
      query: query(customerQuery),
      response: automaticTopUp,
      refuses: [noAutomaticTopUp],
      handler: async (tx, call) => topUpOut(await automaticTopUpOf(tx, await call.customerId(tx))),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/automatic-top-up',
      tag: 'Payments',
      operationId: 'setAutomaticTopUp',
      summary: 'Top up the credit by itself',
      description:
        'When free credit falls below a threshold, it is topped up with a method that was saved with a payment (`saveMethod`, or an automatic payment): once for each fall, within a month’s limit, and never while the credit is frozen or something is owed.',
      permission: 'payments:write',
      query: query(customerQuery),
      body: body({
        below: positiveAmount.meta({ examples: ['5.00'] }),
        amount: positiveAmount.meta({ examples: ['10.00'] }),
        mostAMonth: positiveAmount.meta({ examples: ['50.00'] }),
        processor: processorName
          .optional()
          .meta({ description: 'Left out: the method that was saved last', examples: ['card'] }),
      }),
      response: automaticTopUp,
      refuses: [automaticTopUpImpossible, noSavedMethod],
      audit: 'automatic_top_up.set',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const { below, amount: by, mostAMonth, processor } = call.body;
        return topUpOut(
          await setAutomaticTopUp(tx, call.context, {
            customerId,
            processor,
            belowMicros: below,
            amountMicros: by,
            mostAMonthMicros: mostAMonth,
          }),
        );
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/automatic-top-up',
      tag: 'Payments',
      operationId: 'removeAutomaticTopUp',
      summary: 'Stop topping up by itself',
      description: 'What is on its way still arrives.',
      permission: 'payments:write',
      query: query(customerQuery),
      response: z.object({ customerId: id }),
      refuses: [noAutomaticTopUp],
      audit: 'automatic_top_up.removed',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        await removeAutomaticTopUp(tx, customerId);
        return { customerId };
      },
    }),
];
