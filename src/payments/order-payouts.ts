import assert from 'node:assert/strict';
import { newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { unknownPayment } from './errors.ts';
import type { Payout, PayoutPart } from './payment.ts';
import { addPaidBack, lockPayment, selectPayment } from './store/payments.ts';
import { insertPayout, selectPayouts } from './store/payouts.ts';

/** The money of one refund that goes back to one payment. */
export interface PayoutOrder {
  readonly paymentId: string;
  /** What arrives. */
  readonly amountMicros: bigint;
  readonly retainedMicros: bigint;
  /** Of amountMicros, what was credit for a disruption. */
  readonly feeFreeMicros: bigint;
  readonly method: 'processor' | 'manual';
  /** The credit that left for it: amountMicros + retainedMicros. */
  readonly parts: readonly PayoutPart[];
}

export interface PayoutsOrder {
  readonly refundId: string;
  readonly customerId: string;
  /** The journal by which the credit left. */
  readonly journalId: bigint;
  readonly payouts: readonly PayoutOrder[];
}

/**
 * Puts the money of a refund on its way: counts it against its payments now, and the processors are called
 * when this transaction has ended. The caller has locked the wallet. Never more to a payment than it brought
 * in: the database refuses it.
 * @refuses payments.unknown
 * @source POLICY.md §2
 */
export const orderPayouts = async (
  tx: Tx,
  context: Context,
  order: PayoutsOrder,
): Promise<readonly Payout[]> => {
  // In the order of ids, as all locks on rows.
  for (const payout of order.payouts.toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1))) {
    await orderPayout(tx, context, order, payout);
  }
  const all = await selectPayouts(
    tx,
    { refundId: order.refundId },
    { before: null, limit: order.payouts.length },
  );
  return all.toReversed();
};

const orderPayout = async (
  tx: Tx,
  context: Context,
  order: PayoutsOrder,
  payout: PayoutOrder,
): Promise<void> => {
  const { paymentId, amountMicros, retainedMicros, feeFreeMicros, parts, method } = payout;
  const sumOfParts = parts.reduce((sum, part) => sum + part.amountMicros, 0n);
  assert.equal(
    sumOfParts,
    amountMicros + retainedMicros,
    `the parts of the payout to ${paymentId} are not its amount`,
  );
  const known = await selectPayment(tx, paymentId);
  if (known?.customerId !== order.customerId) throw unknownPayment({ paymentId });
  const payment = await lockPayment(tx, paymentId);
  await addPaidBack(tx, paymentId, { amountMicros, retainedMicros, feeFreeMicros });
  const now = context.clock.now();
  await insertPayout(tx, {
    id: newId(context.clock),
    refundId: order.refundId,
    paymentId,
    customerId: order.customerId,
    amountMicros,
    retainedMicros,
    feeFreeMicros,
    parts,
    state: method === 'manual' ? 'manual' : 'waiting',
    at: now,
    // A refund while the fee is unknown waits; recordPayment lets it go.
    nextCheckAt: method === 'manual' || payment.feeMicros === null ? null : now,
    journalId: order.journalId,
  });
};
