import { lockWallets, releaseHold, walletBalance } from '#ledger';
import type { Tx } from '#platform';
import { decideRefund, type Context, type RefundFacts } from '#policy';
import { announce, carryOut } from './carry-out.ts';
import { gatherFacts } from './gather-facts.ts';
import { selectWaiting, updateDecision } from './store.ts';

interface Waiting {
  readonly customerId: string;
}

/**
 * A processor has told a fee (event payments.fee_known), or the freeze of the credit has ended: the customer's refund
 * that waited is decided and carried out, unless it waits for another fee. While the credit is frozen it goes on
 * waiting: nobody knows yet how the case of fraud ends. Returns its id, null when none was decided.
 * @source MONEY.md: a refund while the fee is unknown waits
 */
export const decideWaitingRefund = async (
  tx: Tx,
  context: Context,
  { customerId }: Waiting,
): Promise<string | null> => {
  await lockWallets(tx, [customerId]);
  const { frozenAt } = await walletBalance(tx, customerId);
  return frozenAt === null ? decideWaiting(tx, context, customerId) : null;
};

/**
 * Fraud was confirmed: the customer's refund that waits is refused (F1), and what it kept aside is free. Returns its id,
 * null when none waits. The credit is frozen.
 * @source POLICY.md F1 (no refund at all)
 */
export const refuseWaitingRefund = async (
  tx: Tx,
  context: Context,
  { customerId }: Waiting,
): Promise<string | null> => {
  await lockWallets(tx, [customerId]);
  return decideWaiting(tx, context, customerId);
};

const decideWaiting = async (tx: Tx, context: Context, customerId: string): Promise<string | null> => {
  const waiting = await selectWaiting(tx, customerId);
  if (!waiting) return null;
  const { id: refundId, subject, destination, requestedMicros, e164, incidentId, holdId } = waiting;
  const request = { customerId, subject, destination, e164, incidentId, amountMicros: requestedMicros };
  const decideNow = async () =>
    decideRefund(withoutLaterCredit(await gatherFacts(tx, context, request), waiting.decision.facts));
  const first = await decideNow();
  if (first.outcome === 'waiting') return null;
  // What is set free pays what is owed first: less may be left to decide about.
  if (holdId !== null) await releaseHold(tx, context, holdId);
  const decision = holdId === null ? first : await decideNow();
  const decided = { refundId, customerId, decision };
  const moved = await carryOut(tx, context, decided);
  await updateDecision(tx, refundId, { decision, at: context.clock.now(), ...moved });
  await announce(tx, context, decided);
  return refundId;
};

/** Who asked for all credit meant what there was: a top-up that arrived while the refund waited stays. */
export const withoutLaterCredit = (now: RefundFacts, asked: RefundFacts): RefundFacts => {
  if (now.subject !== 'credit' || asked.subject !== 'credit') return now;
  const turns = new Set(asked.parts.map((part) => part.turn));
  const parts = now.parts.filter((part) => turns.has(part.turn));
  const paymentIds = new Set(parts.map((part) => part.paymentId));
  return { ...now, parts, payments: now.payments.filter((payment) => paymentIds.has(payment.id)) };
};
