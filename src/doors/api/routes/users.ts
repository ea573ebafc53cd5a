import { z } from 'zod';
import {
  addUser,
  customerPermissions,
  emailTaken,
  invalidEmail,
  invalidName,
  lastUser,
  removeUser,
  unknownUser,
  usersOf,
  weakPassword,
  type Principal,
} from '#customers';
import { inTransaction } from '#platform';
import { forbidden } from '../errors.ts';
import { readRoute, route, writeRoute, type Register } from '../route.ts';
import { body, customerQuery, instant, query } from '../schemas.ts';
import { afterVerification, email, password, personName } from './account.ts';

export const userId = z
  .string()
  .max(100)
  .meta({ examples: ['0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] });

const user = z
  .object({
    userId,
    name: personName,
    email,
    emailVerified: z.boolean(),
    twoFactorEnabled: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: 'User', description: 'Somebody who signs in for a customer' });

export const userRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/users',
      tag: 'Account',
      operationId: 'listUsers',
      summary: 'Who can sign in for the account',
      description: 'All users of the customer.',
      permission: 'account:read',
      staffPermission: 'customers:read',
      query: query(customerQuery),
      response: z.object({ items: z.array(user) }),
      handler: async (tx, call) => ({ items: await usersOf(tx, await call.customerId(tx)) }),
    }),

  (api, app) =>
    route(api, app, {
      method: 'POST',
      url: '/v1/users',
      tag: 'Account',
      operationId: 'addUser',
      summary: 'Add a user',
      description:
        'The new user gets a mail to prove the address, and can sign in after that. A user may do everything that the customer may: an API key with\n' +
        'fewer scopes cannot add one, and of staff only an administrator can.',
      permission: 'account:write',
      staffPermission: 'staff:write',
      query: query(customerQuery),
      body: body({ name: personName, email, password }),
      status: 201,
      answer: 'Added',
      response: z.object({ userId }),
      refuses: [emailTaken, invalidEmail, invalidName, weakPassword],
      handler: async (call) => {
        const { name, email: address, password: secret } = call.body;
        refuseToGiveMore(call.principal());
        const id = await inTransaction(app.connection.db, async (tx) =>
          addUser(tx, call.context, {
            customerId: await call.customerId(tx),
            name,
            email: address,
            password: secret,
            emailVerified: false,
          }),
        );
        await app.auth.sendVerification({ id, email: address, name }, afterVerification);
        return { userId: id };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/users/:userId',
      tag: 'Account',
      operationId: 'removeUser',
      summary: 'Take a user’s access away',
      description: 'At once, with all sessions. The last user of an account stays.',
      permission: 'account:write',
      staffPermission: 'customers:write',
      params: z.object({ userId }),
      query: query(customerQuery),
      response: z.object({ removed: z.literal(true) }),
      refuses: [unknownUser, lastUser],
      audit: null,
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        await removeUser(tx, call.context, { customerId, userId: call.params.userId });
        return { removed: true } as const;
      },
    }),
];

/** Nobody makes a user who may do more than they do themselves. */
const refuseToGiveMore = (principal: Principal): void => {
  const lacking =
    principal.kind === 'customer' &&
    customerPermissions.find((permission) => !principal.scopes.includes(permission));
  if (lacking) throw forbidden({ permission: lacking });
};
