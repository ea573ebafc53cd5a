import { inTransaction, type Database } from '#platform';
import type { Context } from '#policy';
import { callAtEdge, placeSandboxCall } from '#voice';
import { hearCall } from './catch-code.ts';

/** A verification call of a provider, at the sandbox edge. */
export interface SandboxVerificationCall {
  readonly to: string;
  readonly from: string;
  /** What a voice says, and what is typed in tones. */
  readonly says: string;
  readonly types: string;
}

/**
 * Lets a verification call come in at the sandbox edge. Where it is sent to the listener, the listener hears it out at once and tells us, as a real
 * one does. Returns the call, null when the number is unknown to the edge, and whether something in it was awaited.
 */
export const callFromSandbox = async (
  db: Database,
  context: Context,
  { to, from, says, types }: SandboxVerificationCall,
): Promise<{ readonly callId: string | null; readonly isCaught: boolean }> => {
  const { edgeCallId, answer } = await placeSandboxCall(db, context, { did: to, from, talkSeconds: 20 });
  const call = await callAtEdge(db, { edgeCallId, e164: to });
  if (call === undefined) return { callId: null, isCaught: false };
  if (answer.a !== 'route') return { callId: call.id, isCaught: false };
  const heard = { callId: call.id, tones: types, transcript: says };
  return { callId: call.id, isCaught: await inTransaction(db, (tx) => hearCall(tx, context, heard)) };
};
