import assert from 'node:assert/strict';
import { z } from 'zod';
import {
  callAtEdge,
  callOf,
  forwardNumber,
  nextSandboxChange,
  placeSandboxCall,
  planTo,
  readTarget,
  type Target,
} from '#voice';
import { advance } from '../../../doors/worker/calendar.ts';
import { asCustomer, customerNamed, holderOf } from '../names.ts';
import { e164, name, word } from '../word.ts';
import type { World } from '../world.ts';

export const forward = word(
  z.strictObject({ number: e164, to: z.union([name, z.strictObject({ service: name })]) }),
  async ({ world }, { number, to }) => {
    const holder = await holderOf(world, number);
    const customerId = customerNamed(world, holder);
    await world.inTransaction((tx) =>
      forwardNumber(tx, asCustomer(world, holder), { customerId, e164: number, plan: planTo(targetOf(to)) }),
    );
  },
);

const targetOf = (to: string | { readonly service: string }): Target | null => {
  if (typeof to !== 'string') return { kind: 'service', target: to.service };
  return to === 'none' ? null : readTarget(to);
};

export const call = word(
  z.strictObject({ number: e164, from: name, seconds: z.int().min(0).max(86_400) }),
  async ({ world, key, name: given }, { number, from, seconds }) => {
    const { db } = world.app.connection;
    const edgeCallId = `${key}@story`;
    await placeSandboxCall(db, world.context, { did: number, from, talkSeconds: seconds, edgeCallId });
    const placed = await callAtEdge(db, { edgeCallId, e164: number });
    assert(placed, 'a call leaves its record, also when it is refused');
    if (given !== undefined) world.calls.set(given, placed.id);
    await untilItEnds(world, placed.id);
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
