import { z } from 'zod';
import { forgetMethod, savedMethodsOf, unknownMethod, type OwnMethod } from '#payments';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { customerFilter, id, instant, pageOf, pageQuery, processorName, query } from '../schemas.ts';

const state = z.enum(['live', 'ended']);

const paymentMethod = z
  .object({
    id,
    customerId: id,
    processor: processorName.meta({ examples: ['card'] }),
    label: z
      .string()
      .nullable()
      .meta({
        description:
          'How its owner recognises it; null until the processor has told, and once the method has ended',
        examples: ['visa •••• 4242'],
      }),
    state: state.meta({ examples: ['live'] }),
    automaticPaymentIds: z.array(id).meta({ description: 'The active automatic payments that it makes' }),
    topsUp: z.boolean().meta({ description: 'Whether it tops up credit that falls below a threshold' }),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({
    id: 'PaymentMethod',
    description: 'A card or an account that a customer lets us use without them',
  });

const methodOut = (method: OwnMethod) => {
  const { no: _, automaticPaymentIds, ...rest } = method;
  return { ...rest, automaticPaymentIds: [...automaticPaymentIds] };
};

/** What customers let us keep, and how they take it back. */
export const paymentMethodRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/payment-methods',
      tag: 'Payments',
      operationId: 'listPaymentMethods',
      summary: 'Saved ways to pay',
      description:
        'Cards and accounts that were saved with a payment, newest first, and what uses them. Standing orders are the payer’s own: they are among the automatic payments.',
      permission: 'payments:read',
      query: query({ ...pageQuery, ...customerFilter, state: state.optional() }),
      response: pageOf(paymentMethod),
      handler: async (tx, call) => {
        const { limit, cursor, state: wanted } = call.query;
        const filter = { ...(await call.owner(tx)), state: wanted };
        const page = await savedMethodsOf(tx, filter, { limit, cursor });
        return { ...page, items: page.items.map(methodOut) };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/payment-methods/:methodId',
      tag: 'Payments',
      operationId: 'forgetPaymentMethod',
      summary: 'Forget a saved way to pay',
      description:
        'Nothing is paid by it any more, and the processor is told to forget it. Automatic payments by it end, and credit is not topped up by it any more. What was asked for before may still arrive, and is credit. Ended before: nothing happens.',
      permission: 'payments:write',
      params: z.object({ methodId: id }),
      query: query(customerFilter),
      response: paymentMethod,
      refuses: [unknownMethod],
      audit: 'payment_method.forgotten',
      handler: async (tx, call) => {
        const { customerId } = await call.owner(tx);
        const { methodId } = call.params;
        return methodOut(await forgetMethod(tx, call.context, { methodId, customerId }));
      },
    }),
];
