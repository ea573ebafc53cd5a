import { z } from 'zod';
import {
  acknowledgementsOf,
  acknowledgeSms,
  forwardingOf,
  forwardMessages,
  listMessages,
  listUndelivered,
  messageById,
  notAcknowledged,
  refuseUnacknowledged,
  sendFromSandbox,
  unknownMessage,
  type Message,
} from '#messaging';
import { notYours } from '#numbers';
import type { Tx } from '#platform';
import { noneInForce } from '#policy';
import type { Call } from '../call.ts';
import { readRoute, writeRoute, type Register } from '../route.ts';
import {
  body,
  countedId,
  customerFilter,
  customerQuery,
  e164,
  e164InQuery,
  id,
  instant,
  pageOf,
  pageQuery,
  query,
} from '../schemas.ts';

const sender = z
  .string()
  .meta({ description: 'A number, a short code, or letters', examples: ['+441632960001', 'BANK'] });

const message = z
  .object({
    id,
    number: e164.meta({ description: 'The number that it was sent to', examples: ['+390612345678'] }),
    from: sender,
    text: z
      .string()
      .nullable()
      .meta({
        description:
          'null for staff: what customers are sent is for them alone. Parts that are missing read […].',
        examples: ['Your code is 123456'],
      }),
    complete: z.boolean().meta({ description: 'false: parts of it have not arrived, and may still do' }),
    partsExpected: z.int().meta({ examples: [1] }),
    partsReceived: z.int().meta({ examples: [1] }),
    receivedAt: instant,
    customerId: id,
  })
  .meta({ id: 'Message', description: 'An SMS that a number received' });

const messageOut = (
  { e164: number, sender: from, text, state, ...rest }: Message,
  call: Call<unknown, unknown, unknown>,
) => ({
  ...rest,
  number,
  from,
  text: call.principal().kind === 'staff' ? null : text,
  complete: state === 'complete',
});

/** A customer who reads messages has turned to SMS. */
const refuseNewcomers = async (tx: Tx, call: Call<unknown, unknown, unknown>): Promise<void> => {
  const principal = call.principal();
  if (principal.kind === 'customer') await refuseUnacknowledged(tx, principal.customerId);
};

const acknowledgements = z.object({
  items: z.array(
    z.object({
      policyVersionId: z.int().meta({ examples: [1] }),
      acknowledgedAt: instant,
      actor: z
        .string()
        .meta({ description: 'Who said so: customer:<id> or staff:<id>', examples: ['customer:…'] }),
      address: z
        .string()
        .nullable()
        .meta({ description: 'The network address', examples: ['203.0.113.7'] }),
    }),
  ),
});

const forwarding = z
  .object({
    toEmail: z.boolean().meta({ description: 'Each SMS is sent on to the customer’s mail address' }),
  })
  .meta({ id: 'MessageForwarding' });

const numberParams = z.object({ number: e164 });

