export { formatMoney, fromDecimal, microsPerCent, microsPerUnit, toDecimal } from './decimal.ts';
export { divide, roundToCent, scale, type RoundingMode } from './rounding.ts';
export { invalidAmount } from './errors.ts';
