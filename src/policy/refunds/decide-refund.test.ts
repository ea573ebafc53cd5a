import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { microsPerCent } from '#money';
import { isPromotional } from '../clauses/n5-promotional-credit.ts';
import { decideRefund, refundable } from './decide-refund.ts';
import type { Decision } from './decision.ts';
import { decisionJson, readDecision, toDocument } from './document.ts';
import type { CreditFacts, RefundFacts, RentalFacts } from './facts.ts';
import { anyFacts, creditFacts, micros, sum } from './testing/any-facts.ts';

/** The facts as they are once a decision has been carried out. */
const afterwards = (facts: CreditFacts, decision: Decision): CreditFacts => ({
  ...facts,
  parts: facts.parts
    .map((part) => ({
      ...part,
      amountMicros:
        part.amountMicros -
        sum(
          decision.removals
            .filter((removal) => removal.fromPosition === part.fromPosition)
            .map((removal) => removal.amountMicros),
        ),
    }))
    .filter((part) => part.amountMicros > 0n),
  payments: facts.payments.map((payment) => {
    const payout = decision.payouts.find(({ paymentId }) => paymentId === payment.id);
    if (!payout) return payment;
    return {
      ...payment,
      paidBackMicros: payment.paidBackMicros + payout.amountMicros,
      paidBackFeeFreeMicros: payment.paidBackFeeFreeMicros + payout.feeFreeMicros,
      feeRetainedMicros: payment.feeRetainedMicros + payout.retainedMicros,
    };
  }),
});

const turnedRound = (facts: RefundFacts): RefundFacts => {
  if (facts.subject === 'credit')
    return { ...facts, parts: facts.parts.toReversed(), payments: facts.payments.toReversed() };
  if (facts.subject !== 'disruption') return facts;
  const { compensated, active, periods, payments } = facts;
  return {
    ...facts,
    compensated: compensated.toReversed(),
    active: active.toReversed(),
    periods: periods.toReversed(),
    payments: payments.toReversed(),
  };
};

describe('every decision', () => {
  it('is the same, byte for byte, for the same facts in any order, and when it is computed from itself', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const json = decisionJson(decideRefund(facts));
        const turned = turnedRound(facts);
        assert.equal(decisionJson(decideRefund(turned)), json);
        const read = readDecision(JSON.parse(json));
        assert.equal(decisionJson(read), json);
        assert.equal(decisionJson(decideRefund(read.facts)), json);
      }),
    );
  });

  it('adds up: removals, payouts and lines', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const decision = decideRefund(facts);
        if (decision.outcome === 'waiting') {
          assert.deepEqual([decision.payouts, decision.removals, decision.clauses], [[], [], []]);
          assert.ok(decision.waitsFor.length > 0);
          return;
        }
        const { grossMicros, retainedMicros, paidBackMicros, toCreditMicros } = decision;
        assert.equal(grossMicros, retainedMicros + paidBackMicros + toCreditMicros);
        const left = sum(decision.removals.map((removal) => removal.amountMicros));
        assert.equal(left, grossMicros - toCreditMicros);
        const arrived = sum(decision.credits.map((credit) => credit.amountMicros));
        assert.equal(arrived, decision.subject === 'credit' ? 0n : grossMicros);
        assert.equal(sum(decision.lines.map((line) => line.effectMicros)), paidBackMicros + toCreditMicros);
        for (const payout of decision.payouts) {
          const removed = decision.removals.filter(({ paymentId }) => paymentId === payout.paymentId);
          assert.equal(
            sum(removed.map((removal) => removal.amountMicros)),
            payout.amountMicros + payout.retainedMicros,
          );
        }
      }),
    );
  });

  it('says refused when nothing is paid back, and names the clauses that decided', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { outcome, paidBackMicros, toCreditMicros, clauses } = decideRefund(facts);
        const givenMicros = paidBackMicros + toCreditMicros;
        if (outcome === 'waiting') return;
        assert.equal(outcome === 'refused', givenMicros === 0n);
        assert.ok(clauses.length > 0);
        assert.equal(
          outcome !== 'refused',
          (clauses.includes('R1') || clauses.includes('R3')) && givenMicros > 0n,
        );
      }),
    );
  });
});

