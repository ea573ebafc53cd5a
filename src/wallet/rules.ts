import type { LotId, LotShare, Stretch } from './lot.ts';

/** Negative when `a` is spent before `b`. */
export const byTurn = (a: LotId, b: LotId): number =>
  a.turn === b.turn ? a.part - b.part : a.turn < b.turn ? -1 : 1;

const sameLot = (a: LotId, b: LotId): boolean => a.turn === b.turn && a.part === b.part;

/** One share a lot, in the order of their turns. */
export const mergeShares = (shares: readonly LotShare[]): readonly LotShare[] => {
  const merged: LotShare[] = [];
  for (const { turn, part, amountMicros } of shares.toSorted(byTurn)) {
    const last = merged.at(-1);
    if (last !== undefined && sameLot(last, { turn, part }))
      merged[merged.length - 1] = { ...last, amountMicros: last.amountMicros + amountMicros };
    else merged.push({ turn, part, amountMicros });
  }
  return merged;
};

/** What is left of the unspent credit when some of it leaves; null when a lot has less than is to leave it. */
export const withoutShares = (
  unspent: readonly LotShare[],
  leaving: readonly LotShare[],
): readonly LotShare[] | null => {
  const rest = mergeShares([
    ...unspent,
    ...leaving.map((share) => ({ ...share, amountMicros: -share.amountMicros })),
  ]);
  return rest.some((share) => share.amountMicros < 0n)
    ? null
    : rest.filter((share) => share.amountMicros > 0n);
};

/** The unspent credit with what comes back to it, each lot in its old turn. */
export const withShares = (
  unspent: readonly LotShare[],
  returning: readonly LotShare[],
): readonly LotShare[] => mergeShares([...unspent, ...returning]);

/** Lays shares end to end from a position of the line. */
export const layFrom = (position: bigint, shares: readonly LotShare[]): readonly Stretch[] => {
  let fromPosition = position;
  return shares.map(({ turn, part, amountMicros }) => {
    const stretch = { turn, part, fromPosition, toPosition: fromPosition + amountMicros };
    fromPosition = stretch.toPosition;
    return stretch;
  });
};

export const sumOf = (items: readonly { readonly amountMicros: bigint }[]): bigint =>
  items.reduce((sum, item) => sum + item.amountMicros, 0n);

/** Which of the things that are due the credit pays for. */
export interface Allocation<T> {
  readonly paid: readonly T[];
  readonly passedOver: readonly T[];
  readonly leftMicros: bigint;
}

/**
 * Pays what is due in the order given, as far as the credit goes: one that is too dear is passed over, cheaper ones after it are
 * still paid.
 * @source POLICY.md §1 (too little credit for all numbers due)
 */
export const allocateCredit = <T extends { readonly amountMicros: bigint }>(
  creditMicros: bigint,
  due: readonly T[],
): Allocation<T> => {
  let leftMicros = creditMicros;
  const paid: T[] = [];
  const passedOver: T[] = [];
  for (const item of due) {
    if (item.amountMicros > leftMicros) passedOver.push(item);
    else {
      leftMicros -= item.amountMicros;
      paid.push(item);
    }
  }
  return { paid, passedOver, leftMicros };
};
