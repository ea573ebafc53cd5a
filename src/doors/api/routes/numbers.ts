import { z } from 'zod';
import {
  changePeriod,
  dismissed,
  historyOf,
  notYours,
  periodLengths,
  prioritise,
  rentalOf,
  rentalsOf,
  resumeRenewal,
  stopRenewal,
  type RentalView,
} from '#numbers';
import { readRoute, writeRoute, type Register } from '../route.ts';
import {
  amount,
  body,
  calendarDate,
  countedId,
  customerFilter,
  customerQuery,
  e164,
  id,
  instant,
  pageOf,
  pageQuery,
  query,
} from '../schemas.ts';

export const numberParams = z.object({ number: e164 });
export const months = z
  .literal([...periodLengths])
  .meta({ description: 'Months of one period, and so of one renewal', examples: [1] });
const rentalState = z.enum(['registering', 'active', 'suspended', 'quarantined', 'ended']);

const rental = z
  .object({
    number: e164,
    state: rentalState.meta({
      description:
        'registering: documents are awaited; quarantined: cancelled, and can be restored; ended: gone for good',
      examples: ['active'],
    }),
    months,
    monthly: amount.meta({ description: 'The price of one month, as the newest period was paid' }),
    renewal: z.boolean().meta({ description: 'Whether it will be renewed as long as the credit suffices' }),
    priority: z
      .int()
      .nullable()
      .meta({
        description: 'Its place in the order of renewals; null: after all that have one',
        examples: [1],
      }),
    nextPeriod: amount
      .nullable()
      .meta({ description: 'What its next period costs, with the prices that are announced' }),
    announcedPrices: z.array(z.object({ appliesFrom: calendarDate, monthly: amount })),
    boughtAt: instant,
    heldSince: instant.nullable().meta({ description: 'null while documents are awaited' }),
    paidUntil: calendarDate
      .nullable()
      .meta({ description: 'The date on which the paid periods end, exclusive' }),
    policyVersionId: z
      .int()
      .meta({ description: 'The policy under which its period was paid', examples: [1] }),
    quarantinedAt: instant.nullable(),
    restorableUntil: calendarDate
      .nullable()
      .meta({ description: 'The date at whose start it is dismissed', examples: ['2026-05-14'] }),
    endedAt: instant.nullable(),
    endReason: z.enum(['dismissed', 'registration_failed']).nullable(),
  })
  .meta({ id: 'Rental', description: 'A number that a customer holds' });

export const rentalOut = ({
  e164: number,
  monthlyMicros,
  nextPeriodMicros,
  announcedPrices,
  ...rest
}: RentalView) => ({
  ...rest,
  number,
  monthly: monthlyMicros,
  nextPeriod: nextPeriodMicros,
  announcedPrices: announcedPrices.map(({ appliesFrom, monthlyMicros: monthly }) => ({
    appliesFrom,
    monthly,
  })),
});

const historyEntry = z
  .object({
    at: instant,
    kind: z
      .string()
      .meta({ description: 'Stable: bought, renewed, quarantined, restored …', examples: ['renewed'] }),
    actor: z.string().meta({
      description: 'Who did it: system, customer:<id> or staff:<id>',
      examples: ['system'],
    }),
    customerId: id.nullable(),
    journalId: countedId.nullable().meta({ description: 'The journal that moved the money' }),
    line: z
      .int()
      .nullable()
      .meta({ description: 'The transfer in that journal', examples: [1] }),
    details: z.record(z.string(), z.unknown()).meta({ examples: [{ amount: '4.00' }] }),
  })
  .meta({ id: 'HistoryEntry', description: 'Something that happened to a number' });

export const historyPage = pageOf(historyEntry);

export const numberRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/numbers',
      tag: 'Numbers',
      operationId: 'listNumbers',
      summary: 'The numbers that the customer holds',
      description: 'In the order in which they were bought; without `state` all that have not ended.',
      permission: 'numbers:read',
      query: query({
        ...pageQuery,
        ...customerQuery,
        state: z
          .union([rentalState, z.array(rentalState).min(1).max(5)])
          .optional()
          .meta({ description: 'Named several times: any of them' }),
      }),
      response: pageOf(rental),
      handler: async (tx, call) => {
        const { state, limit, cursor } = call.query;
        const states = state === undefined || Array.isArray(state) ? state : [state];
        const page = await rentalsOf(tx, { customerId: await call.customerId(tx), states, limit, cursor });
        return { ...page, items: page.items.map(rentalOut) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/numbers/:number',
      tag: 'Numbers',
      operationId: 'getNumber',
      summary: 'One number that the customer holds',
      description: 'Its state, until when it is paid and what its next period costs.',
      permission: 'numbers:read',
      params: numberParams,
      query: query(customerQuery),
      response: rental,
      refuses: [notYours],
      handler: async (tx, call) =>
        rentalOut(await rentalOf(tx, { customerId: await call.customerId(tx), e164: call.params.number })),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PATCH',
      url: '/v1/numbers/:number',
      tag: 'Numbers',
      operationId: 'changeNumber',
      summary: 'Stop or resume its renewal, change its period',
      description:
        'Changes what is named. A number whose renewal is off works until its paid-until date and is cancelled then. Another length of the period applies from the next renewal; the renewal day does not move.',
      permission: 'numbers:write',
      params: numberParams,
      query: query(customerQuery),
      body: body({ renewal: z.boolean().optional(), months: months.optional() }),
      response: rental,
      refuses: [notYours, dismissed],
      audit: 'number.changed',
      handler: async (tx, call) => {
        const held = { customerId: await call.customerId(tx), e164: call.params.number };
        const { renewal, months: length } = call.body;
        if (renewal !== undefined) await (renewal ? resumeRenewal : stopRenewal)(tx, call.context, held);
        if (length !== undefined) await changePeriod(tx, call.context, { ...held, months: length });
        return rentalOut(await rentalOf(tx, held));
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/renewal-order',
      tag: 'Numbers',
      operationId: 'orderRenewals',
      summary: 'The order in which numbers take the credit',
      description:
        'When the credit does not suffice for all: those listed first, then all others, longest held first. The list takes the place of the one before; an empty one removes it.',
      permission: 'numbers:write',
      query: query(customerQuery),
      body: body({ numbers: z.array(e164).max(1000) }),
      response: z.object({ numbers: z.array(e164) }),
      refuses: [notYours],
      audit: 'number.renewals_ordered',
      handler: async (tx, call) => {
        const numbers = [...new Set(call.body.numbers)];
        await prioritise(tx, call.context, { customerId: await call.customerId(tx), e164s: numbers });
        return { numbers };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/numbers/:number/history',
      tag: 'Numbers',
      operationId: 'listNumberHistory',
      summary: 'What happened to a number',
      description:
        'When, by whom, and which journal it made; newest first. Customers see what concerns them, also of a number that they lost; staff see all of it unless they name a customer.',
      permission: 'numbers:read',
      params: numberParams,
      query: query({ ...pageQuery, ...customerFilter }),
      response: historyPage,
      refuses: [notYours],
      handler: async (tx, call) => {
        const { limit, cursor } = call.query;
        return historyOf(tx, {
          e164: call.params.number,
          ...(await call.owner(tx)),
          limit,
          cursor,
        });
      },
    }),
];
