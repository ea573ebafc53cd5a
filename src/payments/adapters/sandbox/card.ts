// Card payments through Stripe as the sandbox plays it.
import { microsPerCent } from '#money';
import {
  readStripeDispute,
  readStripeMethod,
  readStripePayment,
  readStripeRefund,
} from '../stripe-objects.ts';
import {
  refundedMicros,
  wantsPayer,
  type Dialect,
  type DraftEvent,
  type Occasion,
  type SandboxDispute,
  type SandboxPayment,
  type SandboxRefund,
  type Shown,
} from './state.ts';

const cents = (micros: bigint | string): number => Number(BigInt(micros) / microsPerCent);
const seconds = (at: string): number => Math.floor(Temporal.Instant.from(at).epochMilliseconds / 1000);
const chargeId = (payment: SandboxPayment): string => payment.part.replace('pi_', 'ch_');

const showIntent = (shown: Shown) => {
  const { payment } = shown;
  return {
    id: payment.part,
    object: 'payment_intent',
    amount: cents(payment.amountMicros),
    amount_received: payment.state === 'succeeded' ? cents(payment.amountMicros) : 0,
    currency: payment.currency.toLowerCase(),
    status: intentStatus(payment),
    payment_method: payment.paidWith ?? payment.saves ?? null,
    setup_future_usage: payment.saves === undefined ? null : 'off_session',
    last_payment_error: payment.state === 'failed' ? errorOf(payment) : null,
    metadata: { payment_id: payment.key },
    latest_charge: payment.state === 'succeeded' ? showCharge(shown) : null,
    created: seconds(payment.createdAt),
    livemode: false,
  };
};

/** Off-session nobody can try another card, and the intent waits for one for ever. */
const intentStatus = (payment: SandboxPayment): string => {
  const { state, paidWith } = payment;
  if (state === 'failed') return paidWith === undefined ? 'canceled' : 'requires_payment_method';
  if (state === 'succeeded') return 'succeeded';
  return paidWith === undefined && wantsPayer(payment) ? 'requires_action' : 'processing';
};

