import { z } from 'zod';
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  disabledReasons,
  endpointById,
  endpointDisabled,
  endpointStates,
  eventTypes,
  invalidUrl,
  listEndpoints,
  rotateSecret,
  sendTest,
  tooManyEndpoints,
  unknownEndpoint,
  unknownEventType,
} from '#webhooks';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, customerFilter, flag, id, instant, pageOf, pageQuery, query } from '../schemas.ts';
import { message } from './webhook-messages.ts';

const url = z
  .string()
  .max(2_000)
  .meta({
    description: 'An https address that can be reached from everywhere',
    examples: ['https://shop.example.net/hooks/numbers'],
  });
const types = z
  .array(
    z
      .string()
      .max(100)
      .meta({ examples: ['number.quarantined'] }),
  )
  .min(1)
  .max(100)
  .nullable()
  .meta({ description: 'null: all, also those that are yet to come' });

const endpoint = z
  .object({
    id,
    customerId: id
      .nullable()
      .meta({ description: 'null: the operator’s own, which gets the events of all customers' }),
    url,
    description: z.string(),
    eventTypes: types,
    state: z.enum(endpointStates),
    createdAt: instant,
    failingSince: instant.nullable().meta({ description: 'Since when every attempt has failed' }),
    disabledAt: instant.nullable(),
    disabledBecause: z.enum(disabledReasons).nullable().meta({
      description: 'asked: by somebody; failing: every attempt failed for five days; gone: it answered 410',
    }),
  })
  .meta({ id: 'WebhookEndpoint' });

const withSecret = z.object({
  endpoint,
  secret: z
    .string()
    .meta({ description: 'Shown once: with it you verify signatures', examples: ['whsec_…'] }),
});

const params = z.object({ endpointId: id });
const description = z.string().trim().max(200);

