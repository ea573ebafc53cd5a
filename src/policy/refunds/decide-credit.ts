import { microsPerCent, toDecimal } from '#money';
import { isPromotional, n5 } from '../clauses/n5-promotional-credit.ts';
import { r1 } from '../clauses/r1-leaving.ts';
import { sumOf, takeNewestFirst, type Taken } from '../clauses/r1-take-newest-first.ts';
import { r4 } from '../clauses/r4-retained-fees.ts';
import type { DecisionLine, Payout } from './decision.ts';
import type { CreditFacts } from './facts.ts';
import { decided, noted } from './finding.ts';
import { methodOf, paymentData } from './payout-terms.ts';
import { refusal, type Ruling } from './ruling.ts';

/**
 * Leaving, or taking out a part of the credit: N5 sets promotional credit aside, R1 takes from the payments,
 * newest first, and R4 retains their fees.
 * @source POLICY.md §2
 */
export const decideCredit = (facts: CreditFacts): Ruling => {
  if (facts.destination === 'credit') return refusal([decided(r1, 'is_credit_already', {}, 0n)]);
  if (facts.parts.length === 0) return refusal([decided(r1, 'nothing_unspent', {}, 0n)]);
  const money = facts.parts.filter((part) => !isPromotional(part));
  const taken = takeNewestFirst(facts, money);
  const unknown = taken.filter((one) => one.retention.kind === 'unknown');
  if (unknown.length > 0) return waiting(facts, taken, unknown);
  const claim = claimOf(facts, taken);
  return {
    outcome: outcomeOf(claim),
    payouts: taken.filter((one) => one.paidBackMicros > 0n).map((one) => payoutOf(facts, one)),
    removals: taken.flatMap((one) => one.removals),
    toCreditMicros: 0n,
    lines: linesOf(claim),
    waiting: null,
  };
};

interface Claim {
  readonly facts: CreditFacts;
  readonly taken: readonly Taken[];
  /** Everything was asked for, not an amount: what clauses refuse then takes off what the customer gets. */
  readonly whole: boolean;
  readonly askedMicros: bigint;
  readonly takenMicros: bigint;
  readonly promotionalMicros: bigint;
  /** What clauses refused of the whole credit, promotional credit included. */
  readonly refusedMicros: bigint;
}

const claimOf = (facts: CreditFacts, taken: readonly Taken[]): Claim => {
  const promotionalMicros = sumOf(facts.parts.filter(isPromotional));
  return {
    facts,
    taken,
    whole: facts.requestedMicros === null,
    askedMicros: facts.requestedMicros ?? sumOf(facts.parts),
    takenMicros: taken.reduce((sum, one) => sum + one.takenMicros, 0n),
    promotionalMicros,
    refusedMicros: taken.reduce((sum, one) => sum + refusedOf(one), promotionalMicros),
  };
};

/** What of a payment's unspent part is refused: sub-cent rests are not, they only stay. */
export const refusedOf = (one: Taken): bigint => {
  if (one.payment.disputed) return one.heldMicros;
  return one.overMicros + (one.retention.kind === 'left_alone' ? one.feeBearingMicros : 0n);
};

/** Whether the amount that the customer named could not be taken. */
const isShort = (claim: Claim): boolean =>
  !claim.whole && claim.askedMicros - claim.takenMicros >= microsPerCent;

const outcomeOf = (claim: Claim): Ruling['outcome'] => {
  if (claim.takenMicros === 0n) return 'refused';
  const refusedSomething = claim.whole ? claim.refusedMicros > 0n : isShort(claim);
  return refusedSomething ? 'partly' : 'granted';
};

export const payoutOf = (facts: CreditFacts, one: Taken): Payout => ({
  paymentId: one.payment.id,
  amountMicros: one.paidBackMicros,
  retainedMicros: one.retention.retainedMicros,
  feeFreeMicros: one.feeFreeMicros,
  method: methodOf(facts, one.payment),
});

const linesOf = (claim: Claim): readonly DecisionLine[] => {
  const lines = [
    openingLine(claim.facts),
    ...promotionLines(claim),
    ...claim.taken.flatMap((one) => [
      ...refusedLines(claim, one),
      ...feeLines(claim.facts, one),
      ...paidLines(claim.facts, one),
    ]),
  ];
  return [...lines, ...closingLines(claim, lines)];
};

const openingLine = (facts: CreditFacts): DecisionLine => {
  const credit = toDecimal(sumOf(facts.parts));
  return facts.requestedMicros === null
    ? noted(r1, 'credit_unspent', { credit }, sumOf(facts.parts))
    : noted(r1, 'amount_asked', { amount: toDecimal(facts.requestedMicros), credit }, facts.requestedMicros);
};

