import { inTransaction, newId, type Database } from '#platform';
import type { Context } from '#policy';
import { answerRouteRequest, routeAnswer, type RouteAnswer } from '../edge-wire.ts';
import { sandboxInstructions, type SandboxInstructionsInput } from './instructions.ts';
import { insertSandboxCall } from './store.ts';

/** A call that comes in at the sandbox edge. */
export interface SandboxCallOrder extends SandboxInstructionsInput {
  readonly did: string;
  readonly from: string;
  /** The edge's name of it; a new one where left out. */
  readonly edgeCallId?: string;
}

/**
 * Lets a call come in at the sandbox edge: it asks where the call goes, as a real edge does, and goes on as instructed. Returns the edge's name
 * of it, and what it was answered.
 */
export const placeSandboxCall = async (
  db: Database,
  context: Context,
  { did, from, edgeCallId: name, ...instructions }: SandboxCallOrder,
): Promise<{ readonly edgeCallId: string; readonly answer: RouteAnswer }> => {
  const edgeCallId = name ?? `${newId(context.clock)}@sandbox`;
  const request = { did, from, ci: edgeCallId, src: '192.0.2.1' };
  const told = await inTransaction(db, (tx) => answerRouteRequest(tx, context, request));
  // What comes over the wire is text.
  const answer = routeAnswer.parse(JSON.parse(JSON.stringify(told)));
  if (answer.a === 'route')
    await inTransaction(db, (tx) =>
      insertSandboxCall(tx, {
        edgeCallId,
        callId: answer.id,
        state: 'ringing',
        instructions: sandboxInstructions.parse(instructions),
        route: answer,
        answeredAt: null,
        limitAt: null,
        changesAt: firstChange(answer, context, sandboxInstructions.parse(instructions)),
      }),
    );
  return { edgeCallId, answer };
};

/** When somebody answers, after those before them did not; or when all of them were tried in vain. */
const firstChange = (
  { g }: Extract<RouteAnswer, { readonly a: 'route' }>,
  { clock }: Context,
  { answers, ringSeconds }: { readonly answers: string; readonly ringSeconds: number },
): Temporal.Instant => {
  const group = answers === 'none' ? g.length + 1 : Number(answers.split('.')[0]);
  const before = g.slice(0, group - 1).reduce((sum, { t }) => sum + t, 0);
  const isAnswered = group <= g.length && ringSeconds * 1_000 < g[group - 1]!.t;
  const whole = g.reduce((sum, { t }) => sum + t, 0);
  return clock.now().add({ milliseconds: isAnswered ? before + ringSeconds * 1_000 : whole });
};
