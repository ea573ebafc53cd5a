import { newestPeriodOf } from '#numbers';
import type { Tx } from '#platform';
import { policyFacts, today, versionById, versionInForce, type Context, type RentalFacts } from '#policy';
import { numberMissing } from '../errors.ts';
import type { RefundRequest } from '../refund.ts';

/**
 * What N2 decides from: the newest period that was paid for the number, and the policy version under which it
 * was paid.
 * @source POLICY.md §4: a rental keeps the version under which its current period was paid
 */
export const rentalFacts = async (tx: Tx, context: Context, request: RefundRequest): Promise<RentalFacts> => {
  const { customerId, e164, subject } = request;
  if (!e164) throw numberMissing({ subject });
  const { timeZone, currency } = context.operator;
  const date = today(context);
  const period = await newestPeriodOf(tx, { customerId, e164 });
  const version = period ? await versionById(tx, period.policyVersionId) : await versionInForce(tx, date);
  return {
    subject: 'rental',
    policy: policyFacts(version),
    currency,
    timeZone,
    today: date,
    e164,
    period: period && { from: period.from, until: period.until, amountMicros: period.amountMicros },
  };
};
