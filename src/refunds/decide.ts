import { toDecimal } from '#money';
import type { Tx } from '#platform';
import { decideRefund, refundable as refundableOf, type Context, type Decision } from '#policy';
import { amountNotPositive, amountTooHigh } from './errors.ts';
import { gatherFacts } from './gather-facts.ts';
import type { RefundRequest } from './refund.ts';

/** The decision on a request, as it is now: what quotes show and what requests carry out. */
export const decide = async (tx: Tx, context: Context, request: RefundRequest): Promise<Decision> => {
  const amountMicros = request.amountMicros ?? null;
  if (amountMicros !== null && amountMicros <= 0n)
    throw amountNotPositive({ amount: toDecimal(amountMicros) });
  const facts = await gatherFacts(tx, context, request);
  if (
    facts.frozen !== true &&
    facts.subject === 'credit' &&
    amountMicros !== null &&
    request.destination === 'payments'
  ) {
    const mostMicros = refundableOf(facts);
    const creditMicros = facts.parts.reduce((sum, part) => sum + part.amountMicros, 0n);
    // Where the policy gives nothing back at all, its decision says why, which a refusal of the amount would
    // not.
    const tooHigh = amountMicros > creditMicros || (mostMicros > 0n && amountMicros > mostMicros);
    if (tooHigh) throw amountTooHigh({ amount: toDecimal(amountMicros), refundable: toDecimal(mostMicros) });
  }
  return decideRefund(facts);
};

/**
 * What a refund of the credit would take out of it now, fees not yet retained, in micro-units.
 * @source POLICY.md R1; SCENARIOS.md, `refundable`
 */
export const refundable = async (tx: Tx, context: Context, customerId: string): Promise<bigint> => {
  const facts = await gatherFacts(tx, context, { customerId, subject: 'credit', destination: 'payments' });
  return facts.subject === 'credit' ? refundableOf(facts) : 0n;
};
