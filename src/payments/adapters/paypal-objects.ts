// PayPal's words, read into ours. Orders v2 and Payments v2; our id travels as custom_id.
import { z } from 'zod';
import { fromDecimal } from '#money';
import type {
  EventSubject,
  ProcessorDispute,
  ProcessorMethod,
  ProcessorPayment,
  ProcessorRefund,
} from './processor.ts';

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
  // What the payer let us keep: a payment token of the vault.
  payment_source: z
    .object({
      paypal: z
        .object({
          attributes: z
            .object({ vault: z.object({ id: z.string().optional(), status: z.string() }).optional() })
            .optional(),
        })
        .optional(),
    })
    .optional(),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
});

/** An order with its capture, as `GET /v2/checkout/orders/{id}` returns it. */
export const readPaypalOrder = (object: unknown): ProcessorPayment => {
  const { id, status, purchase_units: units, links, payment_source: source } = order.parse(object);
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
    method: source?.paypal?.attributes?.vault?.id ?? null,
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

const token = z.object({
  id: z.string(),
  customer: z.object({ id: z.string() }),
  payment_source: z
    .object({ paypal: z.object({ email_address: z.string().optional() }).optional() })
    .optional(),
});

/** A payment token, as `GET /v3/vault/payment-tokens/{id}` returns it: one that was deleted is not found. */
export const readPaypalToken = (object: unknown): ProcessorMethod => {
  const { payment_source: source } = token.parse(object);
  return { state: 'live', label: source?.paypal?.email_address ?? null, arrivals: [] };
};

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

const dispute = z.object({
  dispute_id: z.string(),
  create_time: z.string(),
  disputed_transactions: z.array(z.object({ custom: z.string().optional() })).min(1),
  reason: z.string(),
  status: z.enum([
    'OPEN',
    'WAITING_FOR_BUYER_RESPONSE',
    'WAITING_FOR_SELLER_RESPONSE',
    'UNDER_REVIEW',
    'RESOLVED',
    'OTHER',
  ]),
  dispute_amount: money,
  dispute_outcome: z.object({ outcome_code: z.string(), amount_refunded: money.optional() }).optional(),
  money_movements: z
    .array(z.object({ affected_party: z.string(), amount: money, reason: z.string() }))
    .default([]),
});

/** A dispute, as `GET /v1/customer/disputes/{id}` returns it: `custom` is the custom_id of the capture. */
export const readPaypalDispute = (object: unknown): ProcessorDispute => {
  const read = dispute.parse(object);
  const outcome = read.dispute_outcome;
  const state = read.status === 'RESOLVED' && outcome ? outcomeOf(outcome.outcome_code) : 'open';
  const fees = read.money_movements.filter(
    ({ affected_party: party, reason }) => party === 'SELLER' && reason.endsWith('_FEE'),
  );
  return {
    reference: read.dispute_id,
    paymentKey: read.disputed_transactions[0]!.custom ?? null,
    paymentReference: null,
    state,
    amountMicros: fromDecimal(
      (state === 'lost' && outcome?.amount_refunded ? outcome.amount_refunded : read.dispute_amount).value,
    ),
    feeMicros: fees.reduce((sum, { amount }) => sum + fromDecimal(amount.value), 0n),
    reason: read.reason,
    openedAt: Temporal.Instant.from(read.create_time),
  };
};

/** The seller loses what the buyer wins or what was agreed to; RESOLVED_WITH_PAYOUT is paid by PayPal itself. */
const outcomeOf = (code: string): ProcessorDispute['state'] =>
  code === 'RESOLVED_BUYER_FAVOUR' || code === 'ACCEPTED' ? 'lost' : 'won';

const event = z.object({
  event_type: z.string(),
  resource: z.object({
    id: z.string().optional(),
    dispute_id: z.string().optional(),
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
    return [{ kind: 'refund', reference: resource.id ?? null, key }];
  }
  if (type.startsWith('VAULT.PAYMENT-TOKEN.')) {
    return [{ kind: 'method', reference: resource.id ?? null, key: null }];
  }
  if (type.startsWith('CUSTOMER.DISPUTE.')) {
    return [{ kind: 'dispute', reference: resource.dispute_id ?? null, key: null }];
  }
  if (type.startsWith('PAYMENT.CAPTURE.')) {
    return [{ kind: 'payment', reference: resource.supplementary_data?.related_ids.order_id ?? null, key }];
  }
  return type.startsWith('CHECKOUT.ORDER.') ? [{ kind: 'payment', reference: resource.id ?? null, key }] : [];
};
