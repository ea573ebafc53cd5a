import { z } from 'zod';
import { toDecimal } from '#money';
import { nameOf, refundNamed } from '../names.ts';
import { namesOfPayments } from '../words/automatic-payments.ts';
import { amount, expectation, name } from '../word.ts';

export const refund = expectation(
  z.strictObject({
    refund: name,
    outcome: z.enum(['granted', 'partly', 'refused']).optional(),
    gross: amount.optional(),
    retained: amount.optional(),
    paidBack: amount.optional(),
    toCredit: amount.optional(),
    payouts: z.record(name, amount).optional(),
    clauses: z.array(name).optional(),
  }),
  async (world, expected) => {
    const { decision } = refundNamed(world, expected.refund);
    const names = await namesOfPayments(world);
    return {
      outcome: decision.outcome,
      gross: toDecimal(decision.grossMicros),
      retained: toDecimal(decision.retainedMicros),
      paidBack: toDecimal(decision.paidBackMicros),
      toCredit: toDecimal(decision.toCreditMicros),
      payouts: Object.fromEntries(
        decision.payouts.map((payout) => [nameOf(names, payout.paymentId), toDecimal(payout.amountMicros)]),
      ),
      clauses: decision.clauses,
    };
  },
);
