import { z } from 'zod';
import { audit } from '#customers';
import {
  bankDetailsMissing,
  failManualPayout,
  giveBankDetails,
  invalidBankDetails,
  payoutById,
  payoutNotByHand,
  payoutsOf,
  settleManualPayout,
  unknownPayout,
  type Payout,
} from '#payments';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { moneyRoute, readRoute, writeRoute, type Register } from '../route.ts';
import {
  amount,
  body,
  customerFilter,
  id,
  instant,
  pageOf,
  pageQuery,
  processorName,
  query,
  text,
} from '../schemas.ts';

const state = z.enum(['waiting', 'attempting', 'pending', 'succeeded', 'failed', 'manual', 'settled']);

const bankDetails = {
  accountHolder: text(200).meta({ examples: ['Ada Lovelace'] }),
  account: text(60).meta({
    description: 'An IBAN where the country has one',
    examples: ['IT60X0542811101000000123456'],
  }),
};
const bank = text(200).meta({
  description: 'BIC, routing number or name, where the account does not say it',
});

const payout = z
  .object({
    id,
    customerId: id,
    refundId: id,
    paymentId: id,
    processor: processorName.meta({ examples: ['paypal'] }),
    amount: amount.meta({ description: 'What arrives', examples: ['37.95'] }),
    retained: amount.meta({
      description: 'Of the payment’s fee, what is retained beside it (R4)',
      examples: ['2.05'],
    }),
    state: state.meta({
      description:
        'manual: its processor no longer gives this payment back, and it waits for bank details and for staff; settled: staff have paid it; failed: its value is credit again',
      examples: ['succeeded'],
    }),
    reference: z
      .string()
      .nullable()
      .meta({ description: 'The processor’s name for it, or that of the bank transfer' }),
    bankDetails: z
      .object({ accountHolder: z.string(), account: z.string(), bank: z.string().nullable() })
      .nullable(),
    failure: z.string().nullable(),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Payout', description: 'Money on its way back to the payer of one payment' });

const payoutOut = ({ amountMicros, retainedMicros, bankDetails: given, ...rest }: Payout) => ({
  ...rest,
  amount: amountMicros,
  retained: retainedMicros,
  bankDetails: given && { ...given, bank: given.bank ?? null },
});

const payoutParams = z.object({ payoutId: id });

/** For the audit log: whose payout it is, which the request does not say. */
const note = (
  tx: Tx,
  context: Context,
  action: string,
  { id: subject, customerId }: Payout,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> => audit(tx, context, { action, customerId, subject, details });

export const payoutRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/payouts',
      tag: 'Payments',
      operationId: 'listPayouts',
      summary: 'Payouts',
      description: 'Newest first. `state=manual`: those that wait for bank details or for staff.',
      permission: 'payments:read',
      query: query({
        ...pageQuery,
        ...customerFilter,
        refundId: id.optional(),
        paymentId: id.optional(),
        state: state.optional(),
      }),
      response: pageOf(payout),
      handler: async (tx, call) => {
        const { limit, cursor, refundId, paymentId, state: wanted } = call.query;
        const filter = { ...(await call.owner(tx)), refundId, paymentId, state: wanted };
        const page = await payoutsOf(tx, filter, { limit, cursor });
        return { ...page, items: page.items.map(payoutOut) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/payouts/:payoutId',
      tag: 'Payments',
      operationId: 'getPayout',
      summary: 'One payout',
      description: 'How it stands.',
      permission: 'payments:read',
      params: payoutParams,
      query: query(customerFilter),
      response: payout,
      refuses: [unknownPayout],
      handler: async (tx, call) =>
        payoutOut(await payoutById(tx, call.params.payoutId, await call.owner(tx))),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/payouts/:payoutId/bank-details',
      tag: 'Payments',
      operationId: 'giveBankDetails',
      summary: 'Say where a manual payout is to go',
      description:
        'By the customer, or by staff for the customer. It can be corrected until the payout is settled.',
      permission: 'payments:write',
      params: payoutParams,
      query: query(customerFilter),
      body: body({ ...bankDetails, bank: bank.optional() }),
      response: payout,
      refuses: [unknownPayout, payoutNotByHand, invalidBankDetails],
      // The account itself stays out of the audit log, which is never cleared.
      audit: null,
      handler: async (tx, call) => {
        const { payoutId } = call.params;
        const changed = await giveBankDetails(tx, {
          payoutId,
          ...(await call.owner(tx)),
          bankDetails: call.body,
        });
        if (call.caller?.kind === 'staff') await note(tx, call.context, 'payout.bank_details_given', changed);
        return payoutOut(changed);
      },
    }),

  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/payouts/:payoutId/settle',
      tag: 'Payments',
      operationId: 'settlePayout',
      summary: 'A manual payout was paid',
      description: 'For staff, once they have made the transfer.',
      permission: 'payments:write',
      staffOnly: true,
      params: payoutParams,
      body: body({
        reference: text(200)
          .optional()
          .meta({ description: 'Of the bank transfer', examples: ['TRN-20260310-7'] }),
      }),
      answer: 'Settled',
      response: payout,
      refuses: [unknownPayout, payoutNotByHand, bankDetailsMissing],
      audit: null,
      handler: async (tx, call) => {
        const settled = await settleManualPayout(tx, call.context, { ...call.params, ...call.body });
        await note(tx, call.context, 'payout.settled', settled, call.body);
        return payoutOut(settled);
      },
    }),

  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/payouts/:payoutId/fail',
      tag: 'Payments',
      operationId: 'failPayout',
      summary: 'A manual payout cannot be made, or came back',
      description: 'For staff. Its value is credit again.',
      permission: 'payments:write',
      staffOnly: true,
      params: payoutParams,
      body: body({ failure: text(500).meta({ examples: ['The account is closed'] }) }),
      answer: 'Failed',
      response: payout,
      refuses: [unknownPayout, payoutNotByHand],
      audit: null,
      handler: async (tx, call) => {
        const failed = await failManualPayout(tx, call.context, { ...call.params, ...call.body });
        await note(tx, call.context, 'payout.failed', failed, call.body);
        return payoutOut(failed);
      },
    }),
];
