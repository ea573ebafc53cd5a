import { toDecimal } from '#money';
import { isPromotional, n5 } from '../clauses/n5-promotional-credit.ts';
import { sumOf, takeNewestFirst, type Taken } from '../clauses/r1-take-newest-first.ts';
import { r2 } from '../clauses/r2-registration.ts';
import { r4 } from '../clauses/r4-retained-fees.ts';
import { feeLines, payoutOf, refusedOf } from './decide-credit.ts';
import type { DecisionLine } from './decision.ts';
import type { CreditFacts, RegistrationFacts } from './facts.ts';
import { decided, noted } from './finding.ts';
import { methodOf, paymentData } from './payout-terms.ts';
import { refusal, type Ruling } from './ruling.ts';

/**
 * The price of a number that cannot be registered: all of it becomes credit, or goes back to the payments that it was spent from, of
 * which R4 retains the fees. N5 leaves promotional credit what it was.
 * @source POLICY.md R2, §2
 */
export const decideRegistration = (facts: RegistrationFacts): Ruling => {
  const { standing, e164, destination, parts } = facts;
  if (standing === 'not_needed') return refusal([decided(r2, 'needs_no_registration', { e164 }, 0n)]);
  if (standing === 'activated') return refusal([decided(r2, 'was_activated', { e164 }, 0n)]);
  if (standing === 'given_back' && destination === 'credit')
    return refusal([decided(r2, 'is_credit_already', { e164 }, 0n)]);
  if (standing === 'given_back' && parts.length === 0)
    return refusal([decided(r2, 'nothing_unspent', { e164 }, 0n)]);
  return destination === 'credit' ? toCredit(facts) : inMoney(facts);
};

const toCredit = (facts: RegistrationFacts): Ruling => {
  const toCreditMicros = sumOf(facts.parts);
  return {
    outcome: 'granted',
    payouts: [],
    removals: [],
    toCreditMicros,
    lines: [openingLine(facts), noted(r2, 'to_credit', { amount: toDecimal(toCreditMicros) })],
    waiting: null,
  };
};

/** What is credit already only leaves it; a price that comes back becomes credit as far as it does not go on to the payments. */
const isNew = ({ standing }: RegistrationFacts): boolean => standing !== 'given_back';

/** The parts as R1 looks at credit: the rules of payments and fees are the same. */
const asCredit = ({
  policy,
  currency,
  timeZone,
  today,
  parts,
  payments,
}: RegistrationFacts): CreditFacts => ({
  subject: 'credit',
  policy,
  currency,
  timeZone,
  today,
  destination: 'payments',
  requestedMicros: null,
  parts,
  payments,
});

const inMoney = (facts: RegistrationFacts): Ruling => {
  const credit = asCredit(facts);
  const taken = takeNewestFirst(
    credit,
    facts.parts.filter((part) => !isPromotional(part)),
  );
  const unknown = taken.filter((one) => one.retention.kind === 'unknown');
  if (unknown.length > 0) return waiting(facts, credit, unknown, taken);
  const takenMicros = sumOf(taken.flatMap((one) => one.removals));
  const promotionalMicros = sumOf(facts.parts.filter(isPromotional));
  const refusedMicros = taken.reduce((sum, one) => sum + refusedOf(one), promotionalMicros);
  const outcome = takenMicros === 0n && !isNew(facts) ? 'refused' : refusedMicros > 0n ? 'partly' : 'granted';
  return {
    outcome,
    payouts: taken.filter((one) => one.paidBackMicros > 0n).map((one) => payoutOf(credit, one)),
    removals: taken.flatMap((one) => one.removals),
    toCreditMicros: isNew(facts) ? sumOf(facts.parts) - takenMicros : 0n,
    lines: linesOf(facts, credit, taken),
    waiting: null,
  };
};

const causes = { deadline: 'deadline_passed', rejected: 'rejected_for_good', customer: 'given_up' } as const;

