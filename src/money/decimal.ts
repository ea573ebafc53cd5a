import type { Language } from '#platform';
import { invalidAmount } from './errors.ts';

/** Amounts are whole micro-units (1/1,000,000) of a currency: rates per minute need them. */
export const microsPerUnit = 1_000_000n;
export const microsPerCent = 10_000n;

/**
 * Reads a decimal such as "4.00" or "0.0120" into micro-units.
 * @refuses money.invalid_amount when it is not a plain decimal with at most six places.
 */
export const fromDecimal = (text: string): bigint => {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) throw invalidAmount({ amount: text });
  const [, sign, whole, fraction = ''] = match;
  const micros = BigInt(whole!) * microsPerUnit + BigInt(fraction.padEnd(6, '0'));
  return sign === '-' ? -micros : micros;
};

/** Writes micro-units as a decimal with at least two places and no more than are needed: 4000000n is "4.00", 12000n is "0.012". */
export const toDecimal = (micros: bigint): string => {
  const size = micros < 0n ? -micros : micros;
  const fraction = String(size % microsPerUnit)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${micros < 0n ? '-' : ''}${size / microsPerUnit}.${fraction}`;
};

/** An amount as a person reads it: "€4.00", "4,00 €". */
export const formatMoney = (micros: bigint, currency: string, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 6 }).format(
    toDecimal(micros) as Intl.StringNumericLiteral,
  );