const promotionLines = (claim: Claim): readonly DecisionLine[] => {
  if (claim.promotionalMicros === 0n || !(claim.whole || isShort(claim))) return [];
  const amount = toDecimal(claim.promotionalMicros);
  return [decided(n5, 'promotional_credit', { amount }, claim.whole ? -claim.promotionalMicros : 0n)];
};

/**
 * What stays as credit. When an amount was named, others may have made up for it: then it is noted, no more.
 */
const refusedLines = (claim: Claim, one: Taken): readonly DecisionLine[] => {
  const line = claim.whole || isShort(claim) ? decided : noted;
  const effect = (micros: bigint): bigint => (claim.whole ? -micros : 0n);
  const payment = paymentData(claim.facts, one.payment);
  if (one.payment.disputed)
    return [line(r1, 'in_dispute', { ...payment, part: toDecimal(one.heldMicros) }, effect(one.heldMicros))];
  const lines: DecisionLine[] = [];
  if (one.overMicros > 0n && (claim.whole || isShort(claim))) {
    const part = toDecimal(one.overMicros);
    lines.push(line(r1, 'no_more_than_it_brought', { ...payment, part }, effect(one.overMicros)));
  }
  if (one.retention.kind === 'left_alone') {
    const data = { part: toDecimal(one.feeBearingMicros), due: toDecimal(one.retention.dueMicros) };
    lines.push(line(r4, 'left_alone', { ...payment, ...data }, effect(one.feeBearingMicros)));
  }
  return lines;
};

export const feeLines = (facts: CreditFacts, one: Taken): readonly DecisionLine[] => {
  if (one.feeBearingMicros === 0n || one.takenMicros === 0n) return [];
  const payment = paymentData(facts, one.payment);
  const fee = toDecimal(one.payment.feeMicros ?? 0n);
  const { retention } = one;
  switch (retention.kind) {
    case 'no_fee':
      return [noted(r4, 'no_fee', payment)];
    case 'nothing_more': {
      const alreadyRetained = toDecimal(one.payment.feeRetainedMicros);
      return [noted(r4, 'nothing_more_retained', { ...payment, fee, alreadyRetained })];
    }
    case 'retained': {
      const retained = toDecimal(retention.retainedMicros);
      return [
        facts.policy.retainedFees === 'whole'
          ? decided(r4, 'fee_retained', { ...payment, retained }, -retention.retainedMicros)
          : decided(r4, 'fee_share_retained', { ...payment, fee, retained }, -retention.retainedMicros),
      ];
    }
    default:
      return [];
  }
};

const paidLines = (facts: CreditFacts, one: Taken): readonly DecisionLine[] => {
  if (one.paidBackMicros === 0n) return [];
  const data = { ...paymentData(facts, one.payment), amount: toDecimal(one.paidBackMicros) };
  if (methodOf(facts, one.payment) === 'processor') return [decided(r1, 'paid_back', data, 0n)];
  const days = String(facts.policy.refundableDays[one.payment.processor]);
  return [decided(r1, 'paid_by_hand', { ...data, days }, 0n)];
};

/** What is missing to the amount that was asked for. It decides only when no other line says why. */
const closingLines = (claim: Claim, lines: readonly DecisionLine[]): readonly DecisionLine[] => {
  const askedMicros = claim.whole ? claim.askedMicros - claim.refusedMicros : claim.askedMicros;
  const missingMicros = askedMicros - claim.takenMicros;
  if (missingMicros === 0n) return [];
  const line = lines.some((other) => other.decided) ? noted : decided;
  const finding = isShort(claim) ? 'not_covered' : 'below_a_cent';
  return [line(r1, finding, { amount: toDecimal(missingMicros) }, -missingMicros)];
};

/**
 * A fee that decides the amount is not known yet: nothing is decided, and what would leave is to be kept
 * aside.
 */
const waiting = (facts: CreditFacts, taken: readonly Taken[], unknown: readonly Taken[]): Ruling => ({
  outcome: 'waiting',
  payouts: [],
  removals: [],
  toCreditMicros: 0n,
  lines: [
    openingLine(facts),
    ...unknown.map((one) => noted(r4, 'fee_unknown', paymentData(facts, one.payment))),
  ],
  waiting: {
    paymentIds: unknown.map((one) => one.payment.id),
    grossMicros: taken.reduce((sum, one) => sum + one.takenMicros, 0n),
  },
});
