import type { Tx } from '#platform';
import type { Context, Decision } from '#policy';
import { decide } from './decide.ts';
import type { RefundRequest } from './refund.ts';

/**
 * What the customer would get back now, and why: the decision, without its effects.
 * @refuses refunds.amount_too_high, refunds.amount_not_positive, refunds.number_missing, numbers.not_yours
 * @source POLICY.md §4
 */
export const quoteRefund = (tx: Tx, context: Context, request: RefundRequest): Promise<Decision> =>
  decide(tx, context, request);