describe('a refund of credit', () => {
  it('pays whole cents, out of paid credit only, and never more than was asked for', () => {
    fc.assert(
      fc.property(creditFacts, (facts) => {
        const decision = decideRefund(facts);
        assert.ok(decision.payouts.every((payout) => payout.amountMicros > 0n));
        assert.ok(decision.payouts.every((payout) => payout.amountMicros % microsPerCent === 0n));
        assert.ok(!decision.removals.some(isPromotional));
        for (const removal of decision.removals) {
          const part = facts.parts.find(({ fromPosition }) => fromPosition === removal.fromPosition);
          assert.ok(part && removal.amountMicros > 0n && removal.amountMicros <= part.amountMicros);
        }
        if (facts.requestedMicros !== null) assert.ok(decision.grossMicros <= facts.requestedMicros);
        assert.ok(decision.grossMicros <= refundable(facts) || facts.requestedMicros !== null);
      }),
    );
  });

  it('of all that is refundable leaves nothing more to refund', () => {
    fc.assert(
      fc.property(creditFacts, (given) => {
        const facts = { ...given, requestedMicros: null };
        const decision = decideRefund(facts);
        if (decision.outcome === 'waiting') return;
        assert.equal(decision.grossMicros, refundable(facts));
        assert.equal(refundable(afterwards(facts, decision)), 0n);
      }),
    );
  });

  it('in any slices returns no more than was paid, and retains no more than the fee', () => {
    const slices = fc.array(micros(20_000_000), { maxLength: 8 });
    fc.assert(
      fc.property(creditFacts, slices, (given, amounts) => {
        let facts = given;
        for (const requestedMicros of [...amounts.filter((amount) => amount > 0n), null]) {
          const decision = decideRefund({ ...facts, requestedMicros });
          if (decision.outcome !== 'waiting') facts = afterwards(facts, decision);
        }
        for (const payment of facts.payments) {
          const { amountMicros, paidBackMicros, feeRetainedMicros, feeMicros, processor } = payment;
          assert.ok(paidBackMicros + feeRetainedMicros <= amountMicros);
          assert.ok(feeRetainedMicros <= (feeMicros ?? 0n));
          if (processor === 'bank') assert.equal(feeRetainedMicros, 0n);
          if (facts.policy.retainedFees === 'whole') assert.ok([0n, feeMicros].includes(feeRetainedMicros));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('in slices of whole cents retains what one refund would, under proportional fees', () => {
    const cents = fc.integer({ min: 1, max: 400 }).map((count) => BigInt(count) * microsPerCent);
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 500, max: 5000 }),
        fc.array(cents, { maxLength: 8 }),
        (fee, amount, amounts) => {
          const amountMicros = BigInt(amount) * microsPerCent;
          const facts: CreditFacts = {
            subject: 'credit',
            policy: {
              versionId: 1,
              retainedFees: 'proportional',
              refundableDays: { paypal: null, card: null, bank: null },
            },
            currency: 'EUR',
            timeZone: 'Europe/Rome',
            today: Temporal.PlainDate.from('2022-05-01'),
            destination: 'payments',
            requestedMicros: null,
            parts: [{ origin: 'payment', paymentId: 'p', amountMicros, turn: 1n, part: 0, fromPosition: 0n }],
            payments: [
              {
                id: 'p',
                processor: 'card',
                amountMicros,
                feeMicros: fee,
                paidBackMicros: 0n,
                paidBackFeeFreeMicros: 0n,
                feeRetainedMicros: 0n,
                succeededAt: Temporal.Instant.from('2022-04-01T00:00Z'),
                disputed: false,
              },
            ],
          };
          const whole = decideRefund(facts);
          let sliced = facts;
          for (const requestedMicros of amounts)
            if (sliced.parts.length > 0)
              sliced = afterwards(sliced, decideRefund({ ...sliced, requestedMicros }));
          const rest = decideRefund(sliced);
          // A last slice that its share of the fee eats up is left alone; all others add up to the same.
          if (rest.outcome === 'granted')
            assert.equal(afterwards(sliced, rest).payments[0]!.feeRetainedMicros, whole.retainedMicros);
        },
      ),
    );
  });
});

describe('a rental fee', () => {
  it('is refused once the number was renewed for the period, with the reason', () => {
    const facts: RentalFacts = {
      subject: 'rental',
      policy: {
        versionId: 1,
        retainedFees: 'whole',
        refundableDays: { paypal: 180, card: null, bank: null },
      },
      currency: 'EUR',
      timeZone: 'Europe/Rome',
      today: Temporal.PlainDate.from('2022-03-10'),
      e164: '+390612345678',
      period: {
        from: Temporal.PlainDate.from('2022-03-10'),
        until: Temporal.PlainDate.from('2022-06-10'),
        amountMicros: 12_000_000n,
      },
    };
    const { outcome, clauses, paidBack, gross, lines } = toDocument(decideRefund(facts));
    assert.deepEqual(
      { outcome, clauses, paidBack, gross },
      { outcome: 'refused', clauses: ['N2'], paidBack: '0.00', gross: '0.00' },
    );
    assert.deepEqual(lines, [
      {
        clause: 'N2',
        finding: 'period_is_paid',
        data: { amount: '12.00', e164: '+390612345678', from: '2022-03-10', until: '2022-06-10' },
        effect: '0.00',
        decided: true,
      },
    ]);
    const unstarted = decideRefund({ ...facts, period: null });
    assert.deepEqual(
      [unstarted.outcome, unstarted.clauses, unstarted.lines[0]!.finding],
      ['refused', ['N2'], 'first_period'],
    );
  });
});
