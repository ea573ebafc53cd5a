import { resumeNumbers } from '#numbers';
import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { decideWaitingRefund } from '#refunds';
import { thawCredit } from '#wallet';
import { lockCase } from './lock-case.ts';
import { updateDecided } from './store/cases.ts';

export interface Dismissal {
  readonly caseId: string;
  readonly reason: string;
}

/**
 * A member of staff dismisses a proposal: the credit is free, the numbers work again, and what waited is made up for (renewals by their
 * next run, a refund whose fee has come meanwhile now). Records fraud.dismissed.
 * @refuses fraud.unknown, fraud.wrong_state
 * @source POLICY.md F1 (everything is as before, to the cent)
 */
export const dismissCase = async (tx: Tx, context: Context, { caseId, reason }: Dismissal): Promise<void> => {
  const { customerId } = await lockCase(tx, context, { caseId, state: 'proposed' });
  await updateDecided(tx, caseId, {
    state: 'dismissed',
    at: context.clock.now(),
    by: context.actor,
    reason,
    refusedRefundId: null,
  });
  await thawCredit(tx, context, customerId);
  await resumeNumbers(tx, context, customerId);
  await decideWaitingRefund(tx, context, { customerId });
  await recordEvents(tx, context.clock, 'fraud.dismissed', [{ customerId, caseId }]);
};
