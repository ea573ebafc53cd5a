import { dateAt } from '#platform';
import type { Payout } from './decision.ts';
import type { CommonFacts, PaymentFacts } from './facts.ts';

/**
 * Half-open as all dates: paid on 1 January with 180 days, the processor is asked through day 179 after it.
 */
export const methodOf = (facts: CommonFacts, payment: PaymentFacts): Payout['method'] => {
  const days = facts.policy.refundableDays[payment.processor];
  if (days === null) return 'processor';
  const closedFrom = dateAt(payment.succeededAt, facts.timeZone).add({ days });
  return Temporal.PlainDate.compare(facts.today, closedFrom) < 0 ? 'processor' : 'manual';
};

/** What texts say of a payment. */
export const paymentData = (
  facts: CommonFacts,
  payment: PaymentFacts,
): Record<'paymentId' | 'processor' | 'paidOn', string> => ({
  paymentId: payment.id,
  processor: payment.processor,
  paidOn: dateAt(payment.succeededAt, facts.timeZone).toString(),
});
