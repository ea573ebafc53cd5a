import { newestPeriodOf } from '#numbers';
import type { Tx } from '#platform';
import { policyFacts, today, versionInForce, type CommonFacts, type Context } from '#policy';
import type { RefundRequest } from '../refund.ts';

/** What every decision is computed from, under the policy in force today. */
export const factsOfToday = async (tx: Tx, context: Context): Promise<CommonFacts> => {
  const { timeZone, currency } = context.operator;
  const date = today(context);
  return { policy: policyFacts(await versionInForce(tx, date)), currency, timeZone, today: date };
};

/** A number that a request names is one that the customer holds, or held. @refuses numbers.not_yours */
export const refuseOthersNumber = async (tx: Tx, { customerId, e164 }: RefundRequest): Promise<void> => {
  if (e164) await newestPeriodOf(tx, { customerId, e164 });
};
