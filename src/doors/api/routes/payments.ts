import { z } from 'zod';
import {
  amountNotPayable,
  eventNotGenuine,
  paymentById,
  paymentsOf,
  receiveEvent,
  sandboxInstructions,
  topUp,
  unknownPayment,
  type Payment,
} from '#payments';
import { frozen } from '#wallet';
import type { App } from '../../../app.ts';
import { noProcessor } from '../errors.ts';
import { moneyRoute, readRoute, route, type Register } from '../route.ts';
import {
  amount,
  body,
  countedId,
  customerFilter,
  customerQuery,
  id,
  instant,
  pageOf,
  pageQuery,
  processorName,
  query,
} from '../schemas.ts';
import type { Api } from '../server.ts';

const state = z.enum(['pending', 'succeeded', 'failed']);

const payment = z
  .object({
    id,
    customerId: id,
    processor: processorName.meta({ examples: ['paypal'] }),
    amount: amount.meta({ examples: ['50.00'] }),
    currency: z.string().meta({ examples: ['EUR'] }),
    state: state.meta({ description: 'succeeded: it is credited', examples: ['succeeded'] }),
    reference: z.string().nullable().meta({ description: 'The processor’s name for it' }),
    payUrl: z.string().nullable().meta({ description: 'Where the payer pays, when there is a page for it' }),
    failure: z.string().nullable().meta({ description: 'Why it failed' }),
    createdAt: instant,
    succeededAt: instant.nullable(),
    fee: amount
      .nullable()
      .meta({ description: 'What the processor kept; null while it is not known', examples: ['2.05'] }),
    paidBack: amount.meta({ description: 'What went back to the payer', examples: ['0.00'] }),
    feeRetained: amount.meta({
      description: 'Of the fee, what was retained from refunds',
      examples: ['0.00'],
    }),
    journalId: countedId.nullable().meta({ description: 'The journal that credited it' }),
  })
  .meta({ id: 'Payment', description: 'Money that a customer pays in' });

const paymentOut = ({ amountMicros, feeMicros, paidBackMicros, feeRetainedMicros, ...rest }: Payment) => ({
  ...rest,
  amount: amountMicros,
  fee: feeMicros,
  paidBack: paidBackMicros,
  feeRetained: feeRetainedMicros,
});

const topUpBody = {
  processor: processorName,
  amount: amount.meta({ examples: ['50.00'] }),
  saveMethod: z
    .boolean()
    .optional()
    .meta({
      description: 'The payer lets us keep the card or PayPal account, for an automatic top-up',
      examples: [true],
    }),
};

export const paymentRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/payments',
      tag: 'Payments',
      operationId: 'listPayments',
      summary: 'Payments',
      description: 'Newest first.',
      permission: 'payments:read',
      query: query({
        ...pageQuery,
        ...customerFilter,
        processor: processorName.optional(),
        state: state.optional(),
      }),
      response: pageOf(payment),
      handler: async (tx, call) => {
        const { limit, cursor, processor, state: wanted } = call.query;
        const filter = { ...(await call.owner(tx)), processor, state: wanted };
        const page = await paymentsOf(tx, filter, { limit, cursor });
        return { ...page, items: page.items.map(paymentOut) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/payments/:paymentId',
      tag: 'Payments',
      operationId: 'getPayment',
      summary: 'One payment',
      description: 'How it stands, what the processor kept of it and what was paid back.',
      permission: 'payments:read',
      params: z.object({ paymentId: id }),
      query: query(customerFilter),
      response: payment,
      refuses: [unknownPayment],
      handler: async (tx, call) =>
        paymentOut(await paymentById(tx, call.params.paymentId, await call.owner(tx))),
    }),

  (api, app) => topUpRoute(api, app),
  (api, app) => eventRoute(api, app),
];

const topUpRoute = (api: Api, app: App): void => {
  const isDemo = app.config.mode === 'demo';
  moneyRoute(api, app, {
    method: 'POST',
    url: '/v1/payments',
    tag: 'Payments',
    operationId: 'topUp',
    summary: 'Top up the credit',
    description:
      'Asks for a payment. It is pending at first; the processor is called right after, and the credit is there once the payment has succeeded: ask for the payment again, or read the wallet. In the demonstration `sandbox` says how the sandbox processor behaves: what comes of it, how late, how often its webhook repeats, what becomes of refunds.',
    permission: 'payments:write',
    query: query(customerQuery),
    body: (isDemo ? body({ ...topUpBody, sandbox: sandboxInstructions.optional() }) : body(topUpBody)).meta({
      examples: [{ processor: 'paypal', amount: '50.00' }],
    }),
    status: 201,
    answer: 'Asked for',
    response: payment,
    refuses: [amountNotPayable, noProcessor, frozen],
    audit: 'payment.asked_for',
    handler: async (tx, call) => {
      const customerId = await call.customerId(tx);
      const { processor, amount: amountMicros, ...rest } = call.body;
      if (app.processors[processor] === undefined) throw noProcessor({ processor });
      const order = { customerId, processor, amountMicros, key: call.key, ...rest };
      return paymentOut(await topUp(tx, call.context, order));
    },
  });
};

const eventRoute = (api: Api, app: App): void => {
  // What a processor has signed is the very text that it sent: it is read here as it comes, whatever its type.
  void api.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_, text, done) => done(null, text));
    route(scope, app, {
      method: 'POST',
      url: '/v1/processors/:processor/events',
      tag: 'Payments',
      operationId: 'receiveEvent',
      summary: 'Webhook of a processor',
      description:
        'For processors: verified with its sender, stored as it came, answered at once, and taken as a hint to ask the processor. One that came before changes nothing.',
      permission: null,
      params: z.object({ processor: processorName }),
      upload: {
        mediaType: 'application/json',
        example: '{"id": "WH-1", "event_type": "PAYMENT.CAPTURE.COMPLETED"}',
      },
      status: 202,
      answer: 'Taken in',
      response: z.object({ isNew: z.boolean().meta({ description: 'false: it had come before' }) }),
      refuses: [eventNotGenuine, noProcessor],
      handler: async ({ params, request }) => {
        const processor = app.processors[params.processor];
        if (processor === undefined) throw noProcessor({ processor: params.processor });
        const context = app.contextFor(`processor:${params.processor}`);
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
        );
        const text = typeof request.body === 'string' ? request.body : '';
        const isNew = await receiveEvent(app.connection.db, context, processor, { headers, body: text });
        app.wake();
        return { isNew };
      },
    });
  });
};
