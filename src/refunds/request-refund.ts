import { lockWallets, openHold, walletBalance } from '#ledger';
import { newId, type Tx } from '#platform';
import type { Context, Decision } from '#policy';
import { announce, carryOut, nothingMoved } from './carry-out.ts';
import { keepCompensation } from './keep-compensation.ts';
import { decide } from './decide.ts';
import { oneIsWaiting, refundKeyReused } from './errors.ts';
import type { Refund, RefundRequest } from './refund.ts';
import { insertRefund, selectRefundByKey, selectWaiting } from './store.ts';

export interface RefundOrder extends RefundRequest {
  /** Unique for the customer: the same request under it returns the first decision. */
  readonly key: string;
}

export interface RequestedRefund {
  readonly refundId: string;
  /** Its outcome may be `waiting`: a fee is not known yet, and the credit is kept aside until it is. */
  readonly decision: Decision;
}

/**
 * Decides a refund and carries the decision out, in this transaction; the processors are called afterwards.
 * What the policy refuses is a decision as well. Records refunds.decided.
 * @refuses refunds.amount_too_high, refunds.amount_not_positive, refunds.number_missing,
 *   refunds.incident_missing, refunds.one_is_waiting, refunds.key_reused, incidents.unknown, numbers.not_yours,
 *   wallet.in_debt when the price of a number is to be paid out,
 *   wallet.insufficient_credit when a part of the credit is held for something else
 * @source POLICY.md §2–§4
 */
export const requestRefund = async (
  tx: Tx,
  context: Context,
  order: RefundOrder,
): Promise<RequestedRefund> => {
  const { key, ...request } = order;
  const { customerId } = request;
  // First of all: what is decided from must not change before it is carried out.
  await lockWallets(tx, [customerId]);
  const first = await selectRefundByKey(tx, customerId, key);
  if (first) return sameRefund(first, order);
  const waiting = mayWait(request) ? await selectWaiting(tx, customerId) : null;
  if (waiting) throw oneIsWaiting({ refundId: waiting.id });
  return recordDecision(tx, context, order, await decide(tx, context, request));
};

/** Keeps a decision and carries it out; what cannot be decided yet is kept aside. */
export const recordDecision = async (
  tx: Tx,
  context: Context,
  { key, ...request }: RefundOrder,
  decision: Decision,
): Promise<RequestedRefund> => {
  const { customerId } = request;
  const refundId = newId(context.clock);
  const decided = { refundId, customerId, decision };
  const isWaiting = decision.outcome === 'waiting';
  await insertRefund(tx, {
    id: refundId,
    request,
    key,
    decision,
    at: context.clock.now(),
    by: context.actor,
    holdId: isWaiting ? await keepAside(tx, context, decided) : null,
    ...(isWaiting ? nothingMoved : await carryOut(tx, context, decided)),
  });
  await keepCompensation(tx, decided);
  if (!isWaiting) await announce(tx, context, decided);
  return { refundId, decision };
};

/** What is paid back in money may have to wait for a fee. */
const mayWait = ({ subject, destination }: RefundRequest): boolean =>
  subject === 'credit' || (subject === 'registration' && destination === 'payments');

const sameRefund = (first: Refund, order: RefundOrder): RequestedRefund => {
  const same =
    first.subject === order.subject &&
    first.destination === order.destination &&
    first.e164 === (order.e164 ?? null) &&
    first.incidentId === (order.incidentId ?? null) &&
    first.requestedMicros === (order.amountMicros ?? null);
  if (!same) throw refundKeyReused({ key: order.key });
  return { refundId: first.id, decision: first.decision };
};

// A processor that takes this long to tell a fee never will: staff are told long before.
const longestWaitDays = 365;

/** What would leave is kept from being spent until it is decided. */
const keepAside = async (
  tx: Tx,
  context: Context,
  {
    refundId,
    customerId,
    decision,
  }: { readonly refundId: string; readonly customerId: string; readonly decision: Decision },
): Promise<string | null> => {
  const { balanceMicros, heldMicros } = await walletBalance(tx, customerId);
  const freeMicros = balanceMicros - heldMicros;
  const amountMicros = decision.grossMicros < freeMicros ? decision.grossMicros : freeMicros;
  if (amountMicros === 0n) return null;
  const hold = await openHold(tx, context, {
    key: `refund.waiting:${refundId}`,
    walletId: customerId,
    purpose: 'refund',
    amountMicros,
    expiresAt: context.clock.now().add({ hours: longestWaitDays * 24 }),
  });
  return hold.id;
};
