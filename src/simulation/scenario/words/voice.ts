import assert from 'node:assert/strict';
import { z } from 'zod';
import {
  callAtEdge,
  callOf,
  changeVoiceSettings,
  forwardNumber,
  nextSandboxChange,
  placeSandboxCall,
  planTo,
  readTarget,
  type Target,
} from '#voice';
import { planFields, planIn } from '../../../doors/forwarding-plan.ts';
import { advance } from '../../../doors/worker/calendar.ts';
import { asCustomer, customerNamed, holderOf } from '../names.ts';
import { e164, name, timeZone, word } from '../word.ts';
import type { World } from '../world.ts';

export const forward = word(
  z
    .strictObject({
      number: e164,
      to: z
        .union(
          [name, z.strictObject({ service: name })],
          'must be a SIP address, a phone number in quotes, {service: NAME} or none',
        )
        .optional(),
      // By hours and in steps, as the API takes it.
      plan: z.strictObject(planFields).optional(),
    })
    .refine(({ to, plan }) => (to === undefined) !== (plan === undefined), 'needs either to or plan'),
  async ({ world }, order) => {
    const holder = await holderOf(world, order.number);
    const customerId = customerNamed(world, holder);
    const plan = order.plan === undefined ? planTo(targetOf(order.to!)) : planIn(order.plan);
    await world.inTransaction((tx) =>
      forwardNumber(tx, asCustomer(world, holder), { customerId, e164: order.number, plan }),
    );
  },
);

const targetOf = (to: string | { readonly service: string }): Target | null => {
  if (typeof to !== 'string') return { kind: 'service', target: to.service };
  return to === 'none' ? null : readTarget(to);
};

export const call = word(
  z.strictObject({
    number: e164,
    from: name,
    seconds: z.int().min(0).max(86_400),
    // In which step of the plan somebody answers; or nobody.
    answers: z
      .union([z.int().min(1).max(10), z.literal('none')], 'must be a step of the plan (1 to 10) or none')
      .default(1),
    // The story goes on while they talk.
    meanwhile: z.boolean().default(false),
  }),
  async ({ world, key, name: given }, { number, from, seconds, answers, meanwhile }) => {
    const { db } = world.app.connection;
    const edgeCallId = `${key}@story`;
    await placeSandboxCall(db, world.context, {
      did: number,
      from,
      talkSeconds: seconds,
      answers: answers === 'none' ? 'none' : `${answers}.0`,
      edgeCallId,
    });
    const placed = await callAtEdge(db, { edgeCallId, e164: number });
    assert(placed, 'a call leaves its record, also when it is refused');
    if (given !== undefined) world.calls.set(given, placed.id);
    if (!meanwhile) await untilItEnds(world, placed.id);
  },
);

/** How the customer wants calls to be treated. */
export const callSettings = word(
  z.strictObject({
    customer: name,
    timeZone: timeZone.optional(),
    setAsideDays: z.int().min(1).max(366).nullable().optional(),
  }),
  async ({ world }, { customer, ...change }) => {
    await world.inTransaction((tx) => changeVoiceSettings(tx, customerNamed(world, customer), change));
  },
);

/** The clock moves from one change of the call to the next: when it ends depends on the credit, which others spend meanwhile. */
const untilItEnds = async (world: World, callId: string): Promise<void> => {
  const { db } = world.app.connection;
  for (;;) {
    await advance(db, world.context, world.app.tasks, world.clock.now());
    const { state, sweepAt } = await callOf(db, { callId });
    if (state === 'ended') return;
    const next = (await nextSandboxChange(db, callId)) ?? sweepAt!;
    await advance(db, world.context, world.app.tasks, next);
  }
};
