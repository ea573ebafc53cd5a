import { z } from 'zod';
import {
  acceptancesOf,
  acceptPolicy,
  customerById,
  emailTaken,
  invalidEmail,
  invalidName,
  pendingAcceptances,
  updateCustomer,
  weakPassword,
} from '#customers';
import { inTransaction } from '#platform';
import { noneInForce, unknownVersion, versionById } from '#policy';
import { openAccount } from '../../sign-up.ts';
import { readRoute, route, writeRoute, type Register } from '../route.ts';
import { body, calendarDate, customerQuery, id, instant, language, query, smallInt } from '../schemas.ts';

export const personName = z
  .string()
  .max(200)
  .meta({ examples: ['Ada Lovelace'] });
export const email = z
  .string()
  .max(254)
  .meta({ examples: ['ada@example.net'] });
export const password = z
  .string()
  .max(128)
  .meta({ format: 'password', examples: ['correct horse battery staple'] });

export const customer = z
  .object({
    id,
    name: personName,
    email: email.meta({ description: 'Where its mails go', examples: ['ada@example.net'] }),
    language,
    createdAt: instant,
    closedAt: instant.nullable().meta({ description: 'null while the account is open' }),
  })
  .meta({ id: 'Customer' });

const acceptance = z.object({
  policyVersionId: z.int().meta({ examples: [1] }),
  acceptedAt: instant,
  address: z
    .string()
    .nullable()
    .meta({ description: 'The network address', examples: ['203.0.113.7'] }),
});

const pendingPolicy = z.object({
  policyVersionId: z.int().meta({ examples: [2] }),
  inForceFrom: calendarDate,
  announcedAt: instant,
});

/** Where the link in the mail that proves an address leads. */
export const afterVerification = '/docs';

// Each costs a password hash and a mail; nobody opens accounts by the minute.
const signUpsPerMinute = 20;

export const accountRoutes: readonly Register[] = [
  (api, app) =>
    route(api, app, {
      method: 'POST',
      url: '/v1/sign-up',
      tag: 'Account',
      operationId: 'signUp',
      summary: 'Open an account',
      description:
        'Makes a customer with an empty wallet and a first user, who gets a mail to prove the address and can sign in after that. Signing up accepts the policy in force.',
      permission: null,
      requestsPerMinute: signUpsPerMinute,
      body: body({ name: personName, email, password, language: language.default('en') }),
      status: 201,
      answer: 'Opened',
      response: z.object({ customerId: id }),
      refuses: [emailTaken, invalidEmail, invalidName, weakPassword, noneInForce],
      handler: async ({ context, body: asked, request }) => {
        const { password: secret, ...who } = asked;
        const user = { password: secret, emailVerified: false };
        const { customerId, userId } = await inTransaction(app.connection.db, (tx) =>
          openAccount(tx, context, { ...who, user, address: request.ip }),
        );
        if (userId !== null) await app.auth.sendVerification({ id: userId, ...who }, afterVerification);
        return { customerId };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/account',
      tag: 'Account',
      operationId: 'getAccount',
      summary: 'The account',
      description:
        'The customer’s name, address for mails, language, which versions of the policy were accepted, and which wait for it.',
      permission: 'account:read',
      staffPermission: 'customers:read',
      query: query(customerQuery),
      response: customer.extend({
        acceptances: z.array(acceptance),
        pendingPolicies: z
          .array(pendingPolicy)
          .meta({ description: 'Versions, in force or announced, that were not accepted yet' }),
      }),
      refuses: [noneInForce],
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const pending = await pendingAcceptances(tx, call.context, customerId);
        return {
          ...(await customerById(tx, customerId)),
          acceptances: await acceptancesOf(tx, customerId),
          pendingPolicies: pending.map(({ id: policyVersionId, inForceFrom, publishedAt }) => ({
            policyVersionId,
            inForceFrom,
            announcedAt: publishedAt!,
          })),
        };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PATCH',
      url: '/v1/account',
      tag: 'Account',
      operationId: 'changeAccount',
      summary: 'Change name, mail address or language',
      description: 'Changes what is named and leaves the rest. Users keep the addresses they sign in with.',
      permission: 'account:write',
      staffPermission: 'customers:write',
      query: query(customerQuery),
      body: body({
        name: personName.optional(),
        email: email.optional(),
        language: language.optional(),
      }),
      response: customer,
      refuses: [emailTaken, invalidEmail, invalidName],
      audit: null,
      handler: async (tx, call) =>
        updateCustomer(tx, call.context, { customerId: await call.customerId(tx), ...call.body }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/account/acceptances',
      tag: 'Account',
      operationId: 'acceptPolicy',
      summary: 'Accept a version of the policy',
      description: 'Records that, when and from where the customer accepted it. Again changes nothing.',
      permission: 'account:write',
      staffPermission: 'customers:write',
      query: query(customerQuery),
      body: body({ policyVersionId: smallInt.meta({ examples: [1] }) }),
      status: 201,
      answer: 'Accepted',
      response: z.object({ items: z.array(acceptance) }),
      refuses: [unknownVersion],
      audit: 'policy.accepted',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const { policyVersionId } = call.body;
        if ((await versionById(tx, policyVersionId)).publishedAt === null)
          throw unknownVersion({ version: policyVersionId });
        const { ip: address } = call.request;
        await acceptPolicy(tx, call.context, { customerId, policyVersionId, address });
        return { items: await acceptancesOf(tx, customerId) };
      },
    }),
];
