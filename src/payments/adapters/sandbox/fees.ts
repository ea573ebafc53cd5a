import { divide, fromDecimal, microsPerCent } from '#money';
import type { ProcessorName } from '#policy';

/**
 * What a processor keeps of a payment: a percentage and a fixed sum, both decimals, in the payment's
 * currency.
 */
export interface FeeSchedule {
  readonly percent: string;
  readonly fixed: string;
}

export type FeeSchedules = Readonly<Record<ProcessorName, FeeSchedule>>;

export const defaultFees: FeeSchedules = {
  paypal: { percent: '3.4', fixed: '0.35' },
  card: { percent: '1.5', fixed: '0.25' },
  bank: { percent: '0', fixed: '0' },
};

/** The fee of a payment, half up to the cent, with one rounding. */
export const feeOf = (amountMicros: bigint, { percent, fixed }: FeeSchedule): bigint => {
  // percent is in millionths of a percent here: one hundred percent is 100,000,000 of them.
  const whole = 100_000_000n;
  const exact = amountMicros * fromDecimal(percent) + fromDecimal(fixed) * whole;
  return divide(exact, whole * microsPerCent, 'half_up') * microsPerCent;
};
