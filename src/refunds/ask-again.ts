import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import { decideRefund, type Context } from '#policy';
import { withoutLaterCredit } from './decide-waiting.ts';
import { gatherFacts } from './gather-facts.ts';
import { refundById } from './read.ts';
import { recordDecision, type RequestedRefund } from './request-refund.ts';
import { selectRefundByKey } from './store.ts';

/**
 * Asks anew for a refund that was refused because fraud had been confirmed, and no longer is: the same request, about the
 * credit that there was. It is decided at once, or waits for a fee as it did. Once for each refund.
 * @source POLICY.md F1 (upheld on appeal: everything is as before)
 */
export const askAgain = async (tx: Tx, context: Context, refundId: string): Promise<RequestedRefund> => {
  const { customerId, subject, destination, e164, incidentId, requestedMicros, decision } = await refundById(
    tx,
    refundId,
  );
  await lockWallets(tx, [customerId]);
  const key = `again:${refundId}`;
  const asked = await selectRefundByKey(tx, customerId, key);
  if (asked) return { refundId: asked.id, decision: asked.decision };
  const request = { customerId, subject, destination, e164, incidentId, amountMicros: requestedMicros };
  const facts = withoutLaterCredit(await gatherFacts(tx, context, request), decision.facts);
  return recordDecision(tx, context, { ...request, key }, decideRefund(facts));
};
