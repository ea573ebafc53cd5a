import { z } from 'zod';
import { acceptPolicyInForce } from '#customers';
import { insufficientCredit } from '#ledger';
import {
  buy,
  dismissed,
  notAvailable,
  notQuarantined,
  notYours,
  payAhead,
  quarantined,
  registering,
  releaseNumber,
  reservationsOf,
  reserveNumber,
  restore,
  tooManyReservations,
  unknownCity,
  unknownCountry,
  unknownNumber,
  type PaidOrder,
} from '#numbers';
import type { Tx } from '#platform';
import { frozen, inDebt } from '#wallet';
import type { Call } from '../call.ts';
import { moneyRoute, readRoute, writeRoute, type Register } from '../route.ts';
import {
  amount,
  body,
  calendarDate,
  country,
  countedId,
  customerQuery,
  e164,
  instant,
  kind,
  query,
} from '../schemas.ts';
import { months, numberParams } from './numbers.ts';

const paidOrder = z
  .object({
    number: e164,
    state: z
      .enum(['registering', 'active', 'suspended', 'quarantined', 'ended'])
      .meta({ examples: ['active'] }),
    paidUntil: calendarDate.nullable().meta({ description: 'Exclusive; null while documents are awaited' }),
    amount: amount.meta({ description: 'What was charged' }),
    journalId: countedId.meta({ description: 'The journal that moved the money' }),
  })
  .meta({ id: 'PaidOrder', description: 'What an order did' });

const paidOut = ({ e164: number, amountMicros, state, paidUntil, journalId }: PaidOrder) => ({
  number,
  state,
  paidUntil,
  amount: amountMicros,
  journalId,
});

const reservation = z
  .object({ number: e164, reservedUntil: instant })
  .meta({ id: 'Reservation', description: 'A number that nobody else can buy until then' });

/** A customer who pays for time accepts the policy under which it is paid; staff who do it for a customer accept nothing in its name. */
const acceptAsBuyer = async (
  tx: Tx,
  { context, request, principal }: Call<unknown, unknown, unknown>,
): Promise<void> => {
  const caller = principal();
  if (caller.kind === 'customer')
    await acceptPolicyInForce(tx, context, { customerId: caller.customerId, address: request.ip });
};

export const numberOrderRoutes: readonly Register[] = [
  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/numbers',
      tag: 'Numbers',
      operationId: 'buyNumber',
      summary: 'Buy a number',
      description:
        'Charges setup and the first period, and accepts the policy in force. Names a number, or a place: then the cheapest there is taken. A number that needs a registration waits for it (`GET /v1/registrations?number=…`), and its first period has not started.',
      permission: 'numbers:write',
      query: query(customerQuery),
      body: z
        .union([
          body({ number: e164, months: months.default(1) }),
          body({
            country,
            city: z
              .string()
              .min(1)
              .max(100)
              .optional()
              .meta({ examples: ['rome'] }),
            kind: kind.optional(),
            months: months.default(1),
          }),
        ])
        .meta({ id: 'Purchase', examples: [{ number: '+390612345678', months: 1 }] }),
      status: 201,
      answer: 'Bought',
      response: paidOrder,
      refuses: [notAvailable, unknownCountry, unknownCity, insufficientCredit, frozen, inDebt],
      audit: 'number.bought',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const { months: length, ...wanted } = call.body;
        const what = 'number' in wanted ? { e164: wanted.number } : wanted;
        const bought = await buy(tx, call.context, { ...what, customerId, months: length, key: call.key });
        await acceptAsBuyer(tx, call);
        return paidOut(bought);
      },
    }),

  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/numbers/:number/periods',
      tag: 'Numbers',
      operationId: 'payAhead',
      summary: 'Pay further periods now',
      description:
        'Each at the price of the day on which it starts, under the policy in force, which is accepted by it. The renewal day does not move.',
      permission: 'numbers:write',
      params: numberParams,
      query: query(customerQuery),
      body: body({
        periods: z
          .int()
          .min(1)
          .max(120)
          .meta({ examples: [2] }),
      }),
      status: 201,
      answer: 'Paid',
      response: paidOrder,
      refuses: [notYours, dismissed, quarantined, registering, insufficientCredit, frozen, inDebt],
      audit: 'number.paid_ahead',
      handler: async (tx, call) => {
        const paid = await payAhead(tx, call.context, {
          customerId: await call.customerId(tx),
          e164: call.params.number,
          periods: call.body.periods,
          key: call.key,
        });
        await acceptAsBuyer(tx, call);
        return paidOut(paid);
      },
    }),

  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/numbers/:number/restore',
      tag: 'Numbers',
      operationId: 'restoreNumber',
      summary: 'Have a cancelled number back',
      description:
        'Its former holder pays the missed periods in full, as many as are needed to pass today. The renewal day does not move, and whether it is renewed stays as it was. Accepts the policy in force.',
      permission: 'numbers:write',
      params: numberParams,
      query: query(customerQuery),
      answer: 'Restored',
      response: paidOrder,
      refuses: [notYours, notQuarantined, dismissed, registering, insufficientCredit, frozen, inDebt],
      audit: 'number.restored',
      handler: async (tx, call) => {
        const restored = await restore(tx, call.context, {
          customerId: await call.customerId(tx),
          e164: call.params.number,
          key: call.key,
        });
        await acceptAsBuyer(tx, call);
        return paidOut(restored);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/reservations',
      tag: 'Numbers',
      operationId: 'listReservations',
      summary: 'What is reserved for the customer',
      description: 'What ends first first.',
      permission: 'numbers:read',
      query: query(customerQuery),
      response: z.object({ items: z.array(reservation) }),
      handler: async (tx, call) => ({
        items: (await reservationsOf(tx, call.context, await call.customerId(tx))).map(
          ({ e164: number, reservedUntil }) => ({ number, reservedUntil }),
        ),
      }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/reservations/:number',
      tag: 'Numbers',
      operationId: 'reserveNumber',
      summary: 'Reserve a number',
      description:
        'For some minutes (15, unless the policy says otherwise) nobody else can buy it. Again extends it; it ends by itself.',
      permission: 'numbers:write',
      params: numberParams,
      query: query(customerQuery),
      response: reservation.extend({ setup: amount, monthly: amount, registration: z.boolean() }),
      refuses: [unknownNumber, notAvailable, tooManyReservations, frozen],
      audit: 'number.reserved',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const reserved = await reserveNumber(tx, call.context, { customerId, e164: call.params.number });
        const { e164: number, setupMicros, monthlyMicros, ...rest } = reserved;
        return { ...rest, number, setup: setupMicros, monthly: monthlyMicros };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/reservations/:number',
      tag: 'Numbers',
      operationId: 'releaseNumber',
      summary: 'Give a reservation back',
      description: 'Nothing happens when there is none.',
      permission: 'numbers:write',
      params: numberParams,
      query: query(customerQuery),
      response: z.object({ released: z.literal(true) }),
      audit: 'number.released',
      handler: async (tx, call) => {
        await releaseNumber(tx, { customerId: await call.customerId(tx), e164: call.params.number });
        return { released: true } as const;
      },
    }),
];
