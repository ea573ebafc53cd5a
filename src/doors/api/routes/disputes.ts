import { z } from 'zod';
import {
  disputeById,
  disputesOf,
  playSandboxDispute,
  paymentById,
  unknownDispute,
  unknownPayment,
  type Dispute,
} from '#payments';
import { inTransaction } from '#platform';
import { readRoute, route, type Register } from '../route.ts';
import {
  amount,
  body,
  customerFilter,
  id,
  instant,
  pageOf,
  pageQuery,
  positiveAmount,
  processorName,
  query,
} from '../schemas.ts';

const state = z.enum(['open', 'won', 'lost']);

const dispute = z
  .object({
    id,
    customerId: id,
    paymentId: id,
    processor: processorName.meta({ examples: ['paypal'] }),
    reference: z.string().meta({ description: 'The processor’s name for it', examples: ['PP-D-12345'] }),
    state: state.meta({
      description:
        'open: what is unspent of the payment is held; won: everything is as before; lost: credit left, and what is missing is a debt. A processor may still reverse its decision.',
      examples: ['open'],
    }),
    amount: amount.meta({ description: 'What the payer wants back', examples: ['20.00'] }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'In the processor’s words', examples: ['UNAUTHORISED'] }),
    held: amount.meta({ description: 'While it is open: credit that is held', examples: ['16.00'] }),
    taken: amount.meta({ description: 'Once it is lost: credit that left', examples: ['0.00'] }),
    owed: amount.meta({ description: 'Once it is lost: what became a debt', examples: ['0.00'] }),
    openedAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Dispute', description: 'A payment that its payer takes back at the processor' });

const disputeOut = ({ amountMicros, heldMicros, takenMicros, owedMicros, ...rest }: Dispute) => ({
  id: rest.id,
  customerId: rest.customerId,
  paymentId: rest.paymentId,
  processor: rest.processor,
  reference: rest.reference,
  state: rest.state,
  amount: amountMicros,
  reason: rest.reason,
  held: heldMicros,
  taken: takenMicros,
  owed: owedMicros,
  openedAt: rest.openedAt,
  closedAt: rest.closedAt,
});

export const disputeRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/disputes',
      tag: 'Payments',
      operationId: 'listDisputes',
      summary: 'Disputes',
      description:
        'Payments that were taken back at the processor, newest first. Staff see everybody’s: `state=open` are those that need evidence.',
      permission: 'payments:read',
      query: query({
        ...pageQuery,
        ...customerFilter,
        paymentId: id.optional(),
        state: state.optional(),
      }),
      response: pageOf(dispute),
      handler: async (tx, call) => {
        const { limit, cursor, paymentId, state: wanted } = call.query;
        const filter = { ...(await call.owner(tx)), paymentId, state: wanted };
        const page = await disputesOf(tx, filter, { limit, cursor });
        return { ...page, items: page.items.map(disputeOut) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/disputes/:disputeId',
      tag: 'Payments',
      operationId: 'getDispute',
      summary: 'One dispute',
      description: 'How it stands, and what it holds or took.',
      permission: 'payments:read',
      params: z.object({ disputeId: id }),
      query: query(customerFilter),
      response: dispute,
      refuses: [unknownDispute],
      handler: async (tx, call) =>
        disputeOut(await disputeById(tx, call.params.disputeId, await call.owner(tx))),
    }),
];

const play = z.enum(['open', 'win', 'lose']);

/** What payers and processors do, played by staff. In production real ones do it, and this does not exist. */
export const sandboxRoutes: readonly Register[] = [
  (api, app) =>
    route(api, app, {
      method: 'POST',
      url: '/v1/sandbox/disputes',
      tag: 'Payments',
      operationId: 'playDispute',
      summary: 'Play a dispute at the sandbox processor',
      description:
        'Opens a dispute of a payment, or decides its newest one, as the payer and the processor would; Ringfence hears of it by a webhook. What was decided can be decided the other way. Only in the demonstration.',
      permission: 'clock:write',
      body: body({
        paymentId: id,
        do: play.meta({ examples: ['open'] }),
        amount: positiveAmount.optional().meta({
          description: 'What the payer wants back; left out: all that was not given back',
          examples: ['20.00'],
        }),
      }),
      answer: 'Played',
      response: z.object({ paymentId: id, done: play }),
      refuses: [unknownPayment],
      handler: async ({ body: { paymentId, do: deed, amount: amountMicros } }) => {
        const { processor, reference } = await inTransaction(app.connection.db, (tx) =>
          paymentById(tx, paymentId),
        );
        await playSandboxDispute(app.processors, processor, {
          paymentId,
          reference,
          do: deed,
          amountMicros,
        });
        app.wake();
        return { paymentId, done: deed };
      },
    }),
];
