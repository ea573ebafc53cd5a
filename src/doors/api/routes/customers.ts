import { z } from 'zod';
import {
  audit,
  closeCustomer,
  customerById,
  emailTaken,
  invalidEmail,
  invalidName,
  listCustomers,
  stillHolds,
  unknownCustomer,
} from '#customers';
import { deleteDocumentsOf } from '#compliance';
import { lockWallets } from '#ledger';
import { rentalsOf } from '#numbers';
import { creditOf, disputesOf, endAllPaying, paymentsOf, payoutsOf } from '#payments';
import type { Tx } from '#platform';
import { noneInForce } from '#policy';
import { openAccount } from '../../sign-up.ts';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, id, language, pageOf, pageQuery, query } from '../schemas.ts';
import { customer, email, personName } from './account.ts';

const customerParams = z.object({ customerId: id });

export const customerRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/customers',
      tag: 'Customers',
      operationId: 'listCustomers',
      summary: 'Find customers',
      description: 'Newest first; `search` is a part of the name or the mail address, or a whole id.',
      permission: 'customers:read',
      query: query({
        ...pageQuery,
        search: z
          .string()
          .max(200)
          .optional()
          .meta({ examples: ['ada'] }),
      }),
      response: pageOf(customer),
      handler: (tx, call) => listCustomers(tx, call.query),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/customers',
      tag: 'Customers',
      operationId: 'createCustomer',
      summary: 'Open an account for a customer',
      description:
        'With an empty wallet and without a user: add one with POST /v1/users, or act for the customer.',
      permission: 'customers:write',
      body: body({ name: personName, email, language: language.default('en') }),
      status: 201,
      answer: 'Opened',
      response: customer,
      refuses: [emailTaken, invalidEmail, invalidName, noneInForce],
      // Its id is not known before: it is written to the audit log here.
      audit: null,
      handler: async (tx, call) => {
        const { customerId } = await openAccount(tx, call.context, {
          ...call.body,
          user: null,
          address: null,
        });
        await audit(tx, call.context, { action: 'customer.opened', customerId, details: call.body });
        return customerById(tx, customerId);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/customers/:customerId',
      tag: 'Customers',
      operationId: 'getCustomer',
      summary: 'One customer',
      description:
        'Name, address for mails, language. Everything else is where the customer sees it, with `?customer=`.',
      permission: 'customers:read',
      params: customerParams,
      response: customer,
      refuses: [unknownCustomer],
      handler: (tx, call) => customerById(tx, call.params.customerId),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/customers/:customerId',
      tag: 'Customers',
      operationId: 'closeCustomer',
      summary: 'Close an account',
      description:
        'Only one that holds no number and no credit: refund the credit first. Automatic payments end, and saved ways to pay are forgotten. Its history stays.',
      permission: 'customers:write',
      params: customerParams,
      response: customer,
      refuses: [unknownCustomer, stillHolds],
      audit: null,
      handler: async (tx, { context, params: { customerId } }) => {
        await customerById(tx, customerId);
        // What it holds must not change before it is closed.
        await lockWallets(tx, [customerId]);
        const { creditMicros } = await creditOf(tx, customerId);
        const numbers = (await rentalsOf(tx, { customerId, limit: 200 })).items.length;
        const holding = { numbers, creditMicros, underWay: await underWay(tx, customerId) };
        await closeCustomer(tx, context, { customerId, holding });
        await endAllPaying(tx, context, customerId);
        await deleteDocumentsOf(tx, context, customerId);
        return customerById(tx, customerId);
      },
    }),
];

const openPayouts = ['waiting', 'attempting', 'pending', 'manual'] as const;

/** How many payments, payouts and disputes of a customer have no outcome yet. */
const underWay = async (tx: Tx, customerId: string): Promise<number> => {
  const some = { limit: 200 };
  let count = (await paymentsOf(tx, { customerId, state: 'pending' }, some)).items.length;
  count += (await disputesOf(tx, { customerId, state: 'open' }, some)).items.length;
  for (const state of openPayouts) count += (await payoutsOf(tx, { customerId, state }, some)).items.length;
  return count;
};
