import { z } from 'zod';
import {
  awaitCode,
  awaitedMinutes,
  closeAwaited,
  listVerifications,
  unknownVerification,
  verificationById,
  type VerificationView,
} from '#caller-id';
import { notYours, quarantined, registering } from '#numbers';
import { frozen } from '#wallet';
import type { Call } from '../call.ts';
import { readRoute, writeRoute, type Register } from '../route.ts';
import {
  body,
  customerFilter,
  customerQuery,
  e164,
  e164InQuery,
  id,
  instant,
  pageOf,
  pageQuery,
  query,
  text,
} from '../schemas.ts';

const caught = z.object({
  way: z.enum(['sms', 'call']),
  from: z.string().meta({ examples: ['BANK'] }),
  code: z
    .string()
    .nullable()
    .meta({
      description:
        'null: none was found in it (read the message), it is a day old and forgotten, or you are staff',
      examples: ['123456'],
    }),
  sourceId: id.meta({ description: 'The SMS or call in which it came' }),
  caughtAt: instant,
});

const verification = z
  .object({
    id,
    customerId: id,
    number: e164,
    provider: z
      .string()
      .nullable()
      .meta({ description: 'Who sends the code', examples: ['Zadarma'] }),
    state: z.enum(['awaited', 'caught', 'expired', 'closed']),
    openedAt: instant,
    expiresAt: instant,
    caught: z.array(caught).meta({ description: 'Newest first: a second code makes the first worthless' }),
  })
  .meta({ id: 'Verification', description: 'A code that a provider is about to send to a number' });

const verificationOut = (
  {
    id: verificationId,
    customerId,
    e164: number,
    provider,
    state,
    openedAt,
    expiresAt,
    caught: found,
  }: VerificationView,
  call: Call<unknown, unknown, unknown>,
) => ({
  id: verificationId,
  customerId,
  number,
  provider,
  state,
  openedAt,
  expiresAt,
  // What customers are sent is for them alone.
  caught: found.map(({ way, sender: from, code, sourceId, caughtAt }) => ({
    way,
    from,
    code: call.principal().kind === 'staff' ? null : code,
    sourceId,
    caughtAt,
  })),
});

const verificationParams = z.object({ verificationId: id });

export const verificationRoutes: readonly Register[] = [
  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/numbers/:number/verifications',
      tag: 'Caller id',
      operationId: 'awaitCode',
      summary: 'Catch the code that a provider is about to send',
      description: `For ${awaitedMinutes} minutes the SMS that arrive at the number are searched for a code, which is shown. Do this first, then have the provider send it. What was awaited for this number before is closed.`,
      permission: 'numbers:write',
      params: z.object({ number: e164 }),
      query: query(customerQuery),
      body: body({
        provider: text(100)
          .optional()
          .meta({ examples: ['Zadarma'] }),
      }),
      status: 201,
      answer: 'Awaited',
      response: verification,
      refuses: [notYours, quarantined, registering, frozen],
      audit: 'caller_id.code_awaited',
      handler: async (tx, call) => {
        const order = {
          customerId: await call.customerId(tx),
          e164: call.params.number,
          provider: call.body.provider ?? null,
        };
        return verificationOut(await awaitCode(tx, call.context, order), call);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/verifications',
      tag: 'Caller id',
      operationId: 'listVerifications',
      summary: 'The codes that were awaited',
      description: 'Newest first. Codes are forgotten after a day.',
      permission: 'numbers:read',
      query: query({ ...pageQuery, ...customerFilter, number: e164InQuery.optional() }),
      response: pageOf(verification),
      handler: async (tx, call) => {
        const { number, limit, cursor } = call.query;
        const filter = { ...(await call.owner(tx)), e164: number, limit, cursor };
        const page = await listVerifications(tx, call.context, filter);
        return { ...page, items: page.items.map((item) => verificationOut(item, call)) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/verifications/:verificationId',
      tag: 'Caller id',
      operationId: 'getVerification',
      summary: 'Whether a code was caught',
      description:
        'Ask every second or two while it is awaited; or hear of it by the event `caller_id.caught`.',
      permission: 'numbers:read',
      params: verificationParams,
      query: query(customerFilter),
      response: verification,
      refuses: [unknownVerification],
      handler: async (tx, call) => {
        const asked = { verificationId: call.params.verificationId, ...(await call.owner(tx)) };
        return verificationOut(await verificationById(tx, call.context, asked), call);
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/verifications/:verificationId',
      tag: 'Caller id',
      operationId: 'closeVerification',
      summary: 'Await the code no longer',
      description: 'What was caught stays.',
      permission: 'numbers:write',
      params: verificationParams,
      query: query(customerFilter),
      response: verification,
      refuses: [unknownVerification],
      audit: 'caller_id.code_no_longer_awaited',
      handler: async (tx, call) => {
        const asked = { verificationId: call.params.verificationId, ...(await call.owner(tx)) };
        await closeAwaited(tx, call.context, asked);
        return verificationOut(await verificationById(tx, call.context, asked), call);
      },
    }),
];
