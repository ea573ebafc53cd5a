import assert from 'node:assert/strict';
import { microsPerCent, roundToCent, toDecimal } from '#money';
import { n3 } from '../clauses/n3-not-ours.ts';
import { refuseSms } from '../clauses/n4-sms.ts';
import { n5 } from '../clauses/n5-promotional-credit.ts';
import { roomOf } from '../clauses/r1-take-newest-first.ts';
import { compensate, type Compensation } from '../clauses/r3-compensation.ts';
import { r3 } from '../clauses/r3-disruption.ts';
import type { DecisionLine, Payout } from './decision.ts';
import type { CreditSource, DisruptionFacts, PaymentFacts } from './facts.ts';
import { decided, noted } from './finding.ts';
import { methodOf, paymentData } from './payout-terms.ts';
import { refusal, type Ruling } from './ruling.ts';

/**
 * A disruption: R3 gives back the rental of the disrupted time, N3 and N4 refuse what is not ours or costs
 * nothing, and N5 keeps promotional credit what it was.
 * @source POLICY.md §2, R3
 */
export const decideDisruption = (facts: DisruptionFacts): Ruling => {
  const refused = refuseOutright(facts);
  if (refused !== null) return refusal([refused]);
  const due = compensate(facts);
  const found = due.disrupted.map(({ period, ns }) => periodLine(facts, period, ns));
  if (due.dueMicros === 0n) return refusal([...found, nothingDue(facts, due)]);
  const credits = creditsOf(facts, due);
  const gifts = giftLines(facts, credits);
  const sent = facts.destination === 'payments' && facts.debtMicros === 0n ? send(facts, credits) : [];
  const paid = sent.filter((one) => one.paidMicros > 0n);
  const paidBackMicros = paid.reduce((sum, one) => sum + one.paidMicros, 0n);
  const staysMicros = due.dueMicros - paidBackMicros;
  const refusedMicros = sent.reduce((sum, one) => sum + one.keptMicros, giftsOf(credits));
  const isShort = facts.destination === 'payments' && (facts.debtMicros > 0n || refusedMicros > 0n);
  return {
    outcome: isShort || due.capped ? 'partly' : 'granted',
    payouts: paid.map((one) => payoutOf(facts, one)),
    credits,
    removals: paid.map((one) => ({
      origin: 'disruption',
      paymentId: one.payment.id,
      amountMicros: one.paidMicros,
      turn: facts.turn,
      part: one.part,
      fromPosition: 0n,
    })),
    toCreditMicros: staysMicros,
    lines: [
      ...found,
      givenLine(facts, due),
      ...gifts,
      ...sent.flatMap((one) => paymentLines(facts, one)),
      ...debtLines(facts, due),
    ],
    waiting: null,
  };
};

/** What refuses before anything is computed. */
const refuseOutright = (facts: DisruptionFacts): DecisionLine | null => {
  const { incident, e164 } = facts;
  if (!incident.inScope) return decided(r3, 'not_affected', { e164 }, 0n);
  if (incident.fault === 'external') return decided(n3, 'not_ours', {}, 0n);
  if (incident.services.every((service) => service === 'sms')) return refuseSms(facts);
  if (!incident.proven) return decided(r3, 'not_proven', {}, 0n);
  const isOver = incident.until !== null && Temporal.Instant.compare(incident.until, facts.decidedAt) <= 0;
  return isOver ? null : decided(r3, 'not_over', {}, 0n);
};

const nothingDue = (facts: DisruptionFacts, due: Compensation): DecisionLine => {
  if (facts.incident.givenMicros > 0n)
    return decided(r3, 'already_given_back', { amount: toDecimal(facts.incident.givenMicros) }, 0n);
  if (due.disrupted.length === 0) return decided(r3, 'nothing_disrupted', { e164: facts.e164 }, 0n);
  return due.capped
    ? decided(r3, 'no_more_than_was_paid', { e164: facts.e164 }, 0n)
    : decided(r3, 'counted_with_others', { amount: toDecimal(due.givenMicros) }, 0n);
};

const periodLine = (facts: DisruptionFacts, index: number, ns: bigint): DecisionLine => {
  const { from, until, amountMicros } = facts.periods[index]!;
  return noted(r3, 'period_disrupted', {
    from: from.toString(),
    until: until.toString(),
    amount: toDecimal(amountMicros),
    seconds: String(ns / 1_000_000_000n),
  });
};

const givenLine = (facts: DisruptionFacts, due: Compensation): DecisionLine => {
  const amount = toDecimal(due.dueMicros);
  if (due.capped) return decided(r3, 'given_back_in_part', { amount, e164: facts.e164 }, due.dueMicros);
  if (due.givenMicros === 0n) return decided(r3, 'given_back', { amount }, due.dueMicros);
  const data = { amount, worth: toDecimal(due.worthMicros), given: toDecimal(due.givenMicros) };
  return decided(r3, 'difference_given_back', data, due.dueMicros);
};

