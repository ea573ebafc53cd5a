import { z } from 'zod';
import { amount, anId, date, id, type EventType } from './event-type.ts';

const automatic = { customerId: id, automaticPaymentId: id, processor: z.string(), amount };
const example = { customerId: anId, automaticPaymentId: anId, processor: 'card', amount: '20.00' };

/** Payments that are made by themselves. What succeeds is told as `payment.credited`. */
export const automaticPaymentEvents: readonly EventType[] = [
  {
    type: 'payment.payer_wanted',
    from: 'payments.payer_wanted',
    means: 'A payment that was to be made without its payer has to be confirmed by them, on a page.',
    audience: 'customer',
    data: z.object({
      customerId: id,
      paymentId: id,
      automaticPaymentId: id.nullable(),
      processor: z.string(),
      amount,
      payUrl: z.string(),
    }),
    example: {
      customerId: anId,
      paymentId: anId,
      automaticPaymentId: anId,
      processor: 'card',
      amount: '20.00',
      payUrl: 'https://checkout.example/pay/cs_1',
    },
  },
  {
    type: 'automatic_payment.failed',
    from: 'payments.automatic_failed',
    means: 'A monthly payment failed, and is tried again on a date.',
    audience: 'customer',
    data: z.object({ ...automatic, failure: z.string().nullable(), attempt: z.int(), retryOn: date }),
    example: { ...example, failure: 'card_declined', attempt: 1, retryOn: '2026-04-12' },
  },
  {
    type: 'automatic_payment.ended',
    from: 'payments.automatic_ended',
    means: 'A monthly payment ended: it was cancelled, or failed for too long.',
    audience: 'customer',
    data: z.object({ ...automatic, endedBy: z.string() }),
    example: { ...example, endedBy: 'customer' },
  },
  {
    type: 'automatic_payment.top_up_stopped',
    from: 'payments.automatic_top_up_stopped',
    means: 'Credit that runs low is no longer topped up by itself: the payments failed.',
    audience: 'customer',
    data: z.object({ customerId: id }),
    example: { customerId: anId },
  },
];
