import { paymentFacts } from '#payments';
import type { Tx } from '#platform';
import { policyFacts, today, versionInForce, type Context, type CreditFacts } from '#policy';
import { unspentParts } from '#wallet';
import type { RefundRequest } from '../refund.ts';

/**
 * What R1 decides from: all unspent credit, the payments that it came from, and the policy in force today.
 */
export const creditFacts = async (tx: Tx, context: Context, request: RefundRequest): Promise<CreditFacts> => {
  const { timeZone, currency } = context.operator;
  const date = today(context);
  const parts = await unspentParts(tx, request.customerId);
  const paymentIds = new Set(parts.flatMap((part) => (part.paymentId === null ? [] : [part.paymentId])));
  return {
    subject: 'credit',
    policy: policyFacts(await versionInForce(tx, date)),
    currency,
    timeZone,
    today: date,
    destination: request.destination,
    requestedMicros: request.amountMicros ?? null,
    parts,
    payments: await paymentFacts(tx, [...paymentIds]),
  };
};
