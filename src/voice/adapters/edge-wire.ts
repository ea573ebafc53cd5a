// What is spoken between the edge and us, in JSON: a question for each call, and what became of it. The edge's own words stay in this file.
import { z } from 'zod';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { receiveCallEvent, type CallEvent, type EventReceipt } from '../calls/receive-event.ts';
import { routeCall, type RoutedCall } from '../calls/route-call.ts';
import type { CallTarget, RefusedBecause } from '../calls/call.ts';

/** The number that was dialled, who calls, the call's name at the edge, and where the edge has it from. */
export const routeRequest = z.object({
  did: z.string().max(64),
  from: z.string().max(256),
  ci: z.string().min(1).max(256),
  src: z.string().max(64).optional(),
});
export type RouteRequest = z.infer<typeof routeRequest>;

/** Groups are tried one after the other for `t` ms each; the branches of a group ring at once; `m` is how many seconds that branch may talk. */
export const routeAnswer = z.union([
  z.object({
    a: z.literal('route'),
    id: z.uuid(),
    /** How many calls the profile `p` may have at once. */
    lim: z.int(),
    p: z.string(),
    g: z.array(
      z.object({
        t: z.int(),
        b: z.array(z.object({ u: z.string(), k: z.enum(['sip', 'pstn', 'service']), m: z.int() })),
      }),
    ),
  }),
  z.object({ a: z.literal('reject'), c: z.int(), r: z.string() }),
]);
export type RouteAnswer = z.infer<typeof routeAnswer>;

/** A line of the edge's journal. `ts`: seconds since 1970, with a fraction. `tgt`: group from 1, branch from 0. */
export const edgeEvent = z.object({
  call_uuid: z.uuid(),
  ev: z.enum(['answer', 'end', 'failed']),
  ts: z.coerce.number().positive().max(32_503_680_000),
  tgt: z
    .string()
    .regex(/^\d{1,4}\.\d{1,4}$/)
    .optional(),
  why: z.string().max(64).optional(),
  code: z.coerce.number().int().min(0).max(999).optional(),
});
export type EdgeEvent = z.infer<typeof edgeEvent>;

/** Answers the edge's question about a call. */
export const answerRouteRequest = async (
  tx: Tx,
  context: Context,
  { did, from, ci, src }: RouteRequest,
): Promise<RouteAnswer> =>
  asAnswer(
    await routeCall(tx, context, {
      e164: /^\d/.test(did) ? `+${did}` : did,
      caller: readable(from),
      edgeCallId: ci,
      source: src ?? null,
    }),
  );

/** Takes a line of the edge's journal. */
export const takeEdgeEvent = (tx: Tx, context: Context, line: EdgeEvent): Promise<EventReceipt> =>
  receiveCallEvent(tx, context, asEvent(line));

// Whoever calls can write anything there.
const readable = (text: string): string => text.replaceAll(/\p{C}/gu, '').slice(0, 64);

const asEvent = ({ call_uuid: callId, ev, ts, tgt, why, code }: EdgeEvent): CallEvent => {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.round(ts * 1_000));
  if (ev === 'end') return { kind: 'ended', callId, at, told: why === 'timeout' ? 'timeout' : 'hung_up' };
  // When every branch timed out the edge has no code of its own.
  if (ev === 'failed')
    return { kind: 'failed', callId, at, code: code === undefined || code === 0 ? 408 : code };
  const [group, branch] = (tgt ?? '1.0').split('.').map(Number);
  return { kind: 'answered', callId, at, step: group!, branch: branch! + 1 };
};

const asAnswer = ({ call, targets }: RoutedCall): RouteAnswer => {
  if (call.outcome === 'refused') return rejections[call.reason as RefusedBecause];
  return {
    a: 'route',
    id: call.id,
    lim: call.channels!,
    p: call.e164.slice(1),
    g: [...Map.groupBy(targets, ({ step }) => step).values()].map(asGroup),
  };
};

const asGroup = (branches: readonly CallTarget[]) => ({
  t: branches[0]!.ringSeconds * 1_000,
  b: branches.map(({ target: u, kind: k, grantedSeconds: m }) => ({ u, k, m })),
});

const reject = (c: number, r: string): RouteAnswer => ({ a: 'reject', c, r });
const unavailable = reject(480, 'Temporarily Unavailable');

/** RFC 3261 §21: what a caller hears of each reason; whether somebody pays their bills is nobody's business. */
const rejections: Readonly<Record<RefusedBecause, RouteAnswer>> = {
  unknown_number: reject(404, 'Not Found'),
  registering: reject(404, 'Not Found'),
  quarantined: reject(404, 'Not Found'),
  suspended: unavailable,
  frozen: unavailable,
  not_forwarded: unavailable,
  outside_hours: unavailable,
  channels_busy: reject(486, 'Busy Here'),
  in_debt: reject(402, 'Payment Required'),
  no_rate: unavailable,
  no_credit: reject(402, 'Payment Required'),
};
