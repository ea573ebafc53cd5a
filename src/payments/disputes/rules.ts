// Pure rules of disputes: how much of a payment can still be lost, and which credit leaves for it.
import type { CreditPart } from '#policy';
import type { Payment } from '../payment.ts';
import type { Dispute, DisputedPart } from './dispute.ts';

type Counted = Pick<Payment, 'amountMicros' | 'paidBackMicros' | 'feeRetainedMicros' | 'lostMicros'>;
type Case = Pick<Dispute, 'amountMicros' | 'takenMicros' | 'owedMicros'>;

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const atLeastZero = (micros: bigint): bigint => (micros > 0n ? micros : 0n);

/**
 * What the customer loses when this dispute is lost: never more than the payment brought, less what was
 * already paid back (or is on its way), retained, or lost in other disputes. What the processor takes beyond
 * that is ours to bear.
 * @source POLICY.md §3 (what was already paid back of the payment is not taken a second time)
 */
export const lossOf = (payment: Counted, dispute: Case): bigint => {
  const byOthers = payment.lostMicros - dispute.takenMicros - dispute.owedMicros;
  const room = payment.amountMicros - payment.paidBackMicros - payment.feeRetainedMicros - byOthers;
  return atLeastZero(least(dispute.amountMicros, room));
};

/** Takes up to `amountMicros` from the parts, in their order. */
export const takeParts = (parts: readonly DisputedPart[], amountMicros: bigint): readonly DisputedPart[] => {
  const taken: DisputedPart[] = [];
  let leftMicros = amountMicros;
  for (const { origin, paymentId, turn, part, amountMicros: hasMicros } of parts) {
    const micros = least(leftMicros, hasMicros);
    if (micros <= 0n) break;
    taken.push({ origin, paymentId, turn, part, amountMicros: micros });
    leftMicros -= micros;
  }
  return taken;
};

/** What of the unspent credit came from the payment, in the order in which it would be spent. */
export const ownParts = (unspent: readonly CreditPart[], paymentId: string): readonly CreditPart[] =>
  unspent.filter((part) => part.paymentId === paymentId);

/**
 * In which order credit leaves for a dispute that is lost: what is unspent of the payment itself, then other
 * credit that was paid for, then credit that was given. Within each the oldest first, as if it had been spent:
 * the newest payments, which processors can still give back, are touched last.
 */
export const inOrderOfLoss = (unspent: readonly CreditPart[], paymentId: string): readonly CreditPart[] => {
  const own = ownParts(unspent, paymentId);
  const others = unspent.filter((part) => part.paymentId !== paymentId);
  const paid = others.filter((part) => part.paymentId !== null);
  const given = others.filter((part) => part.paymentId === null);
  return [...own, ...paid, ...given];
};

export const sumOf = (parts: readonly { readonly amountMicros: bigint }[]): bigint =>
  parts.reduce((sum, part) => sum + part.amountMicros, 0n);

/** One part a lot, in the order of spending. */
export const mergeParts = (parts: readonly DisputedPart[]): readonly DisputedPart[] =>
  [...Map.groupBy(parts, ({ turn, part }) => `${turn} ${part}`).values()]
    .map((same) => ({ ...same[0]!, amountMicros: sumOf(same) }))
    .toSorted((a, b) => (a.turn === b.turn ? a.part - b.part : a.turn < b.turn ? -1 : 1));
