import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fromDecimal, toDecimal } from '#money';
import { affordableSeconds, billedSeconds, chargeFor } from './charging.ts';

const price = (perMinute: string, incrementSeconds = 60, minimumSeconds = 0, connectionFee = '0.00') => ({
  perMinuteMicros: fromDecimal(perMinute),
  connectionFeeMicros: fromDecimal(connectionFee),
  incrementSeconds,
  minimumSeconds,
});

describe('what a call costs', () => {
  const check = (of: ReturnType<typeof price>, talkSeconds: number, billed: number, charge: string): void => {
    assert.equal(billedSeconds(of, talkSeconds), billed, `${talkSeconds} s are billed`);
    assert.equal(toDecimal(chargeFor(of, billed)), charge, `${talkSeconds} s cost`);
  };

  it('goes by started steps', () => {
    check(price('0.0500'), 60, 60, '0.05');
    check(price('0.0500'), 61, 120, '0.10');
    check(price('0.0500', 1), 61, 61, '0.050833');
    check(price('0.0500', 6), 61, 66, '0.055');
  });

  it('is at least the minimum, and the connection fee', () => {
    check(price('0.0600', 1, 30), 10, 30, '0.03');
    check(price('0.0600', 1, 30), 31, 31, '0.031');
    check(price('0.0600', 60, 30), 10, 60, '0.06');
    check(price('0.0500', 60, 0, '0.02'), 61, 120, '0.12');
  });

  it('is nothing when nobody talked', () => {
    check(price('0.0500', 60, 30, '0.02'), 0, 0, '0.00');
  });

  it('is rounded half up to the micro-unit, once', () => {
    check(price('0.000001', 30), 30, 30, '0.000001');
    check(price('0.000001', 29), 29, 29, '0.00');
    check(price('0.0100', 1), 1, 1, '0.000167');
  });
});

describe('what an amount pays for', () => {
  const check = (of: ReturnType<typeof price>, amount: string, seconds: number): void =>
    assert.equal(affordableSeconds(of, fromDecimal(amount), 7_200), seconds);

  it('are whole steps, after the connection fee', () => {
    check(price('0.0500'), '0.10', 120);
    check(price('0.0500'), '0.099999', 60);
    check(price('0.0500'), '0.049999', 0);
    check(price('0.0500', 60, 0, '0.02'), '0.10', 60);
    check(price('0.0500', 60, 0, '0.02'), '0.01', 0);
    check(price('0.0500', 1), '0.01', 12);
    check(price('0.0500'), '1000000.00', 7_200);
    check(price('0.00'), '0.00', 7_200);
  });

  it('is nothing unless it pays for the minimum', () => {
    check(price('0.0600', 1, 30), '0.029', 0);
    check(price('0.0600', 1, 30), '0.03', 30);
  });

  it('is the first step, even where that is longer than a call may be', () => {
    assert.equal(affordableSeconds(price('0.01', 3_600), fromDecimal('10.00'), 60), 3_600);
  });

  const prices = fc.record({
    perMinuteMicros: fc.bigInt({ min: 0n, max: 5_000_000n }),
    connectionFeeMicros: fc.bigInt({ min: 0n, max: 500_000n }),
    incrementSeconds: fc.integer({ min: 1, max: 120 }),
    minimumSeconds: fc.integer({ min: 0, max: 120 }),
  });
  const amounts = fc.bigInt({ min: 0n, max: 20_000_000n });

  it('costs no more than the amount, and one more step would', () => {
    fc.assert(
      fc.property(prices, amounts, (of, amount) => {
        const seconds = affordableSeconds(of, amount, 7_200);
        assert.ok(chargeFor(of, seconds) <= amount);
        assert.equal(seconds % of.incrementSeconds, 0);
        const more = seconds === 0 ? billedSeconds(of, 1) : seconds + of.incrementSeconds;
        if (more <= 7_200) assert.ok(chargeFor(of, more) > amount, 'one more step would be paid for too');
      }),
      { numRuns: 2_000 },
    );
  });

  it('bills no less than the talk, and grows with it', () => {
    fc.assert(
      fc.property(prices, fc.nat(8_000), (of, talk) => {
        assert.ok(billedSeconds(of, talk) >= talk);
        assert.ok(chargeFor(of, billedSeconds(of, talk + 1)) >= chargeFor(of, billedSeconds(of, talk)));
      }),
    );
  });
});
