import type { Tx } from '#platform';
import type { Context } from '#policy';
import { lockCase } from './lock-case.ts';
import { wrongState } from './errors.ts';
import { updateEndorsed } from './store/cases.ts';
import { insertEvidence } from './store/file.ts';

export interface GivenEvidence {
  readonly caseId: string;
  readonly text: string;
}

/**
 * Adds evidence, for or against, to a case that is not decided yet.
 * @refuses fraud.unknown, fraud.wrong_state
 */
export const giveEvidence = async (
  tx: Tx,
  context: Context,
  { caseId, text }: GivenEvidence,
): Promise<void> => {
  await lockCase(tx, context, { caseId, state: 'proposed' });
  await insertEvidence(tx, caseId, { at: context.clock.now(), givenBy: context.actor, text, facts: {} });
};

/**
 * A member of staff stands for what a signal proposed, with evidence of their own: another one may then confirm it.
 * @refuses fraud.unknown, fraud.wrong_state also when somebody stands for it already
 * @source POLICY.md F1 (one proposes with evidence, another confirms)
 */
export const endorseCase = async (
  tx: Tx,
  context: Context,
  { caseId, text }: GivenEvidence,
): Promise<void> => {
  const { endorsedBy, state } = await lockCase(tx, context, { caseId, state: 'proposed' });
  if (endorsedBy !== null) throw wrongState({ caseId, state: `${state} by ${endorsedBy}` });
  const signed = { at: context.clock.now(), by: context.actor };
  await updateEndorsed(tx, caseId, signed);
  await insertEvidence(tx, caseId, { at: signed.at, givenBy: signed.by, text, facts: {} });
};
