import { walletBalance } from '#ledger';
import type { Tx } from '#platform';
import type { CreditPart } from '#policy';
import { unspentParts } from '#wallet';
import { selectHolding } from './store.ts';

/** A customer's credit as customers, staff and stories see it, in micro-units. */
export interface Credit {
  /** All that is there, what open disputes hold included. What can be spent is this less `heldMicros`. */
  readonly creditMicros: bigint;
  /** Kept from being spent: by calls in progress, refunds on their way, and open disputes. */
  readonly heldMicros: bigint;
  readonly debtMicros: bigint;
  readonly frozenAt: Temporal.Instant | null;
}

/**
 * What a customer's credit is. An open dispute takes the unspent part of its payment out of the wallet, so that
 * spending skips it; it is the customer's credit all the same, held.
 * @source POLICY.md §3
 */
export const creditOf = async (tx: Tx, customerId: string): Promise<Credit> => {
  const { balanceMicros, heldMicros, debtMicros, frozenAt } = await walletBalance(tx, customerId);
  const disputedMicros = (await selectHolding(tx, customerId)).reduce(
    (sum, dispute) => sum + dispute.heldMicros,
    0n,
  );
  return {
    creditMicros: balanceMicros + disputedMicros,
    heldMicros: heldMicros + disputedMicros,
    debtMicros,
    frozenAt,
  };
};

/**
 * All unspent credit in the order in which it would be spent, what open disputes hold included: to be read and
 * decided from, not to be removed. The payments of what is held are `disputed` in `paymentFacts`.
 * @source POLICY.md §2, §3
 */
export const creditPartsOf = async (tx: Tx, customerId: string): Promise<readonly CreditPart[]> => {
  const unspent = await unspentParts(tx, customerId);
  const holding = await selectHolding(tx, customerId);
  if (holding.length === 0) return unspent;
  const held = holding.flatMap(({ parts }) => parts.map((part) => ({ ...part, fromPosition: 0n })));
  return [...unspent, ...held].toSorted((a, b) =>
    a.turn === b.turn ? a.part - b.part : a.turn < b.turn ? -1 : 1,
  );
};
