import { z } from 'zod';
import {
  awaitCode,
  awaitedMinutes,
  callFromSandbox,
  closeAwaited,
  listVerifications,
  unknownVerification,
  verificationById,
  type VerificationView,
} from '#caller-id';
import { notYours, quarantined, registering } from '#numbers';
import { frozen } from '#wallet';
import type { Call } from '../call.ts';
import { readRoute, route, writeRoute, type Register } from '../route.ts';
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
    catchesCalls: z.boolean().meta({
      description: 'Calls are answered and listened to, and not forwarded, until a code was heard',
    }),
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
    catchesCalls,
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
  catchesCalls,
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
      description: `For ${awaitedMinutes} minutes the SMS that arrive at the number are searched for a code, which is shown. With \`calls\`, calls to it are answered and listened to as well, and not forwarded, until one read out a code. Do this first, then have the provider send it. What was awaited for this number before is closed.`,
      permission: 'numbers:write',
      params: z.object({ number: e164 }),
      query: query(customerQuery),
      body: body({
        provider: text(100)
          .optional()
          .meta({ examples: ['Zadarma'] }),
        calls: z.boolean().default(false).meta({ description: 'The code may come by a call' }),
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
          catchesCalls: call.body.calls,
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

/** Only the demonstration has an edge at which one can call oneself. */
export const sandboxVerificationRoutes: readonly Register[] = [
  (api, app) =>
    route(api, app, {
      method: 'POST',
      url: '/v1/sandbox/verification-calls',
      tag: 'Caller id',
      operationId: 'placeVerificationCall',
      summary: 'Have a verification call come in',
      description:
        'In the demonstration only: the sandbox edge takes a call to the number, in which a voice says something or tones are typed. It is caught where calls are awaited, and forwarded otherwise.',
      permission: 'numbers:write',
      body: body({
        to: e164,
        from: z
          .string()
          .min(1)
          .max(40)
          .meta({ examples: ['+441632960001'] }),
        says: z
          .string()
          .max(1_000)
          .default('')
          .meta({ examples: ['Your code is four, eight, two, nine.'] }),
        types: z
          .string()
          .regex(/^[\d*#]{0,40}$/)
          .default('')
          .meta({ examples: ['4829#'] }),
      }),
      status: 202,
      answer: 'The call came in',
      response: z.object({
        callId: id.nullable().meta({ description: 'null: the edge has no such number' }),
        isCaught: z.boolean(),
      }),
      handler: async ({ context, body: order }) => {
        const answer = await callFromSandbox(app.connection.db, context, order);
        app.wake();
        return answer;
      },
    }),
];
