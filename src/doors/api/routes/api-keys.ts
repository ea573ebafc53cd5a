import { z } from 'zod';
import {
  apiKeysOf,
  createApiKey,
  expiryInThePast,
  invalidName,
  permissions,
  revokeApiKey,
  scopeNotGrantable,
  unknownKey,
  type KeyOwner,
  type Permission,
  type Principal,
} from '#customers';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, id, instant } from '../schemas.ts';

const scope = z.enum(Object.keys(permissions) as [Permission, ...Permission[]]).meta({
  id: 'Scope',
  description: `What a key can do:\n\n${Object.entries(permissions)
    .map(([name, { means }]) => `- \`${name}\`: ${means}`)
    .join('\n')}`,
  examples: ['numbers:read'],
});

const apiKey = z
  .object({
    id,
    name: z.string().meta({ examples: ['Bookkeeping'] }),
    prefix: z.string().meta({ description: 'How the secret begins', examples: ['rf_live_Ab3d'] }),
    scopes: z.array(scope),
    createdAt: instant,
    expiresAt: instant.nullable().meta({ description: 'null: it does not expire' }),
    lastUsedAt: instant.nullable().meta({ description: 'To the minute' }),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' });

/** Keys are the caller's own: a customer's belong to the customer, a member of staff's to that person. */
const ownerOf = (principal: Principal): KeyOwner =>
  principal.kind === 'staff' ? { staffId: principal.staffId } : { customerId: principal.customerId };

export const apiKeyRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/api-keys',
      tag: 'Account',
      operationId: 'listApiKeys',
      summary: 'The own API keys',
      description: 'Also those that expired or were revoked. Secrets are not kept and cannot be shown again.',
      permission: 'account:read',
      response: z.object({ items: z.array(apiKey) }),
      handler: async (tx, call) => ({ items: await apiKeysOf(tx, ownerOf(call.principal())) }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/api-keys',
      tag: 'Account',
      operationId: 'createApiKey',
      summary: 'Make an API key',
      description:
        'The secret is in this answer and nowhere else. A key can do what its owner may do and its scopes name, never more than the caller.',
      permission: 'account:write',
      body: body({
        name: z
          .string()
          .max(100)
          .meta({ examples: ['Bookkeeping'] }),
        scopes: z.array(scope).min(1).max(100),
        expiresAt: instant.nullable().default(null),
      }),
      status: 201,
      answer: 'Made',
      response: apiKey.extend({
        secret: z.string().meta({ examples: ['rf_live_…'] }),
      }),
      refuses: [scopeNotGrantable, invalidName, expiryInThePast],
      audit: null,
      handler: async (tx, { principal, context, body: asked }) => {
        const caller = principal();
        const order = { owner: ownerOf(caller), grantable: caller.scopes, ...asked };
        const { key, secret } = await createApiKey(tx, context, order);
        return { ...key, secret };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/api-keys/:keyId',
      tag: 'Account',
      operationId: 'revokeApiKey',
      summary: 'Revoke an API key',
      description: 'At once and for good.',
      permission: 'account:write',
      params: z.object({ keyId: id }),
      response: z.object({ revoked: z.literal(true) }),
      refuses: [unknownKey],
      audit: null,
      handler: async (tx, { principal, context, params }) => {
        await revokeApiKey(tx, context, { owner: ownerOf(principal()), keyId: params.keyId });
        return { revoked: true } as const;
      },
    }),
];
