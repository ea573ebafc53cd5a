import { creditPartsOf, paymentFacts } from '#payments';
import type { Tx } from '#platform';
import type { Context, CreditFacts } from '#policy';
import type { RefundRequest } from '../refund.ts';
import { factsOfToday } from './facts-of-today.ts';

/**
 * What R1 decides from: all unspent credit, the payments that it came from, and the policy in force today.
 */
export const creditFacts = async (tx: Tx, context: Context, request: RefundRequest): Promise<CreditFacts> => {
  const parts = await creditPartsOf(tx, request.customerId);
  const paymentIds = new Set(parts.flatMap((part) => (part.paymentId === null ? [] : [part.paymentId])));
  return {
    subject: 'credit',
    ...(await factsOfToday(tx, context)),
    destination: request.destination,
    requestedMicros: request.amountMicros ?? null,
    parts,
    payments: await paymentFacts(tx, [...paymentIds]),
  };
};
