import { lockWallets } from '#ledger';
import { noteCreditArrived, resumeNumbers } from '#numbers';
import { holdDisputedCredit } from '#payments';
import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { askAgain } from '#refunds';
import { thawCredit } from '#wallet';
import { noAppeal, nothingToAppeal } from './errors.ts';
import { giveBack } from './forfeit.ts';
import { lockCase } from './lock-case.ts';
import { selectOpenCase, updateUpheld } from './store/cases.ts';
import { insertAppeal, updateAppeal } from './store/file.ts';

export interface AppealOrder {
  readonly customerId: string;
  readonly text: string;
}

/**
 * The customer appeals against a confirmed case, or staff enter an appeal that came by mail. Records fraud.appealed. Returns the case.
 * @refuses fraud.nothing_to_appeal
 * @source POLICY.md F1 (the way to appeal)
 */
export const appeal = async (
  tx: Tx,
  context: Context,
  { customerId, text }: AppealOrder,
): Promise<string> => {
  await lockWallets(tx, [customerId]);
  const open = await selectOpenCase(tx, customerId);
  const made = { text, madeAt: context.clock.now(), madeBy: context.actor };
  if (open?.state !== 'confirmed' || !(await insertAppeal(tx, open.id, made)))
    throw nothingToAppeal({ customerId });
  await recordEvents(tx, context.clock, 'fraud.appealed', [{ customerId, caseId: open.id }]);
  return open.id;
};

export interface AppealAnswer {
  readonly caseId: string;
  readonly reason: string;
}

/**
 * An appeal is rejected: the case stays confirmed. Records fraud.appeal_rejected.
 * @refuses fraud.unknown, fraud.wrong_state, fraud.no_appeal
 */
export const rejectAppeal = async (
  tx: Tx,
  context: Context,
  { caseId, reason }: AppealAnswer,
): Promise<void> => {
  const { customerId } = await lockCase(tx, context, { caseId, state: 'confirmed' });
  const answer = { state: 'rejected' as const, at: context.clock.now(), by: context.actor, reason };
  if (!(await updateAppeal(tx, caseId, answer))) throw noAppeal({ caseId });
  await recordEvents(tx, context.clock, 'fraud.appeal_rejected', [{ customerId, caseId, reason }]);
};

/**
 * An appeal is upheld: the forfeited credit comes back to its lots, in their old turns, and is free; the numbers work again, those that
 * the confirmation put into quarantine are restored by the credit that came back, and a refund that it refused is asked for anew. What
 * was dismissed meanwhile stays dismissed. Records fraud.upheld.
 * @refuses fraud.unknown, fraud.wrong_state, fraud.no_appeal
 * @source POLICY.md F1 (everything is as before, to the cent)
 */
export const upholdAppeal = async (
  tx: Tx,
  context: Context,
  { caseId, reason }: AppealAnswer,
): Promise<void> => {
  const fraudCase = await lockCase(tx, context, { caseId, state: 'confirmed' });
  const { customerId, refusedRefundId } = fraudCase;
  const at = context.clock.now();
  const answer = { state: 'upheld' as const, at, by: context.actor, reason };
  if (!(await updateAppeal(tx, caseId, answer))) throw noAppeal({ caseId });
  const returnedJournalId = await giveBack(tx, context, fraudCase);
  // Payments may have been disputed meanwhile: before debts are paid and numbers are restored, their own credit goes where it would have gone.
  await holdDisputedCredit(tx, context, customerId);
  await updateUpheld(tx, caseId, { at, by: context.actor, returnedJournalId });
  await thawCredit(tx, context, customerId);
  if (refusedRefundId !== null) await askAgain(tx, context, refusedRefundId);
  if (returnedJournalId !== null) await noteCreditArrived(tx, context, [customerId]);
  await resumeNumbers(tx, context, customerId);
  await recordEvents(tx, context.clock, 'fraud.upheld', [{ customerId, caseId }]);
};
