import { z } from 'zod';
import { refundById } from '#refunds';
import { amount, anId, id, type EventType } from './event-type.ts';

const payment = { customerId: id, paymentId: id };
const payout = { customerId: id, payoutId: id, paymentId: id, refundId: id, amount, retained: amount };
const examplePayout = {
  customerId: anId,
  payoutId: anId,
  paymentId: anId,
  refundId: anId,
  amount: '14.97',
  retained: '1.03',
};

const dispute = { customerId: id, disputeId: id, paymentId: id, amount };
const exampleDispute = { customerId: anId, disputeId: anId, paymentId: anId, amount: '20.00' };

/** Payments, disputes, refunds and payouts. */
export const moneyEvents: readonly EventType[] = [
  {
    type: 'payment.credited',
    from: 'payments.credited',
    means:
      'Credit arrived in the wallet: a payment succeeded, or (paymentId is null) promotional credit was given.',
    audience: 'customer',
    data: z.object({ customerId: id, paymentId: id.nullish(), amount }),
    example: { customerId: anId, paymentId: anId, amount: '20.00' },
  },
  {
    type: 'payment.failed',
    from: 'payments.failed',
    means: 'A payment failed; `failure` is what its processor said.',
    audience: 'customer',
    data: z.object({ ...payment, amount, failure: z.string() }),
    example: { customerId: anId, paymentId: anId, amount: '20.00', failure: 'card_declined' },
  },
  {
    type: 'payment.fee_known',
    from: 'payments.fee_known',
    means: 'The processor told the fee that it kept of a payment: from now on a refund of it can be quoted.',
    audience: 'customer',
    data: z.object({ ...payment, fee: amount }),
    example: { customerId: anId, paymentId: anId, fee: '1.03' },
  },
  {
    type: 'dispute.opened',
    from: 'payments.dispute_opened',
    means: 'The payer disputes a payment at its processor: what is unspent of it is held.',
    audience: 'customer',
    data: z.object({ ...dispute, held: amount }),
    example: { ...exampleDispute, held: '12.00' },
  },
  {
    type: 'dispute.won',
    from: 'payments.dispute_won',
    means: 'A dispute ended in our favour: what was held is credit again.',
    audience: 'customer',
    data: z.object(dispute),
    example: exampleDispute,
  },
  {
    type: 'dispute.lost',
    from: 'payments.dispute_lost',
    means:
      'A dispute was lost: `taken` left the credit, and `owed` is a debt that credit which arrives pays first.',
    audience: 'customer',
    data: z.object({ ...dispute, taken: amount, owed: amount }),
    example: { ...exampleDispute, taken: '16.00', owed: '4.00' },
  },
  {
    type: 'refund.decided',
    from: 'refunds.decided',
    means:
      'A request for a refund was decided. Waiting: the fee of a payment is not known yet, and another event follows.',
    audience: 'customer',
    data: z.object({
      customerId: id,
      refundId: id,
      subject: z.string(),
      outcome: z.enum(['granted', 'partly', 'refused', 'waiting']),
      number: z.string().nullish(),
      incidentId: id.nullish().meta({ description: 'Of a disruption' }),
      gross: amount,
      retained: amount,
      paidBack: amount,
      toCredit: amount,
      policyVersionId: z.int(),
    }),
    example: {
      customerId: anId,
      refundId: anId,
      subject: 'credit',
      outcome: 'granted',
      number: null,
      incidentId: null,
      gross: '16.00',
      retained: '1.03',
      paidBack: '14.97',
      toCredit: '0.00',
      policyVersionId: 1,
    },
    fill: async (tx, _context, { refundId }) => {
      const { e164, incidentId, decision } = await refundById(tx, String(refundId));
      return { number: e164, incidentId, policyVersionId: decision.policyVersionId };
    },
  },
  {
    type: 'payout.succeeded',
    from: 'payments.payout_succeeded',
    means: 'The money of a refund arrived, as far as its processor can tell.',
    audience: 'customer',
    data: z.object(payout),
    example: examplePayout,
  },
  {
    type: 'payout.failed',
    from: 'payments.payout_failed',
    means: 'The money of a refund did not arrive: it is credit again.',
    audience: 'customer',
    data: z.object({ ...payout, failure: z.string() }),
    example: { ...examplePayout, failure: 'account_closed' },
  },
];