export const messageRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/messages',
      tag: 'SMS',
      operationId: 'listMessages',
      summary: 'The SMS that arrived',
      description:
        'Newest first: those of the numbers while the customer held them. Long ones are put together; one whose parts did not all come is shown after ten minutes as it is. Free, and without warranty: the customer must have acknowledged that once (N4). Messages are erased after some months.',
      permission: 'messages:read',
      query: query({ ...pageQuery, ...customerFilter, number: e164InQuery.optional() }),
      response: pageOf(message),
      refuses: [notAcknowledged],
      handler: async (tx, call) => {
        const { number, limit, cursor } = call.query;
        const owner = await call.owner(tx);
        await refuseNewcomers(tx, call);
        const page = await listMessages(tx, { ...owner, e164: number, limit, cursor });
        return { ...page, items: page.items.map((item) => messageOut(item, call)) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/messages/:messageId',
      tag: 'SMS',
      operationId: 'getMessage',
      summary: 'One SMS',
      description: 'As it is known now: a part that came late is in it.',
      permission: 'messages:read',
      params: z.object({ messageId: id }),
      query: query(customerFilter),
      response: message,
      refuses: [unknownMessage, notAcknowledged],
      handler: async (tx, call) => {
        const { messageId } = call.params;
        const found = await messageById(tx, { messageId, ...(await call.owner(tx)) });
        await refuseNewcomers(tx, call);
        return messageOut(found, call);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/account/sms-acknowledgements',
      tag: 'SMS',
      operationId: 'listSmsAcknowledgements',
      summary: 'When the customer said to know that SMS come without warranty',
      description: 'And under which version of the policy; empty: not yet.',
      permission: 'messages:read',
      query: query(customerQuery),
      response: acknowledgements,
      handler: async (tx, call) => ({ items: await acknowledgementsOf(tx, await call.customerId(tx)) }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/account/sms-acknowledgements',
      tag: 'SMS',
      operationId: 'acknowledgeSms',
      summary: 'Say to know that SMS come without warranty',
      description:
        'Receiving SMS is free and without warranty: nothing is paid back for one that did not arrive (N4). It is recorded who said so, when, from where and under which version of the policy; again changes nothing. Needed once, before messages are read or sent on; what arrives before is kept.',
      permission: 'messages:write',
      query: query(customerQuery),
      status: 201,
      answer: 'Recorded',
      response: acknowledgements,
      refuses: [noneInForce],
      audit: 'sms.acknowledged',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        await acknowledgeSms(tx, call.context, { customerId, address: call.request.ip });
        return { items: await acknowledgementsOf(tx, customerId) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/numbers/:number/message-forwarding',
      tag: 'SMS',
      operationId: 'getMessageForwarding',
      summary: 'Where the SMS of a number are sent on to',
      description: 'Beside what the API shows and what webhooks are told.',
      permission: 'messages:read',
      params: numberParams,
      query: query(customerQuery),
      response: forwarding,
      refuses: [notYours],
      handler: async (tx, call) =>
        forwardingOf(tx, { customerId: await call.customerId(tx), e164: call.params.number }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/numbers/:number/message-forwarding',
      tag: 'SMS',
      operationId: 'forwardMessages',
      summary: 'Have the SMS of a number sent on by mail, or no longer',
      description:
        'To the customer’s mail address, from now on. It ends with the hold on the number. To switch it on, the customer must have acknowledged that SMS come without warranty (N4).',
      permission: 'messages:write',
      params: numberParams,
      query: query(customerQuery),
      body: body({ toEmail: z.boolean() }),
      response: forwarding,
      refuses: [notYours, notAcknowledged],
      audit: 'sms.forwarded',
      handler: async (tx, call) => {
        const held = { customerId: await call.customerId(tx), e164: call.params.number };
        await forwardMessages(tx, call.context, { ...held, toEmail: call.body.toEmail });
        return forwardingOf(tx, held);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/undelivered-messages',
      tag: 'SMS',
      operationId: 'listUndeliveredMessages',
      summary: 'SMS that reached nobody',
      description:
        'For staff, newest first: because the number did not work, is not ours, or it was no text. Their texts are not kept.',
      permission: 'messages:read',
      staffOnly: true,
      query: query({ ...pageQuery, number: e164InQuery.optional() }),
      response: pageOf(
        z.object({
          id: countedId,
          route: z.string().meta({ description: 'Who delivered it', examples: ['sandbox'] }),
          arrivedAt: instant,
          from: sender,
          to: z.string().meta({ examples: ['+390612345678'] }),
          reason: z
            .enum(['unknown_number', 'not_rented', 'registering', 'suspended', 'quarantined', 'not_a_text'])
            .meta({ description: 'Why nobody received it' }),
        }),
      ),
      handler: async (tx, call) => {
        const { number, limit, cursor } = call.query;
        const { items, nextCursor } = await listUndelivered(tx, { e164: number, limit, cursor });
        return {
          nextCursor,
          items: items.map(({ no, sender: from, e164: to, undelivered: reason, route, arrivedAt }) => ({
            id: no,
            route,
            arrivedAt,
            from,
            to,
            reason,
          })),
        };
      },
    }),
];

/** Only the demonstration and its like have a route that delivers what one asks it to. */
export const sandboxMessageRoutes: readonly Register[] = [
  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/sandbox/messages',
      tag: 'SMS',
      operationId: 'sendSandboxMessage',
      summary: 'Have an SMS delivered',
      description:
        'In the demonstration only: the sandbox route delivers it to the number, a long one in parts as a phone sends it, and nobody pays.',
      permission: 'messages:write',
      body: body({
        to: e164,
        from: z
          .string()
          .regex(/^(\+?\d{3,15}|[\x20-\x7e]{1,20})$/)
          .meta({ examples: ['BANK'] }),
        text: z.string().min(1).max(10_000),
      }),
      status: 202,
      answer: 'On its way',
      response: z.object({ parts: z.int().meta({ examples: [1] }) }),
      audit: 'sms.sent_by_sandbox',
      handler: async (tx, call) => ({ parts: await sendFromSandbox(tx, call.context, call.body) }),
    }),
];