/** A payer who did not come to the page has tried nothing. */
const errorOf = (payment: SandboxPayment) => {
  if (!wantsPayer(payment))
    return { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' };
  return payment.paidWith === undefined
    ? null
    : { type: 'card_error', code: 'authentication_required', decline_code: 'authentication_required' };
};

const showCharge = ({ payment, refunds }: Shown) => ({
  id: chargeId(payment),
  object: 'charge',
  amount: cents(payment.amountMicros),
  amount_captured: cents(payment.amountMicros),
  amount_refunded: cents(refundedMicros(refunds)),
  balance_transaction: payment.feeMicros === null ? null : showBalanceTransaction(payment, payment.feeMicros),
  created: seconds(payment.succeededAt ?? payment.createdAt),
  currency: payment.currency.toLowerCase(),
  metadata: { payment_id: payment.key },
  paid: true,
  payment_intent: payment.part,
  refunded: refundedMicros(refunds) === BigInt(payment.amountMicros),
  livemode: false,
});

const showBalanceTransaction = (payment: SandboxPayment, feeMicros: string) => ({
  id: payment.part.replace('pi_', 'txn_'),
  object: 'balance_transaction',
  amount: cents(payment.amountMicros),
  fee: cents(feeMicros),
  fee_details: [
    {
      amount: cents(feeMicros),
      currency: payment.currency.toLowerCase(),
      type: 'stripe_fee',
      description: 'Processing fee',
    },
  ],
  net: cents(payment.amountMicros) - cents(feeMicros),
});

const showSession = (shown: Shown) => {
  const { payment } = shown;
  return {
    id: payment.reference,
    object: 'checkout.session',
    status: { pending: 'open', succeeded: 'complete', failed: 'expired' }[payment.state],
    payment_status: payment.state === 'succeeded' ? 'paid' : 'unpaid',
    amount_total: cents(payment.amountMicros),
    client_reference_id: payment.key,
    currency: payment.currency.toLowerCase(),
    metadata: { payment_id: payment.key },
    payment_intent: showIntent(shown),
    url: payment.state === 'pending' ? `https://checkout.stripe.example/c/pay/${payment.reference}` : null,
    created: seconds(payment.createdAt),
    livemode: false,
  };
};

const showRefund = ({ payment }: Shown, refund: SandboxRefund) => ({
  id: refund.reference,
  object: 'refund',
  amount: cents(refund.amountMicros),
  charge: chargeId(payment),
  created: seconds(refund.createdAt),
  currency: refund.currency.toLowerCase(),
  failure_reason: refund.state === 'failed' ? 'expired_or_canceled_card' : null,
  metadata: { payout_id: refund.key },
  payment_intent: payment.part,
  reason: 'requested_by_customer',
  status: refund.state,
});

/** With its charge expanded, as a fetch asks for it. */
const showDispute = (shown: Shown, dispute: SandboxDispute) => ({
  id: dispute.reference,
  object: 'dispute',
  amount: cents(dispute.amountMicros),
  balance_transactions: [
    {
      id: dispute.part,
      object: 'balance_transaction',
      amount: -cents(dispute.amountMicros),
      fee: cents(dispute.feeMicros),
      net: -cents(dispute.amountMicros) - cents(dispute.feeMicros),
    },
    // What was withdrawn is reinstated; the fee is not.
    ...(dispute.state === 'won'
      ? [
          {
            id: `${dispute.part}r`,
            object: 'balance_transaction',
            amount: cents(dispute.amountMicros),
            fee: 0,
            net: cents(dispute.amountMicros),
          },
        ]
      : []),
  ],
  charge: showCharge(shown),
  created: seconds(dispute.createdAt),
  currency: shown.payment.currency.toLowerCase(),
  livemode: false,
  metadata: {},
  payment_intent: shown.payment.part,
  reason: 'fraudulent',
  status: dispute.state === 'open' ? 'needs_response' : dispute.state,
});

// Webhooks carry ids where a fetch was asked to expand them.
const collapsed = (shown: Shown) => ({ ...showSession(shown), payment_intent: shown.payment.part });
const collapsedIntent = (shown: Shown) => ({
  ...showIntent(shown),
  latest_charge: shown.payment.state === 'succeeded' ? chargeId(shown.payment) : null,
});
const collapsedCharge = (shown: Shown) => {
  const charge = showCharge(shown);
  return { ...charge, balance_transaction: charge.balance_transaction?.id ?? null };
};

/** Of an intent without a session. */
const directEvents = (occasion: Occasion, shown: Shown): readonly DraftEvent[] => {
  if (occasion === 'created') return [];
  if (occasion === 'tell_fee') return [{ type: 'charge.updated', object: collapsedCharge(shown) }];
  const type = occasion === 'succeed' ? 'payment_intent.succeeded' : 'payment_intent.payment_failed';
  return [{ type, object: collapsedIntent(shown) }];
};

export const cardDialect: Dialect = {
  processor: 'card',
  failsWithoutPayer: true,
  refundableDays: null,
  newReferences: (kind, hex) =>
    kind === 'payment'
      ? { reference: `cs_test_${hex}`, part: `pi_${hex.slice(-24)}` }
      : kind === 'direct_payment'
        ? { reference: `pi_${hex.slice(-24)}`, part: `pi_${hex.slice(-24)}` }
        : kind === 'method'
          ? { reference: `pm_${hex.slice(-24)}`, part: `cus_${hex.slice(-14)}` }
          : {
              reference: `${kind === 'refund' ? 're' : 'dp'}_${hex.slice(-24)}`,
              part: `txn_${hex.slice(-24)}`,
            },
  showPayment: (shown) => (shown.payment.paidWith === undefined ? showSession(shown) : showIntent(shown)),
  readPayment: readStripePayment,
  showRefund,
  readRefund: readStripeRefund,
  paymentEvents: (occasion, shown): readonly DraftEvent[] => {
    if (shown.payment.paidWith !== undefined) return directEvents(occasion, shown);
    switch (occasion) {
      case 'created':
        return [];
      case 'succeed':
        return [
          { type: 'payment_intent.succeeded', object: collapsedIntent(shown) },
          { type: 'checkout.session.completed', object: collapsed(shown) },
          ...(shown.payment.feeMicros === null
            ? []
            : [{ type: 'charge.updated', object: collapsedCharge(shown) }]),
        ];
      case 'fail':
        return [
          { type: 'payment_intent.canceled', object: collapsedIntent(shown) },
          { type: 'checkout.session.expired', object: collapsed(shown) },
        ];
      default:
        return [{ type: 'charge.updated', object: collapsedCharge(shown) }];
    }
  },
  refundEvents: (occasion, shown, refund): readonly DraftEvent[] => {
    const object = showRefund(shown, refund);
    if (occasion === 'created') {
      return [
        { type: 'refund.created', object },
        { type: 'charge.refunded', object: collapsedCharge(shown) },
      ];
    }
    return [{ type: occasion === 'fail' ? 'refund.failed' : 'refund.updated', object }];
  },
  showMethod: ({ reference, state }) => ({
    id: reference,
    object: 'payment_method',
    type: 'card',
    card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034, funding: 'credit', country: 'IT' },
    customer: state === 'live' ? `cus_${reference.slice(-14)}` : null,
    livemode: false,
  }),
  readMethod: readStripeMethod,
  methodEvents: (method) => [
    {
      type: 'payment_method.detached',
      object: { id: method.reference, object: 'payment_method', type: 'card', customer: null },
    },
  ],
  showDispute,
  readDispute: readStripeDispute,
  // 15.00, as Stripe charges in euro; it is not given back when the dispute is won.
  disputeFeeMicros: 15_000_000n,
  disputeEvents: (shown, dispute): readonly DraftEvent[] => {
    const object = { ...showDispute(shown, dispute), charge: chargeId(shown.payment) };
    if (dispute.state === 'open')
      return [
        { type: 'charge.dispute.created', object },
        { type: 'charge.dispute.funds_withdrawn', object },
      ];
    const closed = { type: 'charge.dispute.closed', object };
    return dispute.state === 'won' ? [closed, { type: 'charge.dispute.funds_reinstated', object }] : [closed];
  },
  envelope: (id, at, { type, object }) => ({
    id,
    object: 'event',
    api_version: '2026-01-28',
    created: seconds(at),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  }),
};