export const webhookRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/webhooks/event-types',
      tag: 'Webhooks',
      operationId: 'listEventTypes',
      summary: 'What is told by webhooks',
      description:
        'Every type with the schema of its `data` and an example of what is sent. Types and fields may be added; none is renamed or removed.',
      permission: null,
      query: query({
        operator: flag.optional().meta({ description: 'false: without what only the operator gets' }),
      }),
      response: z.object({
        items: z.array(
          z.object({
            type: z.string().meta({ examples: ['number.quarantined'] }),
            description: z.string(),
            audience: z.enum(['customer', 'operator', 'everyone']).meta({
              description:
                'customer: sent to the customer it is about, and to the operator; operator: to the operator alone; everyone: to all',
            }),
            schema: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of `data`' }),
            example: z.record(z.string(), z.unknown()).meta({ description: 'A body as it is sent' }),
          }),
        ),
      }),
      handler: (_tx, call) =>
        Promise.resolve({
          items: eventTypes
            .filter(({ audience }) => call.query.operator !== false || audience !== 'operator')
            .map(({ type, means, audience, data, example }) => ({
              type,
              description: means,
              audience,
              schema: z.toJSONSchema(data, { io: 'output' }) as Record<string, unknown>,
              example: { type, timestamp: '2026-04-09T22:00:00Z', data: example },
            })),
        }),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/webhooks/endpoints',
      tag: 'Webhooks',
      operationId: 'listWebhookEndpoints',
      summary: 'Where events are sent to',
      description:
        'Newest first; for staff everybody’s, the operator’s own among them. Secrets are not shown again.',
      permission: 'webhooks:read',
      query: query({ ...pageQuery, ...customerFilter }),
      response: pageOf(endpoint),
      handler: async (tx, call) => listEndpoints(tx, await call.owner(tx), call.query),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/webhooks/endpoints',
      tag: 'Webhooks',
      operationId: 'createWebhookEndpoint',
      summary: 'Have events sent to an address',
      description:
        'Whatever happens from now on is POSTed there as JSON, signed by the Standard Webhooks specification. Any 2xx within 15 seconds counts as taken; anything else is tried again, ten times in three days. What is sent may arrive more than once (with the same `webhook-id`) and in any order. From staff without `customer`: the operator’s own endpoint, which gets the events of all customers.',
      permission: 'webhooks:write',
      query: query(customerFilter),
      body: body({ url, description: description.default(''), eventTypes: types.default(null) }),
      status: 201,
      answer: 'Made; the secret is in this answer and nowhere else',
      response: withSecret,
      refuses: [invalidUrl, unknownEventType, tooManyEndpoints],
      audit: 'webhook.created',
      handler: async (tx, call) => {
        const { customerId = null } = await call.owner(tx);
        return createEndpoint(tx, call.context, app.webhooks, { customerId, ...call.body });
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/webhooks/endpoints/:endpointId',
      tag: 'Webhooks',
      operationId: 'getWebhookEndpoint',
      summary: 'One endpoint',
      description: 'Whether it is enabled, and since when it fails if it does.',
      permission: 'webhooks:read',
      params,
      query: query(customerFilter),
      response: endpoint,
      refuses: [unknownEndpoint],
      handler: async (tx, call) => endpointById(tx, call.params.endpointId, await call.owner(tx)),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PATCH',
      url: '/v1/webhooks/endpoints/:endpointId',
      tag: 'Webhooks',
      operationId: 'changeWebhookEndpoint',
      summary: 'Change, disable or enable an endpoint',
      description:
        'What is left out stays. While it is disabled nothing is written for it; enabled again, what failed can be replayed.',
      permission: 'webhooks:write',
      params,
      query: query(customerFilter),
      body: body({
        url: url.optional(),
        description: description.optional(),
        eventTypes: types.optional(),
        enabled: z.boolean().optional(),
      }),
      response: endpoint,
      refuses: [unknownEndpoint, invalidUrl, unknownEventType],
      audit: 'webhook.changed',
      handler: async (tx, call) =>
        changeEndpoint(tx, call.context, app.webhooks, {
          ...call.body,
          endpointId: call.params.endpointId,
          owner: await call.owner(tx),
        }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/webhooks/endpoints/:endpointId',
      tag: 'Webhooks',
      operationId: 'deleteWebhookEndpoint',
      summary: 'Delete an endpoint',
      description: 'With its secrets, its messages and their log.',
      permission: 'webhooks:write',
      params,
      query: query(customerFilter),
      response: z.object({ deleted: z.literal(true) }),
      refuses: [unknownEndpoint],
      audit: 'webhook.deleted',
      handler: async (tx, call) => {
        await deleteEndpoint(tx, call.params.endpointId, await call.owner(tx));
        return { deleted: true } as const;
      },
    }),
];

export const webhookActionRoutes: readonly Register[] = [
  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/webhooks/endpoints/:endpointId/rotate-secret',
      tag: 'Webhooks',
      operationId: 'rotateWebhookSecret',
      summary: 'Give an endpoint a new secret',
      description:
        'For `overlapHours` every message carries two signatures, one by the old secret and one by the new, so that the receiver can change over without refusing anything. 0: the old one ends at once.',
      permission: 'webhooks:write',
      params,
      query: query(customerFilter),
      body: body({ overlapHours: z.int().min(0).max(168).default(24) }),
      answer: 'The new secret is in this answer and nowhere else',
      response: withSecret,
      refuses: [unknownEndpoint],
      audit: 'webhook.secret_rotated',
      handler: async (tx, call) =>
        rotateSecret(tx, call.context, app.webhooks, {
          ...call.body,
          endpointId: call.params.endpointId,
          owner: await call.owner(tx),
        }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/webhooks/endpoints/:endpointId/test',
      tag: 'Webhooks',
      operationId: 'testWebhookEndpoint',
      summary: 'Send a test event',
      description:
        'Of type `webhook.test`, signed and tried again like any other. What became of it is in its message.',
      permission: 'webhooks:write',
      params,
      query: query(customerFilter),
      status: 202,
      answer: 'On its way',
      response: message,
      refuses: [unknownEndpoint, endpointDisabled],
      audit: 'webhook.tested',
      handler: async (tx, call) =>
        sendTest(tx, call.context, { endpointId: call.params.endpointId, owner: await call.owner(tx) }),
    }),
];
