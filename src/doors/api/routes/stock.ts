import { z } from 'zod';
import {
  announcePrice,
  historyOf,
  notForSale,
  notWithdrawn,
  numberStatus,
  returnToSale,
  stockOverview,
  unknownNumber,
  withdrawNumbers,
} from '#numbers';
import { readRoute, writeRoute, type Register } from '../route.ts';
import {
  body,
  calendarDate,
  count,
  country,
  e164,
  id,
  kind,
  pageQuery,
  positiveAmount,
  query,
  text,
} from '../schemas.ts';
import { historyPage, numberParams } from './numbers.ts';

const stockCount = z
  .object({
    country,
    kind,
    state: z
      .enum(['available', 'rented', 'dismissed', 'withdrawn'])
      .meta({ description: 'dismissed: gone for good', examples: ['available'] }),
    count: count.meta({ examples: [1200] }),
    reserved: count.meta({ description: 'Of those available, how many somebody has reserved now' }),
  })
  .meta({ id: 'StockCount' });

const numberInStock = z
  .object({
    number: e164,
    state: z.enum([
      'available',
      'withdrawn',
      'dismissed',
      'registering',
      'active',
      'suspended',
      'quarantined',
    ]),
    holder: id.nullable().meta({ description: 'The customer who holds it; null: nobody' }),
    newestHolder: id
      .nullable()
      .meta({ description: 'The customer who held it last; null: it was never rented' }),
    paidUntil: calendarDate.nullable(),
    restorableUntil: calendarDate.nullable(),
    renewal: z.boolean().nullable(),
  })
  .meta({ id: 'NumberInStock' });

const change = body({
  numbers: z.array(e164).min(1).max(1000),
  reason: text(500).meta({ examples: ['The supplier takes them back'] }),
});
const changed = z.object({ numbers: z.array(e164) });

export const stockRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/stock',
      tag: 'Stock',
      operationId: 'getStock',
      summary: 'The whole stock',
      description: 'How many numbers there are, by country, kind and state.',
      permission: 'stock:read',
      response: z.object({ items: z.array(stockCount) }),
      handler: async (tx, { context }) => ({ items: await stockOverview(tx, context) }),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/stock/numbers/:number',
      tag: 'Stock',
      operationId: 'getNumberInStock',
      summary: 'One number, whoever holds it',
      description: 'The one state that it has now, and who holds it or held it last.',
      permission: 'stock:read',
      params: numberParams,
      response: numberInStock,
      refuses: [unknownNumber],
      handler: async (tx, { params }) => {
        const { e164: number, ...status } = await numberStatus(tx, params.number);
        return { number, ...status };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/stock/numbers/:number/history',
      tag: 'Stock',
      operationId: 'listStockHistory',
      summary: 'All that ever happened to a number',
      description: 'Of all its holders, newest first.',
      permission: 'stock:read',
      params: numberParams,
      query: query(pageQuery),
      response: historyPage,
      refuses: [unknownNumber],
      handler: (tx, call) => historyOf(tx, { e164: call.params.number, ...call.query }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/stock/numbers/:number/price',
      tag: 'Stock',
      operationId: 'announcePrice',
      summary: 'Announce another monthly price',
      description:
        'Nobody holds the number: it applies at once. Somebody does: it applies from the first renewal that is at least `priceNoticeDays` after today, and the holder is told.',
      permission: 'stock:write',
      params: numberParams,
      body: body({ monthly: positiveAmount.meta({ examples: ['4.50'] }) }),
      answer: 'Announced',
      response: z.object({ number: e164, appliesFrom: calendarDate }),
      refuses: [unknownNumber],
      audit: 'stock.price_announced',
      handler: async (tx, call) => {
        const { number } = call.params;
        const order = { e164: number, monthlyMicros: call.body.monthly };
        return { number, appliesFrom: await announcePrice(tx, call.context, order) };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/stock/withdrawals',
      tag: 'Stock',
      operationId: 'withdrawNumbers',
      summary: 'Take numbers out of sale',
      description: 'All of them or none; only numbers that are for sale. Who had reserved one no longer has.',
      permission: 'stock:write',
      body: change,
      status: 201,
      answer: 'Withdrawn',
      response: changed,
      refuses: [unknownNumber, notForSale],
      audit: 'stock.withdrawn',
      handler: async (tx, call) => {
        await withdrawNumbers(tx, call.context, call.body);
        return { numbers: call.body.numbers };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/stock/returns',
      tag: 'Stock',
      operationId: 'returnNumbers',
      summary: 'Put withdrawn numbers up for sale again',
      description: 'All of them or none.',
      permission: 'stock:write',
      body: change,
      status: 201,
      answer: 'Returned',
      response: changed,
      refuses: [unknownNumber, notWithdrawn],
      audit: 'stock.returned_to_sale',
      handler: async (tx, call) => {
        await returnToSale(tx, call.context, call.body);
        return { numbers: call.body.numbers };
      },
    }),
];
