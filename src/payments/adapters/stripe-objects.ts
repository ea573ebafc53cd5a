// Stripe's words, read into ours. A payment is a Checkout Session with its PaymentIntent expanded; our id
// travels in metadata.
import { z } from 'zod';
import { microsPerCent } from '#money';
import type {
  EventSubject,
  ProcessorDispute,
  ProcessorMethod,
  ProcessorPayment,
  ProcessorRefund,
} from './processor.ts';

const ours = z.object({ payment_id: z.string().optional(), payout_id: z.string().optional() }).default({});

const intent = z.object({
  id: z.string(),
  status: z.enum([
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'processing',
    'requires_capture',
    'canceled',
    'succeeded',
  ]),
  last_payment_error: z.object({ code: z.string() }).nullable().default(null),
  latest_charge: z
    .object({
      created: z.number(),
      // null under asynchronous capture, until charge.updated tells that it is known.
      balance_transaction: z.object({ fee: z.int() }).nullable(),
    })
    .nullable(),
  payment_method: z.string().nullish(),
  // off_session: the payer lets us use the method without them.
  setup_future_usage: z.string().nullish(),
});

/** A payment by a saved method is an intent of its own, without a session. */
const directIntent = intent.extend({
  object: z.literal('payment_intent'),
  amount: z.int(),
  currency: z.string(),
});

const session = z.object({
  id: z.string(),
  object: z.literal('checkout.session'),
  status: z.enum(['open', 'complete', 'expired']),
  amount_total: z.int(),
  currency: z.string(),
  url: z.string().nullable(),
  payment_intent: intent.nullable(),
});

const micros = (cents: number): bigint => BigInt(cents) * microsPerCent;

/** A payment: a session, or, paid by a saved method, an intent. */
export const readStripePayment = (object: unknown): ProcessorPayment =>
  (object as { object?: unknown } | null)?.object === 'payment_intent'
    ? readStripeIntent(object)
    : readStripeSession(object);

/**
 * An intent, as `GET /v1/payment_intents/{id}?expand[]=latest_charge.balance_transaction` returns it. Off-session
 * there is nobody to try another card: what was declined has failed.
 */
const readStripeIntent = (object: unknown): ProcessorPayment => {
  const read = directIntent.parse(object);
  const declined = read.status === 'requires_payment_method' && read.last_payment_error !== null;
  const state =
    read.status === 'succeeded' ? 'succeeded' : declined || read.status === 'canceled' ? 'failed' : 'pending';
  return {
    reference: read.id,
    state,
    amountMicros: micros(read.amount),
    currency: read.currency.toUpperCase(),
    ...chargeOf(read.latest_charge, state),
    payUrl: null,
    method: null,
    // Stripe's word for a payer who is wanted is ours: payerWanted.
    failure: state === 'failed' ? (read.last_payment_error?.code ?? read.status) : null,
  };
};

const chargeOf = (
  charge: z.infer<typeof intent>['latest_charge'],
  state: ProcessorPayment['state'],
): Pick<ProcessorPayment, 'feeMicros' | 'succeededAt'> => {
  const fee = charge?.balance_transaction?.fee;
  return {
    feeMicros: fee === undefined ? null : micros(fee),
    succeededAt:
      charge && state === 'succeeded' ? Temporal.Instant.fromEpochMilliseconds(charge.created * 1000) : null,
  };
};

const method = z.object({
  id: z.string(),
  object: z.literal('payment_method'),
  customer: z.string().nullable(),
  card: z.object({ brand: z.string(), last4: z.string() }).optional(),
});

/** A saved method, as `GET /v1/payment_methods/{id}` returns it: one that was detached has no customer. */
export const readStripeMethod = (object: unknown): ProcessorMethod => {
  const { customer, card } = method.parse(object);
  return {
    state: customer === null ? 'ended' : 'live',
    label: card ? `${card.brand} •••• ${card.last4}` : null,
    arrivals: [],
  };
};

/**
 * A session, as `GET /v1/checkout/sessions/{id}?expand[]=payment_intent.latest_charge.balance_transaction`
 * returns it.
 */
