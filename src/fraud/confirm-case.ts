import { lockWallets } from '#ledger';
import { lapseNumbers } from '#numbers';
import { recordEvents, type Tx } from '#platform';
import { toDecimal } from '#money';
import type { Context } from '#policy';
import { refuseWaitingRefund } from '#refunds';
import { notEndorsed, secondMemberNeeded } from './errors.ts';
import { forfeitCredit } from './forfeit.ts';
import { lockCase } from './lock-case.ts';
import { selectOpenCase, updateDecided } from './store/cases.ts';

export interface Confirmation {
  readonly caseId: string;
  readonly reason?: string | undefined;
}

/**
 * A second member of staff confirms a case: a refund that waits is refused, the credit is forfeited, and numbers whose paid-until date
 * has passed enter quarantine; the others do on that date. Records fraud.confirmed.
 * @refuses fraud.unknown, fraud.wrong_state, fraud.not_endorsed, fraud.second_member_needed
 * @source POLICY.md F1
 */
export const confirmCase = async (
  tx: Tx,
  context: Context,
  { caseId, reason }: Confirmation,
): Promise<void> => {
  const fraudCase = await lockCase(tx, context, { caseId, state: 'proposed' });
  if (fraudCase.endorsedBy === null) throw notEndorsed({ caseId });
  if (fraudCase.endorsedBy === context.actor) throw secondMemberNeeded({ caseId });
  const { customerId } = fraudCase;
  // What a refund keeps aside while it waits is forfeited with the rest.
  const refusedRefundId = await refuseWaitingRefund(tx, context, { customerId });
  await updateDecided(tx, caseId, {
    state: 'confirmed',
    at: context.clock.now(),
    by: context.actor,
    reason: reason ?? null,
    refusedRefundId,
  });
  const amount = toDecimal(await forfeitCredit(tx, context, fraudCase));
  await lapseNumbers(tx, context, customerId);
  await recordEvents(tx, context.clock, 'fraud.confirmed', [{ customerId, caseId, amount }]);
};

/**
 * A number began to work, suspended, because its documents were approved while the credit was frozen. Of a customer whose case is
 * confirmed its calendar goes on as that of the others.
 */
export const includeActivated = async (
  tx: Tx,
  context: Context,
  { customerId }: { readonly customerId: string },
): Promise<void> => {
  await lockWallets(tx, [customerId]);
  if ((await selectOpenCase(tx, customerId))?.state === 'confirmed')
    await lapseNumbers(tx, context, customerId);
};
