import { z } from 'zod';
import { notYours, rentalOf } from '#numbers';
import { inTransaction, isTimeZone } from '#platform';
import {
  callOf,
  changeVoiceSettings,
  creditForCalls,
  defaultSetAsideDays,
  listCalls,
  placeSandboxCall,
  unknownCall,
  voiceSettingsOf,
  callAtEdge,
  type CallView,
} from '#voice';
import { readRoute, route, writeRoute, type Register } from '../route.ts';
import {
  amount,
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

const outcome = z.enum(['completed', 'cut', 'refused', 'unanswered']).meta({
  description:
    'completed: somebody hung up; cut: the credit was used up; refused: it was not put through; unanswered: nobody took it',
  examples: ['completed'],
});

const call = z
  .object({
    id,
    number: e164.meta({ description: 'The number that was called' }),
    caller: z.string().meta({ description: 'As the network showed it', examples: ['+441632960001'] }),
    state: z.enum(['ringing', 'answered', 'ended']).meta({ examples: ['ended'] }),
    startedAt: instant,
    answeredAt: instant.nullable(),
    endedAt: instant.nullable(),
    target: z
      .string()
      .nullable()
      .meta({ description: 'Who answered; null: nobody has', examples: ['+393471234567'] }),
    outcome: outcome.nullable().meta({ description: 'null while it goes on' }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why it was refused, or how it ended; stable', examples: ['hung_up'] }),
    talkSeconds: z
      .int()
      .nullable()
      .meta({ examples: [61] }),
    billedSeconds: z
      .int()
      .nullable()
      .meta({ description: 'Rounded up to whole steps', examples: [120] }),
    perMinute: amount.nullable().meta({ description: 'null: it costs nothing', examples: ['0.05'] }),
    charge: amount.nullable().meta({ description: 'null while it goes on', examples: ['0.10'] }),
    journalId: countedId.nullable().meta({ description: 'The journal that moved the money' }),
  })
  .meta({ id: 'Call', description: 'A call that came in: its record, when it has ended' });

const callOut = ({ e164: number, answeredBy, routedAt, chargeMicros, ...rest }: CallView) => ({
  ...rest,
  number,
  startedAt: routedAt,
  target: answeredBy?.target ?? null,
  perMinute: answeredBy?.rate?.perMinuteMicros ?? null,
  charge: chargeMicros,
});

const settings = z
  .object({
    timeZone: z
      .string()
      .nullable()
      .meta({
        description: 'In which the hours of forwardings are meant; null: the operator’s',
        examples: ['Europe/Rome'],
      }),
    setAsideDays: z
      .int()
      .nullable()
      .meta({
        description:
          'Calls cannot spend what the renewals due within so many days need; null: nothing is set aside',
        examples: [defaultSetAsideDays],
      }),
    setAside: amount.meta({ description: 'What that is today' }),
    creditForCalls: amount.meta({ description: 'What calls can spend now', examples: ['12.00'] }),
  })
  .meta({ id: 'CallSettings' });

export const callRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/calls',
      tag: 'Calls',
      operationId: 'listCalls',
      summary: 'Calls',
      description: 'Newest first, those in progress among them; what each cost, and how it ended.',
      permission: 'calls:read',
      query: query({
        ...pageQuery,
        ...customerFilter,
        number: e164InQuery.optional(),
        outcome: outcome.optional(),
      }),
      response: pageOf(call),
      handler: async (tx, asked) => {
        const { limit, cursor, number, outcome: wanted } = asked.query;
        const filter = { ...(await asked.owner(tx)), e164: number, outcome: wanted, limit, cursor };
        const page = await listCalls(tx, filter);
        return { ...page, items: page.items.map(callOut) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/calls/:callId',
      tag: 'Calls',
      operationId: 'getCall',
      summary: 'One call',
      description: 'Once it has ended it never changes.',
      permission: 'calls:read',
      params: z.object({ callId: id }),
      query: query(customerFilter),
      response: call,
      refuses: [unknownCall],
      handler: async (tx, asked) =>
        callOut(await callOf(tx, { callId: asked.params.callId, ...(await asked.owner(tx)) })),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/call-settings',
      tag: 'Calls',
      operationId: 'getCallSettings',
      summary: 'How calls are treated',
      description: 'The time zone of the hours, and what is set aside for renewals.',
      permission: 'calls:read',
      query: query(customerQuery),
      response: settings,
      handler: async (tx, asked) => {
        const customerId = await asked.customerId(tx);
        const credit = await creditForCalls(tx, asked.context, customerId);
        return {
          ...(await voiceSettingsOf(tx, customerId)),
          setAside: credit.setAsideMicros,
          creditForCalls: credit.creditMicros,
        };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PATCH',
      url: '/v1/call-settings',
      tag: 'Calls',
      operationId: 'changeCallSettings',
      summary: 'Set money aside for renewals, change the time zone',
      description:
        'Changes what is named. Money that is set aside is not spent by calls: they are cut, or refused, while the renewals due within the days that you name can still be paid.',
      permission: 'calls:write',
      query: query(customerQuery),
      body: body({
        timeZone: z
          .string()
          .max(64)
          .refine(isTimeZone, 'is not a time zone such as Europe/Rome')
          .nullable()
          .optional()
          .meta({ examples: ['Europe/Rome'] }),
        setAsideDays: z
          .int()
          .min(1)
          .max(366)
          .nullable()
          .optional()
          .meta({ examples: [defaultSetAsideDays] }),
      }),
      response: settings,
      audit: 'calls.settings_changed',
      handler: async (tx, asked) => {
        const customerId = await asked.customerId(tx);
        const changed = await changeVoiceSettings(tx, customerId, asked.body);
        const credit = await creditForCalls(tx, asked.context, customerId);
        return { ...changed, setAside: credit.setAsideMicros, creditForCalls: credit.creditMicros };
      },
    }),
];

/** Calls that nobody makes: for trying the demonstration out. In production there is no sandbox edge, and this endpoint does not exist. */
export const testCallRoutes: readonly Register[] = [
  (api, app) =>
    route(api, app, {
      method: 'POST',
      url: '/v1/test-calls',
      tag: 'Calls',
      operationId: 'placeTestCall',
      summary: 'Let a call come in',
      description:
        'At the sandbox edge: to a number of one’s own, as staff to any. Somebody answers, and would talk for so long; it takes that long, or move the clock. Only in the demonstration.',
      permission: 'calls:write',
      query: query(customerFilter),
      body: body({
        number: e164,
        from: z
          .string()
          .min(1)
          .max(64)
          .default('+441632960001')
          .meta({ examples: ['+441632960001'] }),
        seconds: z
          .int()
          .min(0)
          .max(86_400)
          .meta({ description: 'How long they would talk', examples: [61] }),
        ringSeconds: z.int().min(0).max(600).default(0),
      }),
      status: 201,
      answer: 'It came in',
      response: call,
      refuses: [notYours],
      handler: async ({ context, owner, body: { number, from, seconds, ringSeconds } }) => {
        const { db } = app.connection;
        await inTransaction(db, async (tx) => {
          const { customerId } = await owner(tx);
          if (customerId !== undefined) await rentalOf(tx, { customerId, e164: number });
        });
        const order = { did: number, from, talkSeconds: seconds, ringSeconds };
        const { edgeCallId } = await placeSandboxCall(db, context, order);
        app.wake();
        return callOut((await callAtEdge(db, { edgeCallId, e164: number }))!);
      },
    }),
];