const readStripeSession = (object: unknown): ProcessorPayment => {
  const read = session.parse(object);
  const paid = read.payment_intent;
  const state = stateOfSession(read);
  return {
    reference: read.id,
    state,
    amountMicros: micros(read.amount_total),
    currency: read.currency.toUpperCase(),
    ...chargeOf(paid?.latest_charge ?? null, state),
    payUrl: read.url,
    method: paid?.setup_future_usage === 'off_session' ? (paid.payment_method ?? null) : null,
    failure: state === 'failed' ? (paid?.last_payment_error?.code ?? read.status) : null,
  };
};

const stateOfSession = ({
  status,
  payment_intent: paid,
}: z.infer<typeof session>): ProcessorPayment['state'] => {
  if (paid?.status === 'succeeded') return 'succeeded';
  // A declined card can be tried again while the session is open.
  return status === 'expired' || paid?.status === 'canceled' ? 'failed' : 'pending';
};

const refund = z.object({
  id: z.string(),
  object: z.literal('refund'),
  amount: z.int(),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  failure_reason: z.string().nullish(),
});

/** A refund, as `GET /v1/refunds/{id}` returns it. */
export const readStripeRefund = (object: unknown): ProcessorRefund => {
  const read = refund.parse(object);
  const state = refundStates[read.status];
  return {
    reference: read.id,
    state,
    amountMicros: micros(read.amount),
    failure: state === 'failed' ? (read.failure_reason ?? read.status) : null,
  };
};

const refundStates = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
} as const;

const dispute = z.object({
  id: z.string(),
  object: z.literal('dispute'),
  amount: z.int(),
  balance_transactions: z.array(z.object({ fee: z.int() })),
  charge: z.object({ metadata: ours }),
  created: z.number(),
  reason: z.string(),
  status: z.enum([
    'warning_needs_response',
    'warning_under_review',
    'warning_closed',
    'needs_response',
    'under_review',
    'won',
    'lost',
  ]),
});

/** A dispute, as `GET /v1/disputes/{id}?expand[]=charge` returns it: the charge has the payment's metadata. */
export const readStripeDispute = (object: unknown): ProcessorDispute => {
  const read = dispute.parse(object);
  return {
    reference: read.id,
    paymentKey: read.charge.metadata.payment_id ?? null,
    paymentReference: null,
    state: disputeStates[read.status],
    amountMicros: micros(read.amount),
    // What was withdrawn is no loss yet: only the status says who won.
    feeMicros: read.balance_transactions.reduce((sum, { fee }) => sum + micros(fee), 0n),
    reason: read.reason,
    openedAt: Temporal.Instant.fromEpochMilliseconds(read.created * 1000),
  };
};

const disputeStates = {
  warning_needs_response: 'open',
  warning_under_review: 'open',
  warning_closed: 'won',
  needs_response: 'open',
  under_review: 'open',
  won: 'won',
  lost: 'lost',
} as const;

const event = z.object({
  type: z.string(),
  data: z.object({ object: z.object({ id: z.string(), object: z.string(), metadata: ours }) }),
});

/**
 * What a Stripe webhook is about: session, intent and charge are one payment. A charge's amount_refunded is
 * cumulative and is not read.
 */
export const stripeSubjects = (body: unknown): readonly EventSubject[] => {
  const { object } = event.parse(body).data;
  switch (object.object) {
    case 'checkout.session':
      return [{ kind: 'payment', reference: object.id, key: object.metadata.payment_id ?? null }];
    case 'payment_intent':
    case 'charge':
      return object.metadata.payment_id
        ? [{ kind: 'payment', reference: null, key: object.metadata.payment_id }]
        : [];
    case 'refund':
      return [{ kind: 'refund', reference: object.id, key: object.metadata.payout_id ?? null }];
    case 'payment_method':
      return [{ kind: 'method', reference: object.id, key: null }];
    case 'dispute':
      return [{ kind: 'dispute', reference: object.id, key: null }];
    default:
      return [];
  }
};