const openingLine = (facts: RegistrationFacts): DecisionLine => {
  const { e164, cause, parts } = facts;
  const data = { e164, amount: toDecimal(sumOf(parts)) };
  return isNew(facts)
    ? decided(r2, causes[cause], data, sumOf(parts))
    : noted(r2, 'unspent_of_it', data, sumOf(parts));
};

const linesOf = (
  facts: RegistrationFacts,
  credit: CreditFacts,
  taken: readonly Taken[],
): readonly DecisionLine[] => {
  const promotionalMicros = sumOf(facts.parts.filter(isPromotional));
  const promotion = { amount: toDecimal(promotionalMicros) };
  const lines = [
    openingLine(facts),
    ...(promotionalMicros === 0n
      ? []
      : [decided(n5, 'promotional_credit', promotion, staying(facts, promotionalMicros))]),
    ...taken.flatMap((one) => [
      ...refusedLines(facts, credit, one),
      ...feeLines(credit, one),
      ...paidLines(credit, one),
    ]),
  ];
  // Counted from the whole: less than a cent in all is not even looked at payment by payment.
  const leftMicros = taken.reduce(
    (left, one) => left - one.takenMicros - refusedOf(one),
    sumOf(facts.parts) - promotionalMicros,
  );
  if (leftMicros === 0n) return lines;
  const line = lines.some((other) => other.decided) ? noted : decided;
  return [...lines, line(r2, 'below_a_cent', { amount: toDecimal(leftMicros) }, staying(facts, leftMicros))];
};

/** What stays as credit is no loss where the price becomes credit; where it is credit already, it does not come on top. */
const staying = (facts: RegistrationFacts, micros: bigint): bigint => (isNew(facts) ? 0n : -micros);

const refusedLines = (facts: RegistrationFacts, credit: CreditFacts, one: Taken): readonly DecisionLine[] => {
  const payment = paymentData(credit, one.payment);
  const part = (micros: bigint) => ({ ...payment, part: toDecimal(micros) });
  if (one.payment.disputed)
    return [decided(r2, 'in_dispute', part(one.heldMicros), staying(facts, one.heldMicros))];
  const { overMicros, feeBearingMicros, retention } = one;
  return [
    ...(overMicros > 0n
      ? [decided(r2, 'no_more_than_it_brought', part(overMicros), staying(facts, overMicros))]
      : []),
    ...(retention.kind === 'left_alone'
      ? [
          decided(
            r4,
            'left_alone',
            { ...part(feeBearingMicros), due: toDecimal(retention.dueMicros) },
            staying(facts, feeBearingMicros),
          ),
        ]
      : []),
  ];
};

const paidLines = (credit: CreditFacts, one: Taken): readonly DecisionLine[] => {
  if (one.paidBackMicros === 0n) return [];
  const data = { ...paymentData(credit, one.payment), amount: toDecimal(one.paidBackMicros) };
  if (methodOf(credit, one.payment) === 'processor') return [decided(r2, 'paid_back', data, 0n)];
  const days = String(credit.policy.refundableDays[one.payment.processor]);
  return [decided(r2, 'paid_by_hand', { ...data, days }, 0n)];
};

/** A fee that decides the amount is not known yet. A price that is not credit yet needs not be kept aside. */
const waiting = (
  facts: RegistrationFacts,
  credit: CreditFacts,
  unknown: readonly Taken[],
  taken: readonly Taken[],
): Ruling => ({
  outcome: 'waiting',
  payouts: [],
  removals: [],
  toCreditMicros: 0n,
  lines: [
    { ...openingLine(facts), decided: false },
    ...unknown.map((one) => noted(r4, 'fee_unknown', paymentData(credit, one.payment))),
  ],
  waiting: {
    paymentIds: unknown.map((one) => one.payment.id),
    grossMicros: isNew(facts) ? 0n : taken.reduce((sum, one) => sum + one.takenMicros, 0n),
  },
});
