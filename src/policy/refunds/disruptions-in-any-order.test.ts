import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { microsPerCent } from '#money';
import { compensate } from '../clauses/r3-compensation.ts';
import { decideRefund } from './decide-refund.ts';
import type { CompensatedIncident, DisruptionFacts } from './facts.ts';
import { anyTime, disruptionFacts } from './testing/any-disruption.ts';

/** Pays incidents back one after the other, as requests do; returns what each was given. */
const payBack = (
  facts: DisruptionFacts,
  incidents: readonly {
    readonly id: string;
    readonly from: Temporal.Instant;
    readonly until: Temporal.Instant;
  }[],
): ReadonlyMap<string, bigint> => {
  const given = new Map<string, bigint>();
  let periods = facts.periods;
  for (const { id, from, until } of incidents) {
    const known = new Map(incidents.map((other) => [other.id, other]));
    const others: CompensatedIncident[] = [...known.values()]
      .filter((other) => other.id !== id && given.has(other.id))
      .map((other) => ({ ...other, givenMicros: given.get(other.id)! }));
    const incident = {
      ...facts.incident,
      id,
      from,
      until,
      isCounted: given.has(id),
      givenMicros: given.get(id) ?? 0n,
    };
    const found = compensate({ ...facts, periods, incident, compensated: others });
    given.set(id, (given.get(id) ?? 0n) + found.dueMicros);
    periods = periods.map((period, index) => {
      const share = found.shares.find((one) => one.period === index)?.amountMicros ?? 0n;
      return { ...period, givenMicros: period.givenMicros + share };
    });
  }
  return given;
};

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n);

describe('compensation of several incidents', () => {
  const incidents = fc
    .array(anyTime, { minLength: 1, maxLength: 5 })
    .map((times) => times.map((time, index) => ({ ...time, id: `incident-${index}` })));

  it('is the same in whatever order they are paid back', () => {
    fc.assert(
      fc.property(
        disruptionFacts,
        incidents.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        (facts, [all, shuffled]) => {
          assert.equal(sum(payBack(facts, shuffled).values()), sum(payBack(facts, all).values()));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is no less than each alone is worth, no more than all of them are, and asked again it gives nothing', () => {
    fc.assert(
      fc.property(disruptionFacts, incidents, (facts, all) => {
        const total = sum(payBack(facts, all).values());
        const alone = all.map((one) => sum(payBack(facts, [one]).values()));
        const paid = sum(facts.periods.map(({ amountMicros }) => amountMicros));
        assert.ok(alone.every((amount) => amount <= total));
        assert.ok(total <= sum(alone));
        assert.ok(total <= paid);
        assert.equal(sum(payBack(facts, [...all, ...all]).values()), total);
      }),
      { numRuns: 300 },
    );
  });

  it('gives back of each period no more than was paid for it, and of its charge what it was spent from', () => {
    fc.assert(
      fc.property(disruptionFacts, (facts) => {
        const decision = decideRefund(facts);
        if (facts.incident.until === null || decision.grossMicros === 0n) return;
        const { shares, dueMicros } = compensate(facts);
        assert.equal(sum(shares.map(({ amountMicros }) => amountMicros)), dueMicros);
        for (const { period, amountMicros } of shares)
          assert.ok(amountMicros <= facts.periods[period]!.amountMicros);
        for (const { paymentId, amountMicros } of decision.credits) {
          const sources = facts.periods.flatMap(({ paidFrom }) =>
            paidFrom.filter((source) => source.paymentId === paymentId),
          );
          assert.ok(amountMicros <= sum(sources.map((source) => source.amountMicros)));
        }
        assert.ok(decision.payouts.every((payout) => payout.amountMicros % microsPerCent === 0n));
      }),
    );
  });
});
