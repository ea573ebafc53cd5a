// PayPal's words, read into ours. Orders v2 and Payments v2; our id travels as custom_id.
import { z } from 'zod';
import { fromDecimal } from '#money';
import type { EventSubject, ProcessorPayment, ProcessorRefund } from './processor.ts';

const money = z.object({ currency_code: z.string(), value: z.string() });

const capture = z.object({
  id: z.string(),
  status: z.enum(['COMPLETED', 'DECLINED', 'PARTIALLY_REFUNDED', 'PENDING', 'REFUNDED', 'FAILED']),
  status_details: z.object({ reason: z.string() }).optional(),
  amount: money,
  custom_id: z.string().optional(),
  // paypal_fee is absent while the capture is pending.
  seller_receivable_breakdown: z.object({ paypal_fee: money.optional() }).optional(),
  update_time: z.string(),
});

const refund = z.object({
  id: z.string(),
  status: z.enum(['CANCELLED', 'FAILED', 'PENDING', 'COMPLETED']),
  status_details: z.object({ reason: z.string() }).optional(),
  amount: money,
  custom_id: z.string().optional(),
});

const order = z.object({
  id: z.string(),
  status: z.string(),
  purchase_units: z
    .array(
      z.object({
        amount: money,
        custom_id: z.string().optional(),
        payments: z.object({ captures: z.array(capture).optional() }).optional(),
      }),
    )
    .min(1),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
});

/** An order with its capture, as `GET /v2/checkout/orders/{id}` returns it. */
export const readPaypalOrder = (object: unknown): ProcessorPayment => {
  const { id, status, purchase_units: units, links } = order.parse(object);
  const unit = units[0]!;
  const taken = unit.payments?.captures?.[0];
  const fee = taken?.seller_receivable_breakdown?.paypal_fee;
  const state = taken ? captureStates[taken.status] : status === 'VOIDED' ? 'failed' : 'pending';
  return {
    reference: id,
    state,
    amountMicros: fromDecimal((taken ?? unit).amount.value),
    currency: (taken ?? unit).amount.currency_code,
    feeMicros: fee ? fromDecimal(fee.value) : null,
    succeededAt: taken && state === 'succeeded' ? Temporal.Instant.from(taken.update_time) : null,
    payUrl: links.find((link) => link.rel === 'payer-action')?.href ?? null,
    failure: state === 'failed' ? (taken?.status_details?.reason ?? taken?.status ?? status) : null,
  };
};

const captureStates = {
  COMPLETED: 'succeeded',
  PARTIALLY_REFUNDED: 'succeeded',
  REFUNDED: 'succeeded',
  PENDING: 'pending',
  DECLINED: 'failed',
  FAILED: 'failed',
} as const;

/** A refund, as `GET /v2/payments/refunds/{id}` returns it. */
export const readPaypalRefund = (object: unknown): ProcessorRefund => {
  const { id, status, amount, status_details: details } = refund.parse(object);
  const state = refundStates[status];
  return {
    reference: id,
    state,
    amountMicros: fromDecimal(amount.value),
    failure: state === 'failed' ? (details?.reason ?? status) : null,
  };
};

const refundStates = {
  CANCELLED: 'failed',
  FAILED: 'failed',
  PENDING: 'pending',
  COMPLETED: 'succeeded',
} as const;

const event = z.object({
  event_type: z.string(),
  resource: z.object({
    id: z.string(),
    custom_id: z.string().optional(),
    supplementary_data: z.object({ related_ids: z.object({ order_id: z.string().optional() }) }).optional(),
  }),
});

/**
 * What a PayPal webhook is about. Its amounts are not read: a refund's total_refunded_amount is cumulative,
 * not what this refund moved.
 */
export const paypalSubjects = (body: unknown): readonly EventSubject[] => {
  const { event_type: type, resource } = event.parse(body);
  const key = resource.custom_id ?? null;
  if (type === 'PAYMENT.CAPTURE.REFUNDED' || type.startsWith('PAYMENT.REFUND.')) {
    return [{ kind: 'refund', reference: resource.id, key }];
  }
  if (type.startsWith('PAYMENT.CAPTURE.')) {
    return [{ kind: 'payment', reference: resource.supplementary_data?.related_ids.order_id ?? null, key }];
  }
  return type.startsWith('CHECKOUT.ORDER.') ? [{ kind: 'payment', reference: resource.id, key }] : [];
};
