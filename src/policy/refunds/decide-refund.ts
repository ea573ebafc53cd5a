import assert from 'node:assert/strict';
import { clauseIds } from '../clauses/clause.ts';
import { refuseFrozenCredit } from '../clauses/f1-fraud.ts';
import { refuseCalls } from '../clauses/n1-calls.ts';
import { refusePaidPeriod } from '../clauses/n2-paid-periods.ts';
import { refuseSms } from '../clauses/n4-sms.ts';
import { decideCredit } from './decide-credit.ts';
import { decideDisruption } from './decide-disruption.ts';
import { decideRegistration } from './decide-registration.ts';
import type { Decision } from './decision.ts';
import type {
  CreditFacts,
  CreditPart,
  DisruptionFacts,
  FactsBySubject,
  PaymentFacts,
  RefundFacts,
  RefundSubject,
  RegistrationFacts,
} from './facts.ts';
import { refusal, type Ruling } from './ruling.ts';

/**
 * Decides a refund, or quotes it: the same facts give the same decision, byte for byte. Changes nothing.
 * @source POLICY.md §2–§4
 */
export const decideRefund = (given: RefundFacts): Decision => {
  const facts = inOrder(given);
  const ruling = rule(facts);
  const retainedMicros = ruling.payouts.reduce((sum, payout) => sum + payout.retainedMicros, 0n);
  const paidBackMicros = ruling.payouts.reduce((sum, payout) => sum + payout.amountMicros, 0n);
  const deciding = new Set(ruling.lines.filter((line) => line.decided).map((line) => line.clause));
  return {
    subject: facts.subject,
    policyVersionId: facts.policy.versionId,
    outcome: ruling.outcome,
    grossMicros: ruling.waiting?.grossMicros ?? retainedMicros + paidBackMicros + ruling.toCreditMicros,
    retainedMicros,
    paidBackMicros,
    toCreditMicros: ruling.toCreditMicros,
    payouts: ruling.payouts,
    credits: ruling.credits ?? [],
    removals: ruling.removals,
    lines: ruling.lines,
    clauses: clauseIds.filter((id) => deciding.has(id)),
    waitsFor: ruling.waiting?.paymentIds ?? [],
    facts,
  };
};

/**
 * What leaving would take out of the credit, fees not yet retained, in micro-units: the most that a request
 * may name (refunds.amount_too_high above it).
 * @source POLICY.md R1; SCENARIOS.md, `refundable`
 */
export const refundable = (facts: CreditFacts): bigint =>
  decideRefund({ ...facts, destination: 'payments', requestedMicros: null }).grossMicros;

/** Which clauses are asked, and in which order, is the subject's own. */
const rulings: { readonly [Subject in RefundSubject]: (facts: FactsBySubject[Subject]) => Ruling } = {
  credit: decideCredit,
  rental: (facts) => refusal([refusePaidPeriod(facts)]),
  registration: decideRegistration,
  calls: (facts) => refusal([refuseCalls(facts)]),
  sms: (facts) => refusal([refuseSms(facts)]),
  disruption: decideDisruption,
};

const rule = (facts: RefundFacts): Ruling =>
  facts.frozen === true
    ? refusal([refuseFrozenCredit()])
    : (rulings[facts.subject] as (facts: RefundFacts) => Ruling)(facts);

/**
 * The same facts in one order, whatever order they were read in; payments that no part names are left out.
 */
const inOrder = (facts: RefundFacts): RefundFacts => {
  if (facts.subject === 'credit' || facts.subject === 'registration') return partsInOrder(facts);
  return facts.subject === 'disruption' ? disruptionInOrder(facts) : facts;
};

const partsInOrder = <Facts extends CreditFacts | RegistrationFacts>(facts: Facts): Facts => {
  const asked = facts.subject === 'credit' ? facts.requestedMicros : null;
  assert(asked === null || asked > 0n, 'an amount asked for is positive');
  const named = new Set(facts.parts.map((part) => part.paymentId));
  const payments = oldestFirst(facts.payments.filter((payment) => named.has(payment.id)));
  assert.equal(
    payments.length,
    named.size - (named.has(null) ? 1 : 0),
    'every part names a payment of the facts',
  );
  return { ...facts, parts: facts.parts.toSorted(bySpendingOrder), payments };
};

const disruptionInOrder = (facts: DisruptionFacts): DisruptionFacts => {
  const named = new Set(facts.periods.flatMap(({ paidFrom }) => paidFrom.map((source) => source.paymentId)));
  return {
    ...facts,
    compensated: facts.compensated.toSorted(byId),
    active: facts.active.toSorted((a, b) => Temporal.Instant.compare(a.from, b.from)),
    periods: facts.periods.toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from)),
    payments: oldestFirst(facts.payments.filter((payment) => named.has(payment.id))),
  };
};

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

const oldestFirst = (payments: readonly PaymentFacts[]): readonly PaymentFacts[] =>
  payments.toSorted(
    (a, b) => Temporal.Instant.compare(a.succeededAt, b.succeededAt) || (a.id < b.id ? -1 : 1),
  );

const bySpendingOrder = (a: CreditPart, b: CreditPart): number =>
  Number(a.turn - b.turn) || a.part - b.part || Number(a.fromPosition - b.fromPosition);
