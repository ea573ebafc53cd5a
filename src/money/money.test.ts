import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '#platform';
import {
  divide,
  formatMoney,
  fromDecimal,
  invalidAmount,
  microsPerCent,
  roundToCent,
  scale,
  toDecimal,
  type RoundingMode,
} from './index.ts';

describe('an amount', () => {
  const check = (text: string, micros: bigint, written = text): void => {
    assert.equal(fromDecimal(text), micros);
    assert.equal(toDecimal(micros), written);
  };

  it('is read exactly, and written with at least two places', () => {
    check('4.00', 4_000_000n);
    check('0.0120', 12_000n, '0.012');
    check('0.000001', 1n);
    check('7', 7_000_000n, '7.00');
    check('-0.50', -500_000n);
    check('10', 10_000_000n, '10.00');
    check('999999999999.999999', 999_999_999_999_999_999n);
  });

  for (const text of ['', '4,00', '4.', '.5', '1e3', '+1', ' 1', '1.0000001', '1234567890123', '٣', '--1'])
    it(`is not "${text}"`, () => {
      assert.throws(
        () => fromDecimal(text),
        (error) => isRefusal(error) && error.code === invalidAmount.code,
      );
    });

  it('is the same after writing and reading', () => {
    const amounts = fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n });
    fc.assert(fc.property(amounts, (micros) => assert.equal(fromDecimal(toDecimal(micros)), micros)));
  });

  it('is formatted as its reader writes it, with the places that it needs', () => {
    const formatted = (micros: bigint) =>
      (['en', 'es', 'it'] as const).map((language) =>
        formatMoney(micros, 'EUR', language).replaceAll('\u00a0', ' '),
      );
    assert.deepEqual(formatted(4_000_000n), ['€4.00', '4,00 €', '4,00 €']);
    assert.deepEqual(formatted(12_000n), ['€0.012', '0,012 €', '0,012 €']);
    assert.deepEqual(formatted(-12_345_670_000n), ['-€12,345.67', '-12.345,67 €', '-12.345,67 €']);
  });
});

describe('rounding', () => {
  const check = (numerator: bigint, denominator: bigint, expected: Record<RoundingMode, bigint>): void => {
    for (const mode of ['down', 'up', 'half_up'] as const)
      assert.equal(
        divide(numerator, denominator, mode),
        expected[mode],
        `${numerator}/${denominator} ${mode}`,
      );
  };

  it('goes towards zero, away from it, or to the nearest with halves away from it', () => {
    check(7n, 2n, { down: 3n, up: 4n, half_up: 4n });
    check(-7n, 2n, { down: -3n, up: -4n, half_up: -4n });
    check(10n, 3n, { down: 3n, up: 4n, half_up: 3n });
    check(11n, 3n, { down: 3n, up: 4n, half_up: 4n });
    check(6n, 3n, { down: 2n, up: 2n, half_up: 2n });
    check(0n, 3n, { down: 0n, up: 0n, half_up: 0n });
  });

  it('needs a positive denominator', () => {
    assert.throws(() => divide(1n, 0n, 'down'), RangeError);
    assert.throws(() => divide(1n, -2n, 'down'), RangeError);
  });

  it('to the cent leaves less than a cent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (micros) => {
        assert.equal(roundToCent(micros, 'down') % microsPerCent, 0n);
        const rest = micros - roundToCent(micros, 'down');
        assert.ok((rest < 0n ? -rest : rest) < microsPerCent);
      }),
    );
  });

  it('of a share happens once (example E: 4.00 × 48 ÷ 720, up to the cent)', () => {
    const share = scale(fromDecimal('4.00'), 48n, 720n, 'up');
    assert.equal(toDecimal(roundToCent(share, 'up')), '0.27');
    assert.equal(toDecimal(scale(fromDecimal('2.05'), 40n, 50n, 'half_up')), '1.64');
  });
});
