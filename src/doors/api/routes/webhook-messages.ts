import { z } from 'zod';
import type { Tx } from '#platform';
import {
  endpointDisabled,
  listMessages,
  messageById,
  messageStates,
  replayFailed,
  replayMessage,
  unknownEndpoint,
  unknownMessage,
  type Reader,
} from '#webhooks';
import type { Call } from '../call.ts';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, customerFilter, id, instant, pageOf, pageQuery, query } from '../schemas.ts';

const state = z.enum(messageStates).meta({
  description:
    'waiting: to be tried at nextAttemptAt; sending: on its way; delivered: answered with 2xx; failed: given up, can be replayed',
});

export const message = z
  .object({
    id: id.meta({ description: 'Also the webhook-id header, the same at every attempt' }),
    endpointId: id,
    customerId: id.nullable(),
    eventType: z.string().meta({ examples: ['number.quarantined'] }),
    createdAt: instant,
    state,
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    settledAt: instant.nullable().meta({ description: 'When it was delivered or given up' }),
  })
  .meta({ id: 'WebhookMessage' });

const inFull = message
  .extend({
    body: z
      .string()
      .nullable()
      .meta({ description: 'As it is sent and signed; null to staff where it is for its customer alone' }),
    log: z.array(
      z.object({
        number: z.int().meta({ examples: [1] }),
        at: instant,
        durationMs: z.int().nullable(),
        status: z
          .int()
          .nullable()
          .meta({ description: 'null: there was no answer', examples: [200] }),
        answer: z.string().nullable().meta({ description: 'How the answer began, 1 KB at most' }),
        failure: z.string().nullable().meta({ description: 'null: it was delivered' }),
      }),
    ),
  })
  .meta({ id: 'WebhookMessageInFull' });

const params = z.object({ messageId: id });

const readerOf = async (tx: Tx, call: Call<unknown, unknown, unknown>): Promise<Reader> => ({
  ...(await call.owner(tx)),
  isStaff: call.principal().kind === 'staff',
});

export const webhookMessageRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/webhooks/messages',
      tag: 'Webhooks',
      operationId: 'listWebhookMessages',
      summary: 'What was sent',
      description: 'Newest first, of the last 90 days.',
      permission: 'webhooks:read',
      query: query({
        ...pageQuery,
        ...customerFilter,
        endpointId: id.optional(),
        state: state.optional(),
        eventType: z.string().max(100).optional(),
      }),
      response: pageOf(message),
      handler: async (tx, call) => {
        const { endpointId, state: wanted, eventType } = call.query;
        const filter = { ...(await call.owner(tx)), endpointId, state: wanted, eventType };
        return listMessages(tx, filter, call.query);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/webhooks/messages/:messageId',
      tag: 'Webhooks',
      operationId: 'getWebhookMessage',
      summary: 'One message with its attempts',
      description: 'What was sent, byte for byte, and how the endpoint answered each time.',
      permission: 'webhooks:read',
      params,
      query: query(customerFilter),
      response: inFull,
      refuses: [unknownMessage],
      handler: async (tx, call) => messageById(tx, call.params.messageId, await readerOf(tx, call)),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/webhooks/messages/:messageId/replay',
      tag: 'Webhooks',
      operationId: 'replayWebhookMessage',
      summary: 'Send a message again',
      description:
        'Whatever became of it, and by a schedule of retries that begins anew. It keeps its webhook-id, so that a receiver that had it can tell.',
      permission: 'webhooks:write',
      params,
      query: query(customerFilter),
      response: inFull,
      refuses: [unknownMessage, unknownEndpoint, endpointDisabled],
      audit: 'webhook.replayed',
      handler: async (tx, call) =>
        replayMessage(tx, call.context, call.params.messageId, await readerOf(tx, call)),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/webhooks/endpoints/:endpointId/replay',
      tag: 'Webhooks',
      operationId: 'replayFailedWebhooks',
      summary: 'Send again what failed',
      description: 'All that failed at this endpoint and was written at or after `since`.',
      permission: 'webhooks:write',
      params: z.object({ endpointId: id }),
      query: query(customerFilter),
      body: body({ since: instant }),
      response: z.object({ count: z.int().meta({ examples: [12] }) }),
      refuses: [unknownEndpoint, endpointDisabled],
      audit: 'webhook.replayed',
      handler: async (tx, call) => ({
        count: await replayFailed(tx, call.context, {
          endpointId: call.params.endpointId,
          owner: await call.owner(tx),
          since: call.body.since,
        }),
      }),
    }),
];
