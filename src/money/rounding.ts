import { microsPerCent } from './decimal.ts';

/** down: towards zero; up: away from zero; half_up: to the nearest, a half away from zero. */
export type RoundingMode = 'down' | 'up' | 'half_up';

/** numerator ÷ denominator as a whole number, rounded by `mode`. The denominator is positive. */
export const divide = (numerator: bigint, denominator: bigint, mode: RoundingMode): bigint => {
  if (denominator <= 0n) throw new RangeError('the denominator is not positive');
  const sign = numerator < 0n ? -1n : 1n;
  const size = numerator < 0n ? -numerator : numerator;
  const whole = size / denominator;
  const rest = size % denominator;
  const carry = mode === 'up' ? rest > 0n : mode === 'half_up' && rest * 2n >= denominator;
  return sign * (carry ? whole + 1n : whole);
};

/** amount × numerator ÷ denominator in micro-units, with one rounding at the end. */
export const scale = (
  amountMicros: bigint,
  numerator: bigint,
  denominator: bigint,
  mode: RoundingMode,
): bigint => divide(amountMicros * numerator, denominator, mode);

/** The amount in whole cents, still counted in micro-units. */
export const roundToCent = (amountMicros: bigint, mode: RoundingMode): bigint =>
  divide(amountMicros, microsPerCent, mode) * microsPerCent;