/** What the periods' charges were spent from, oldest first, from where earlier compensation has left off: one piece for each origin. */
const creditsOf = (facts: DisruptionFacts, { shares }: Compensation): readonly CreditSource[] => {
  const pieces = new Map<string, CreditSource>();
  for (const { period, amountMicros } of shares) {
    const { givenMicros, paidFrom } = facts.periods[period]!;
    let skipMicros = givenMicros;
    let leftMicros = amountMicros;
    for (const source of paidFrom) {
      const skipped = skipMicros < source.amountMicros ? skipMicros : source.amountMicros;
      skipMicros -= skipped;
      const rest = source.amountMicros - skipped;
      const taken = rest < leftMicros ? rest : leftMicros;
      leftMicros -= taken;
      if (taken > 0n) addPiece(pieces, source, taken);
    }
    assert.equal(leftMicros, 0n, 'a charge gives back no more than it was spent from');
  }
  return [...pieces.values()];
};

/** What was paid for with a payment bears no fee from now on; what was given stays what it was. */
const addPiece = (pieces: Map<string, CreditSource>, source: CreditSource, amountMicros: bigint): void => {
  const { paymentId } = source;
  const origin = paymentId === null ? source.origin : 'disruption';
  const key = `${origin} ${paymentId ?? ''}`;
  const already = pieces.get(key)?.amountMicros ?? 0n;
  pieces.set(key, { origin, paymentId, amountMicros: already + amountMicros });
};

const giftsOf = (credits: readonly CreditSource[]): bigint =>
  credits.reduce((sum, piece) => sum + (piece.paymentId === null ? piece.amountMicros : 0n), 0n);

const giftLines = (facts: DisruptionFacts, credits: readonly CreditSource[]): readonly DecisionLine[] => {
  const micros = giftsOf(credits);
  if (micros === 0n) return [];
  const amount = toDecimal(micros);
  return facts.destination === 'payments'
    ? [decided(n5, 'promotional_credit', { amount }, 0n)]
    : [noted(n5, 'promotional_again', { amount })];
};

/** What happens to the piece of one payment when it is to be paid back in money. */
interface Sent {
  readonly payment: PaymentFacts;
  /** The piece's place in the credits. */
  readonly part: number;
  readonly amountMicros: bigint;
  readonly paidMicros: bigint;
  /** What cannot be paid back and stays as credit; a rest below a cent is not counted. */
  readonly keptMicros: bigint;
}

const send = (facts: DisruptionFacts, credits: readonly CreditSource[]): readonly Sent[] =>
  credits.flatMap(({ paymentId, amountMicros }, part) => {
    if (paymentId === null) return [];
    const payment = facts.payments.find(({ id }) => id === paymentId);
    assert(payment, 'every source names a payment of the facts');
    const roomMicros = payment.disputed ? 0n : roomOf(payment);
    const openMicros = roomMicros < amountMicros ? roomMicros : amountMicros;
    const paidMicros = roundToCent(openMicros, 'down');
    return [{ payment, part, amountMicros, paidMicros, keptMicros: amountMicros - openMicros }];
  });

const payoutOf = (facts: DisruptionFacts, { payment, paidMicros }: Sent): Payout => ({
  paymentId: payment.id,
  amountMicros: paidMicros,
  retainedMicros: 0n,
  feeFreeMicros: paidMicros,
  method: methodOf(facts, payment),
});

const paymentLines = (facts: DisruptionFacts, one: Sent): readonly DecisionLine[] => {
  const payment = paymentData(facts, one.payment);
  const lines: DecisionLine[] = [];
  if (one.keptMicros > 0n) {
    const finding = one.payment.disputed ? 'in_dispute' : 'no_more_than_it_brought';
    lines.push(decided(r3, finding, { ...payment, part: toDecimal(one.keptMicros) }, 0n));
  }
  if (one.paidMicros > 0n) lines.push(paidLine(facts, one));
  const rest = one.amountMicros - one.keptMicros - one.paidMicros;
  if (rest > 0n && rest < microsPerCent) lines.push(noted(r3, 'below_a_cent', { amount: toDecimal(rest) }));
  return lines;
};

const paidLine = (facts: DisruptionFacts, one: Sent): DecisionLine => {
  const data = { ...paymentData(facts, one.payment), amount: toDecimal(one.paidMicros) };
  if (methodOf(facts, one.payment) === 'processor') return decided(r3, 'paid_back', data, 0n);
  const days = String(facts.policy.refundableDays[one.payment.processor]);
  return decided(r3, 'paid_by_hand', { ...data, days }, 0n);
};

const debtLines = (facts: DisruptionFacts, { dueMicros }: Compensation): readonly DecisionLine[] => {
  if (facts.debtMicros === 0n) return [];
  const data = { amount: toDecimal(dueMicros), debt: toDecimal(facts.debtMicros) };
  const line = facts.destination === 'payments' ? decided : noted;
  return [line(r3, 'pays_the_debt', data, 0n)];
};
