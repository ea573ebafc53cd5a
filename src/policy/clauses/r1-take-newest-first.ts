import { microsPerCent, roundToCent } from '#money';
import type { CreditFacts, CreditPart, PaymentFacts } from '../refunds/facts.ts';
import { retainFee, type Retention } from './r4-retained-fees.ts';

/**
 * What R1 found of one payment, and what it takes from it. taken = paid back + retained = the sum of the
 * removals.
 */
export interface Taken {
  readonly payment: PaymentFacts;
  /** Unspent of this payment. */
  readonly heldMicros: bigint;
  /** Of that, what would give the payer more than the payment brought in. */
  readonly overMicros: bigint;
  /** What this refund would take, were it not for R4 and whole cents. */
  readonly wantedMicros: bigint;
  /** Of `wantedMicros`, what R4 looks at: all but credit given for a disruption (R3). */
  readonly feeBearingMicros: bigint;
  readonly retention: Retention;
  readonly takenMicros: bigint;
  readonly paidBackMicros: bigint;
  /** Of `paidBackMicros`, credit given for a disruption. */
  readonly feeFreeMicros: bigint;
  readonly removals: readonly CreditPart[];
}

/**
 * The step of R1: goes through the payments, newest first, and takes from each what it may, until the amount
 * asked for is together. `money` are the parts that were paid for.
 * @source POLICY.md §2, R1 and "Where the money of a refund comes from"
 */
export const takeNewestFirst = (facts: CreditFacts, money: readonly CreditPart[]): readonly Taken[] => {
  const taken: Taken[] = [];
  let leftMicros = facts.requestedMicros ?? sumOf(money);
  for (const [payment, parts] of newestFirst(facts, money)) {
    if (leftMicros < microsPerCent) break;
    const one = takeFrom(facts, payment, parts, leftMicros);
    taken.push(one);
    leftMicros -= facts.requestedMicros === null ? 0n : one.takenMicros;
  }
  return taken;
};

const takeFrom = (
  facts: CreditFacts,
  payment: PaymentFacts,
  parts: readonly CreditPart[],
  limitMicros: bigint,
): Taken => {
  const heldMicros = sumOf(parts);
  const refundableMicros = least(heldMicros, roomOf(payment));
  const wantedMicros = payment.disputed ? 0n : least(limitMicros, refundableMicros);
  // Credit given for a disruption first: nothing is retained on it.
  const free = parts.filter((part) => part.origin === 'disruption');
  const feeFreeWanted = least(wantedMicros, sumOf(free));
  const feeBearingMicros = wantedMicros - feeFreeWanted;
  const retention = retainFee(payment, feeBearingMicros, facts.policy.retainedFees);
  const sharedMicros = retention.kind === 'left_alone' ? feeFreeWanted : wantedMicros;
  const paidBackMicros = roundToCent(sharedMicros - retention.retainedMicros, 'down');
  const takenMicros = paidBackMicros + retention.retainedMicros;
  const order = [...free, ...parts.filter((part) => part.origin !== 'disruption')];
  return {
    payment,
    heldMicros,
    overMicros: heldMicros - refundableMicros,
    wantedMicros,
    feeBearingMicros,
    retention,
    takenMicros,
    paidBackMicros,
    feeFreeMicros: least(feeFreeWanted, paidBackMicros),
    removals: remove(order, takenMicros),
  };
};

/** Takes `amountMicros` from the parts, in their order. */
const remove = (parts: readonly CreditPart[], amountMicros: bigint): readonly CreditPart[] => {
  const removals: CreditPart[] = [];
  let leftMicros = amountMicros;
  for (const part of parts) {
    if (leftMicros === 0n) break;
    const removedMicros = least(leftMicros, part.amountMicros);
    removals.push({ ...part, amountMicros: removedMicros });
    leftMicros -= removedMicros;
  }
  return removals;
};

/**
 * The payments with their unspent parts, both newest first: by the time of payment, then by the turn of the
 * credit.
 */
const newestFirst = (
  facts: CreditFacts,
  money: readonly CreditPart[],
): readonly (readonly [PaymentFacts, readonly CreditPart[]])[] => {
  const groups = Map.groupBy(money, (part) => part.paymentId);
  return facts.payments
    .flatMap((payment) => {
      const parts = groups.get(payment.id);
      return parts ? [[payment, parts.toReversed()] as const] : [];
    })
    .toSorted(
      ([a, aParts], [b, bParts]) =>
        Temporal.Instant.compare(b.succeededAt, a.succeededAt) ||
        (aParts.at(-1)!.turn > bParts.at(-1)!.turn ? -1 : 1),
    );
};

/**
 * What the payment may still get back: never more than it brought in, less what was already paid back,
 * retained or lost in a dispute.
 */
export const roomOf = (payment: PaymentFacts): bigint => {
  const goneMicros = payment.paidBackMicros + payment.feeRetainedMicros + (payment.lostMicros ?? 0n);
  const roomMicros = payment.amountMicros - goneMicros;
  return roomMicros > 0n ? roomMicros : 0n;
};

const least = (first: bigint, ...others: readonly bigint[]): bigint =>
  others.reduce((smallest, other) => (other < smallest ? other : smallest), first);

/** The amount of all parts together. */
export const sumOf = (parts: readonly { readonly amountMicros: bigint }[]): bigint =>
  parts.reduce((sum, part) => sum + part.amountMicros, 0n);
