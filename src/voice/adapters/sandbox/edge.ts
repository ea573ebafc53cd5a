import { inTransaction, Outage, type Clock, type Database, type DueTask, type Tx } from '#platform';
import type { Context } from '#policy';
import type { CallEdge } from '../edge.ts';
import { takeEdgeEvent, type EdgeEvent } from '../edge-wire.ts';
import {
  insertSandboxEvent,
  lockChangingCall,
  lockDueEvent,
  lockSandboxCall,
  markShipped,
  nextChange,
  updateSandboxCall,
  type SandboxCall,
} from './store.ts';

/** An edge without telephones: it keeps its own books in the same database, and its calls go on as each was instructed. */
export const sandboxEdge = (db: Database, clock: Clock): CallEdge => ({
  prolong: (callId, _, seconds) =>
    inTransaction(db, async (tx) => {
      const call = await reached(tx, callId);
      if (call?.state !== 'talking') return 'unknown';
      const limitAt = call.answeredAt!.add({ seconds });
      // It has cut it by itself before it was told.
      if (Temporal.Instant.compare(call.limitAt!, clock.now()) <= 0) return 'unknown';
      await updateSandboxCall(tx, { ...call, limitAt, changesAt: endOf(call, limitAt) });
      return 'done';
    }),
  isAlive: (callId) =>
    inTransaction(db, async (tx) => {
      const call = await reached(tx, callId);
      return call !== undefined && call.state !== 'over';
    }),
});

const reached = async (tx: Tx, callId: string): Promise<SandboxCall | undefined> => {
  const call = await lockSandboxCall(tx, callId);
  if (call?.instructions.unreachable === true)
    throw new Outage('edge', 'it does not answer', { retryable: true });
  return call;
};

const hangsUpAt = ({ answeredAt, instructions }: SandboxCall): Temporal.Instant =>
  answeredAt!.add({ seconds: instructions.talkSeconds });

const endOf = (call: SandboxCall, limitAt: Temporal.Instant): Temporal.Instant => {
  const hangUp = hangsUpAt(call);
  return Temporal.Instant.compare(hangUp, limitAt) <= 0 ? hangUp : limitAt;
};

/** What happens at the sandbox edge by itself, and the shipping of its journal. */
export const sandboxEdgeTask: DueTask<Context> = {
  name: 'voice.sandbox_edge',
  nextDue: nextChange,
  run: async (db, context) => {
    let count = 0;
    for (;;) {
      const did = await inTransaction(
        db,
        async (tx) => (await goOn(tx, context)) || (await ship(tx, context)),
      );
      if (!did) return count;
      count += 1;
    }
  },
};

const goOn = async (tx: Tx, context: Context): Promise<boolean> => {
  const call = await lockChangingCall(tx, context.clock.now());
  if (call === undefined) return false;
  const at = call.changesAt!;
  if (call.state === 'ringing') await answerOrFail(tx, call, at);
  else {
    await updateSandboxCall(tx, { ...call, state: 'over', changesAt: null });
    const why = Temporal.Instant.compare(hangsUpAt(call), at) <= 0 ? 'bye' : 'timeout';
    await note(tx, call, { call_uuid: call.callId, ev: 'end', ts: secondsOf(at), why });
  }
  return true;
};

const answerOrFail = async (tx: Tx, call: SandboxCall, at: Temporal.Instant): Promise<void> => {
  const { answers, ringSeconds } = call.instructions;
  const [group, branch] = answers === 'none' ? [0, 0] : answers.split('.').map(Number);
  const rings = call.route.g[group! - 1];
  const target = rings !== undefined && ringSeconds * 1_000 < rings.t ? rings.b[branch!] : undefined;
  if (target === undefined) {
    await updateSandboxCall(tx, { ...call, state: 'over', changesAt: null });
    return note(tx, call, { call_uuid: call.callId, ev: 'failed', ts: secondsOf(at), code: 480 });
  }
  const limitAt = at.add({ seconds: target.m });
  const talking = { ...call, state: 'talking' as const, answeredAt: at, limitAt };
  await updateSandboxCall(tx, { ...talking, changesAt: endOf(talking, limitAt) });
  return note(tx, call, { call_uuid: call.callId, ev: 'answer', ts: secondsOf(at), tgt: answers });
};

const secondsOf = (at: Temporal.Instant): number => at.epochMilliseconds / 1_000;

/** Writes a line of the journal, to be shipped as instructed: late, several times, or never. */
const note = async (tx: Tx, { instructions }: SandboxCall, body: EdgeEvent): Promise<void> => {
  const { loses, repeats, lateSeconds } = instructions;
  if (loses.includes(body.ev)) return;
  const shipAt = Temporal.Instant.fromEpochMilliseconds(
    Math.round(body.ts * 1_000) + (lateSeconds[body.ev] ?? 0) * 1_000,
  );
  for (let copy = 0; copy <= repeats; copy += 1) await insertSandboxEvent(tx, { body, shipAt });
};

const ship = async (tx: Tx, context: Context): Promise<boolean> => {
  const event = await lockDueEvent(tx, context.clock.now());
  if (event === undefined) return false;
  await takeEdgeEvent(tx, context, event.body);
  await markShipped(tx, event.id);
  return true;
};
