import { z } from 'zod';
import {
  amountNotPayable,
  automaticInstructions,
  automaticPaymentById,
  automaticPaymentsOf,
  cancelAutomaticPayment,
  paymentKeyReused,
  startAutomaticPayment,
  unknownAutomaticPayment,
  type AutomaticPayment,
} from '#payments';
import { frozen } from '#wallet';
import type { App } from '../../../app.ts';
import { noProcessor } from '../errors.ts';
import { moneyRoute, readRoute, writeRoute, type Register } from '../route.ts';
import {
  amount,
  body,
  calendarDate,
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

const state = z.enum(['active', 'ended']);

const automaticPayment = z
  .object({
    id,
    customerId: id,
    processor: processorName.meta({ examples: ['paypal'] }),
    amount: amount.meta({ examples: ['10.00'] }),
    currency: z.string().meta({ examples: ['EUR'] }),
    anchor: calendarDate.meta({
      description: 'The date of the first payment: the others follow on the same day of the month, clamped',
      examples: ['2022-01-31'],
    }),
    state: state.meta({ examples: ['active'] }),
    endedBy: z.enum(['customer', 'payer', 'failed', 'stopped']).nullable().meta({
      description:
        'customer: cancelled here; payer: cancelled at the processor; failed: given up after the last attempt; stopped: a standing order that no longer arrives',
    }),
    creditorReference: z.string().nullable().meta({
      description: 'At a bank: what the payer writes on the standing order there, so that we know it',
    }),
    nextAt: instant.nullable().meta({
      description:
        'When the payer is asked next; of a standing order, when it is given up if nothing arrived',
    }),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'AutomaticPayment', description: 'A monthly payment into the credit' });

const automaticOut = (automatic: AutomaticPayment) => ({
  id: automatic.id,
  customerId: automatic.customerId,
  processor: automatic.processor,
  amount: automatic.amountMicros,
  currency: automatic.currency,
  anchor: automatic.anchor,
  state: automatic.state,
  endedBy: automatic.endedBy,
  creditorReference: automatic.creditorReference,
  nextAt: automatic.nextAt,
  createdAt: automatic.createdAt,
  endedAt: automatic.endedAt,
});

const params = z.object({ automaticPaymentId: id });

export const automaticPaymentRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/automatic-payments',
      tag: 'Payments',
      operationId: 'listAutomaticPayments',
      summary: 'Automatic payments',
      description: 'Newest first, also those that have ended.',
      permission: 'payments:read',
      query: query({ ...pageQuery, ...customerFilter, state: state.optional() }),
      response: pageOf(automaticPayment),
      handler: async (tx, call) => {
        const { limit, cursor, state: wanted } = call.query;
        const filter = { ...(await call.owner(tx)), state: wanted };
        const page = await automaticPaymentsOf(tx, filter, { limit, cursor });
        return { ...page, items: page.items.map(automaticOut) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/automatic-payments/:automaticPaymentId',
      tag: 'Payments',
      operationId: 'getAutomaticPayment',
      summary: 'One automatic payment',
      description: 'How it stands and when it is due next.',
      permission: 'payments:read',
      params,
      query: query(customerFilter),
      response: automaticPayment,
      refuses: [unknownAutomaticPayment],
      handler: async (tx, call) =>
        automaticOut(await automaticPaymentById(tx, call.params.automaticPaymentId, await call.owner(tx))),
    }),

  (api, app) => startRoute(api, app),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/automatic-payments/:automaticPaymentId',
      tag: 'Payments',
      operationId: 'cancelAutomaticPayment',
      summary: 'Cancel an automatic payment',
      description:
        'Nothing more is asked of the payer, and nothing else of the customer: numbers work until they are no longer paid (C2). A payment that still arrives is credit. Cancelled before: nothing happens.',
      permission: 'payments:write',
      params,
      query: query(customerFilter),
      response: automaticPayment,
      refuses: [unknownAutomaticPayment],
      audit: 'automatic_payment.cancelled',
      handler: async (tx, call) => {
        const { customerId } = await call.owner(tx);
        const { automaticPaymentId } = call.params;
        return automaticOut(
          await cancelAutomaticPayment(tx, call.context, { automaticPaymentId, customerId }),
        );
      },
    }),
];

const startBody = { processor: processorName, amount: amount.meta({ examples: ['10.00'] }) };

const startRoute = (api: Api, app: App): void => {
  const isDemo = app.config.mode === 'demo';
  moneyRoute(api, app, {
    method: 'POST',
    url: '/v1/automatic-payments',
    tag: 'Payments',
    operationId: 'startAutomaticPayment',
    summary: 'Start a monthly payment',
    description:
      'The first payment now, the next on the same day of each month at 00:00, before that day’s renewals. With a card or PayPal the payer agrees with the first payment (`GET /v1/payments` says where they pay); at a bank they order it there, with the `creditorReference` that comes back. A payment that fails is tried again after 1, 3 and 7 days.',
    permission: 'payments:write',
    query: query(customerQuery),
    body: (isDemo ? body({ ...startBody, sandbox: automaticInstructions.optional() }) : body(startBody)).meta(
      { examples: [{ processor: 'card', amount: '10.00' }] },
    ),
    status: 201,
    answer: 'Started',
    response: automaticPayment,
    refuses: [amountNotPayable, noProcessor, paymentKeyReused, frozen],
    audit: 'automatic_payment.started',
    handler: async (tx, call) => {
      const customerId = await call.customerId(tx);
      const { processor, amount: amountMicros, ...rest } = call.body;
      if (app.processors[processor] === undefined) throw noProcessor({ processor });
      const order = { customerId, processor, amountMicros, key: call.key, ...rest };
      return automaticOut(await startAutomaticPayment(tx, call.context, order));
    },
  });
};
