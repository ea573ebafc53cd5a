import { z } from 'zod';
import { creditOf, creditPartsOf, promoteCustomer } from '#payments';
import { refundable } from '#refunds';
import { frozen, type CreditShare } from '#wallet';
import { moneyRoute, readRoute, type Register } from '../route.ts';
import { amount, body, customerQuery, id, positiveAmount, query, text } from '../schemas.ts';

const origin = z.enum(['payment', 'promotion', 'registration', 'disruption', 'goodwill']).meta({
  description:
    'payment: a top-up; promotion and goodwill: given, never paid back in money; registration and disruption: a charge given back',
  examples: ['payment'],
});

export const share = z
  .object({
    origin,
    paymentId: id.nullable().meta({ description: 'The payment that it came from; null when none did' }),
    amount,
  })
  .meta({ id: 'CreditShare', description: 'Some credit, and where it came from' });

export const shareOut = ({ origin: from, paymentId, amountMicros }: Omit<CreditShare, 'turn' | 'part'>) => ({
  origin: from,
  paymentId,
  amount: amountMicros,
});

const wallet = z
  .object({
    currency: z.string().meta({ examples: ['EUR'] }),
    credit: amount.meta({ description: 'All that is there', examples: ['36.00'] }),
    held: amount.meta({
      description:
        'Of it, what is kept from being spent: by calls in progress, refunds on their way and open disputes',
      examples: ['0.00'],
    }),
    debt: amount.meta({ description: 'What is owed: credit that arrives pays it first', examples: ['0.00'] }),
    refundable: amount.meta({
      description: 'What a refund of the credit would take out of it now, fees not yet retained',
      examples: ['36.00'],
    }),
    lots: z.array(share).meta({ description: 'The unspent credit, in the order in which it will be spent' }),
  })
  .meta({ id: 'Wallet' });

export const walletRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/wallet',
      tag: 'Wallet',
      operationId: 'getWallet',
      summary: 'The credit',
      description:
        'How much there is, how much of it is held, what would be paid back, and which payments it came from.',
      permission: 'wallet:read',
      query: query(customerQuery),
      response: wallet,
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const { creditMicros, heldMicros, debtMicros } = await creditOf(tx, customerId);
        return {
          currency: call.context.operator.currency,
          credit: creditMicros,
          held: heldMicros,
          debt: debtMicros,
          refundable: await refundable(tx, call.context, customerId),
          lots: (await creditPartsOf(tx, customerId)).map(shareOut),
        };
      },
    }),

  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/wallet/promotions',
      tag: 'Wallet',
      operationId: 'givePromotion',
      summary: 'Give promotional credit',
      description: 'For staff. It is spent in its turn, and never paid back in money (N5).',
      permission: 'wallet:write',
      query: query(customerQuery),
      body: body({
        amount: positiveAmount,
        reason: text(500).meta({
          description: 'For the statement and for staff',
          examples: ['Spring campaign'],
        }),
      }),
      status: 201,
      answer: 'Given',
      response: z.object({ credit: amount.meta({ description: 'The credit after it' }) }),
      refuses: [frozen],
      audit: 'wallet.promotion_given',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const { amount: amountMicros, reason } = call.body;
        await promoteCustomer(tx, call.context, { customerId, amountMicros, key: call.key, reason });
        return { credit: (await creditOf(tx, customerId)).creditMicros };
      },
    }),
];
