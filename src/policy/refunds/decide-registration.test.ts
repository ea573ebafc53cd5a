import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isPromotional } from '../clauses/n5-promotional-credit.ts';
import { decideRefund } from './decide-refund.ts';
import { decisionJson, readDecision } from './document.ts';
import type { RegistrationFacts } from './facts.ts';
import { creditFacts, sum } from './testing/any-facts.ts';

/** A price that is given back has been spent from some credit: the facts of any credit, as R2 sees them. */
const registrationFacts: fc.Arbitrary<RegistrationFacts> = fc
  .record({
    credit: creditFacts,
    standing: fc.constantFrom('waits', 'owed', 'given_back', 'activated', 'not_needed'),
    cause: fc.constantFrom('deadline', 'rejected', 'customer'),
    destination: fc.constantFrom('payments', 'credit'),
  })
  .map(
    ({ credit: { policy, currency, timeZone, today, parts, payments }, standing, cause, destination }) => ({
      subject: 'registration',
      policy,
      currency,
      timeZone,
      today,
      destination,
      e164: '+34910000001',
      standing,
      cause,
      parts: parts.map((part) => ({
        ...part,
        origin: part.origin === 'payment' ? 'registration' : part.origin,
      })),
      payments,
    }),
  );

const given = (facts: RegistrationFacts): boolean => facts.standing === 'waits' || facts.standing === 'owed';

describe('every decision on a registration', () => {
  it('is the same, byte for byte, for the same facts in any order, and when it is computed from itself', () => {
    fc.assert(
      fc.property(registrationFacts, (facts) => {
        const json = decisionJson(decideRefund(facts));
        const turned = { ...facts, parts: facts.parts.toReversed(), payments: facts.payments.toReversed() };
        assert.equal(decisionJson(decideRefund(turned)), json);
        const read = readDecision(JSON.parse(json));
        assert.equal(decisionJson(read), json);
        assert.equal(decisionJson(decideRefund(read.facts)), json);
      }),
    );
  });

  it('gives back exactly the price, and to each payment exactly what was spent of it', () => {
    fc.assert(
      fc.property(registrationFacts, (facts) => {
        const decision = decideRefund(facts);
        if (decision.outcome === 'waiting') {
          assert.equal(decision.grossMicros === 0n || !given(facts), true);
          return;
        }
        const { grossMicros, retainedMicros, paidBackMicros, toCreditMicros, removals } = decision;
        assert.equal(grossMicros, retainedMicros + paidBackMicros + toCreditMicros);
        assert.equal(sum(removals.map((part) => part.amountMicros)), retainedMicros + paidBackMicros);
        assert.equal(sum(decision.lines.map((line) => line.effectMicros)), paidBackMicros + toCreditMicros);
        if (given(facts)) assert.equal(grossMicros, sum(facts.parts.map((part) => part.amountMicros)));
        else assert.equal(toCreditMicros, 0n);
        for (const { id } of facts.payments) {
          const spent = sum(facts.parts.filter((part) => part.paymentId === id).map((p) => p.amountMicros));
          const back = decision.payouts.filter((payout) => payout.paymentId === id);
          const left = sum(removals.filter((part) => part.paymentId === id).map((p) => p.amountMicros));
          assert.equal(left, sum(back.map((payout) => payout.amountMicros + payout.retainedMicros)));
          assert.ok(left <= spent, 'never more to a payment than the price was spent from it');
        }
        assert.ok(!removals.some(isPromotional), 'nothing that was given leaves as money');
      }),
    );
  });

  it('leaves less than a cent in all where it is, and its lines still add up', () => {
    const decision = decideRefund({
      subject: 'registration',
      policy: {
        versionId: 1,
        retainedFees: 'whole',
        refundableDays: { paypal: 180, card: null, bank: null },
      },
      currency: 'EUR',
      timeZone: 'Europe/Rome',
      today: Temporal.PlainDate.from('2022-05-01'),
      destination: 'payments',
      e164: '+34910000001',
      standing: 'given_back',
      cause: 'deadline',
      parts: [
        { origin: 'registration', paymentId: 'p', amountMicros: 3n, turn: 1n, part: 0, fromPosition: 0n },
      ],
      payments: [
        {
          id: 'p',
          processor: 'paypal',
          amountMicros: 10_000n,
          feeMicros: 0n,
          paidBackMicros: 0n,
          paidBackFeeFreeMicros: 0n,
          feeRetainedMicros: 0n,
          succeededAt: Temporal.Instant.from('2022-04-01T00:00:00Z'),
          disputed: false,
        },
      ],
    });
    assert.equal(decision.outcome, 'refused');
    assert.deepEqual(
      decision.lines.map((line) => [line.finding, line.effectMicros]),
      [
        ['unspent_of_it', 3n],
        ['below_a_cent', -3n],
      ],
    );
  });

  it('is refused where nothing is to be given back, and says by which clause', () => {
    fc.assert(
      fc.property(registrationFacts, (facts) => {
        const { outcome, clauses, paidBackMicros, toCreditMicros } = decideRefund(facts);
        if (outcome === 'waiting') return;
        assert.ok(clauses.length > 0);
        if (given(facts)) assert.ok(clauses.includes('R2') && outcome !== 'refused');
        else assert.equal(outcome === 'refused', paidBackMicros + toCreditMicros === 0n);
        if (facts.destination === 'credit' && given(facts))
          assert.deepEqual([outcome, ...clauses], ['granted', 'R2']);
      }),
    );
  });
});
