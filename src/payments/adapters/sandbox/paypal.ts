// PayPal as the sandbox plays it.
import { toDecimal } from '#money';
import { readPaypalDispute, readPaypalOrder, readPaypalRefund, readPaypalToken } from '../paypal-objects.ts';
import {
  refundedMicros,
  wantsPayer,
  type Dialect,
  type SandboxDispute,
  type SandboxPayment,
  type SandboxRefund,
  type Shown,
} from './state.ts';

const api = 'https://api-m.sandbox.paypal.example';

const money = (micros: bigint | string, currency: string) => ({
  currency_code: currency,
  value: toDecimal(BigInt(micros)),
});

const showCapture = ({ payment, refunds }: Shown) => ({
  id: payment.part,
  status: captureStatus(payment, refunds),
  ...(payment.state === 'pending' ? { status_details: { reason: 'ECHECK' } } : {}),
  amount: money(payment.amountMicros, payment.currency),
  custom_id: payment.key,
  final_capture: true,
  ...(payment.state === 'succeeded' ? { seller_receivable_breakdown: breakdown(payment) } : {}),
  supplementary_data: { related_ids: { order_id: payment.reference } },
  create_time: payment.createdAt,
  update_time: payment.succeededAt ?? payment.changedAt,
  links: [{ href: `${api}/v2/payments/captures/${payment.part}`, rel: 'self', method: 'GET' }],
});

const payerAction = ({ reference }: SandboxPayment) => ({
  href: `https://www.sandbox.paypal.example/checkoutnow?token=${reference}`,
  rel: 'payer-action',
  method: 'GET',
});

/** Nothing is captured by a saved method while its payer is wanted, nor when the payer did not come. */
const isCaptured = (payment: SandboxPayment): boolean =>
  payment.paidWith === undefined || !wantsPayer(payment) || payment.state === 'succeeded';

const orderStatus = (payment: SandboxPayment): string => {
  if (isCaptured(payment)) return payment.state === 'pending' ? 'APPROVED' : 'COMPLETED';
  return payment.state === 'pending' ? 'PAYER_ACTION_REQUIRED' : 'VOIDED';
};

/** The vault keeps what the payer let us keep, once the payment is there. */
const sourceOf = ({ state, saves, paidWith }: SandboxPayment) => {
  if (paidWith !== undefined) return { vault_id: paidWith };
  if (saves === undefined || state !== 'succeeded') return {};
  return {
    attributes: { vault: { id: saves, status: 'VAULTED', customer: { id: `C${saves.slice(-10)}` } } },
  };
};

const breakdown = ({ amountMicros, currency, feeMicros }: SandboxPayment) => ({
  gross_amount: money(amountMicros, currency),
  ...(feeMicros === null
    ? {}
    : {
        paypal_fee: money(feeMicros, currency),
        net_amount: money(BigInt(amountMicros) - BigInt(feeMicros), currency),
      }),
});

const captureStatus = (payment: SandboxPayment, refunds: readonly SandboxRefund[]): string => {
  if (payment.state !== 'succeeded') return payment.state === 'failed' ? 'DECLINED' : 'PENDING';
  const refunded = refundedMicros(refunds);
  if (refunded === 0n) return 'COMPLETED';
  return refunded < BigInt(payment.amountMicros) ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
};

const showRefund = ({ payment, refunds }: Shown, refund: SandboxRefund) => ({
  id: refund.reference,
  status: { pending: 'PENDING', succeeded: 'COMPLETED', failed: 'FAILED' }[refund.state],
  ...(refund.state === 'failed' ? { status_details: { reason: 'ACCOUNT_CLOSED' } } : {}),
  amount: money(refund.amountMicros, refund.currency),
  custom_id: refund.key,
  seller_payable_breakdown: {
    gross_amount: money(refund.amountMicros, refund.currency),
    // PayPal keeps the fee of the payment: nothing of it comes back with a refund.
    paypal_fee: money(0n, refund.currency),
    net_amount: money(refund.amountMicros, refund.currency),
    total_refunded_amount: money(refundedMicros(refunds), refund.currency),
  },
  create_time: refund.createdAt,
  update_time: refund.changedAt,
  links: [{ href: `${api}/v2/payments/captures/${payment.part}`, rel: 'up', method: 'GET' }],
});

const showDispute = ({ payment }: Shown, dispute: SandboxDispute) => ({
  dispute_id: dispute.reference,
  create_time: dispute.createdAt,
  update_time: dispute.changedAt,
  disputed_transactions: [
    {
      seller_transaction_id: payment.part,
      transaction_status: 'COMPLETED',
      gross_amount: money(payment.amountMicros, payment.currency),
      custom: payment.key,
    },
  ],
  reason: 'UNAUTHORISED',
  status: dispute.state === 'open' ? 'WAITING_FOR_SELLER_RESPONSE' : 'RESOLVED',
  dispute_amount: money(dispute.amountMicros, payment.currency),
  ...(dispute.state === 'open' ? {} : { dispute_outcome: outcomeOf(payment, dispute) }),
  money_movements: [
    ...(dispute.feeMicros === '0'
      ? []
      : [movement(money(dispute.feeMicros, payment.currency), 'DISPUTE_FEE', dispute.createdAt)]),
    ...(dispute.state === 'lost'
      ? [movement(money(dispute.amountMicros, payment.currency), 'DISPUTE_SETTLEMENT', dispute.changedAt)]
      : []),
  ],
  dispute_life_cycle_stage: 'CHARGEBACK',
  links: [{ href: `${api}/v1/customer/disputes/${dispute.reference}`, rel: 'self', method: 'GET' }],
});

const movement = (amount: ReturnType<typeof money>, reason: string, at: string) => ({
  affected_party: 'SELLER',
  amount,
  initiated_time: at,
  type: 'DEBIT',
  reason,
});

const outcomeOf = (payment: SandboxPayment, dispute: SandboxDispute) =>
  dispute.state === 'won'
    ? { outcome_code: 'RESOLVED_SELLER_FAVOUR' }
    : {
        outcome_code: 'RESOLVED_BUYER_FAVOUR',
        amount_refunded: money(dispute.amountMicros, payment.currency),
      };

export const paypalDialect: Dialect = {
  processor: 'paypal',
  failsWithoutPayer: false,
  refundableDays: 180,
  // 17 characters, as PayPal's are; from the random end of a version 7 id.
  newReferences: (kind, hex) => ({
    reference: (kind === 'dispute' ? `PP-D-${hex.slice(-12)}` : hex.slice(-17)).toUpperCase(),
    part: `${hex.slice(-16)}C`.toUpperCase(),
  }),
  showPayment: (shown) => ({
    id: shown.payment.reference,
    intent: 'CAPTURE',
    status: orderStatus(shown.payment),
    purchase_units: [
      {
        reference_id: 'default',
        amount: money(shown.payment.amountMicros, shown.payment.currency),
        custom_id: shown.payment.key,
        payments: { captures: isCaptured(shown.payment) ? [showCapture(shown)] : [] },
      },
    ],
    payment_source: { paypal: sourceOf(shown.payment) },
    create_time: shown.payment.createdAt,
    links:
      isCaptured(shown.payment) && shown.payment.paidWith !== undefined ? [] : [payerAction(shown.payment)],
  }),
  readPayment: readPaypalOrder,
  showRefund,
  readRefund: readPaypalRefund,
  paymentEvents: (occasion, shown) => {
    const types = {
      created: shown.payment.instructions.after === 'PT0S' ? null : 'PAYMENT.CAPTURE.PENDING',
      succeed: 'PAYMENT.CAPTURE.COMPLETED',
      fail: 'PAYMENT.CAPTURE.DECLINED',
      // PayPal sends no word of a fee that it adds later: it is seen when the order is fetched.
      tell_fee: null,
    };
    const type = isCaptured(shown.payment) ? types[occasion] : null;
    return type ? [{ type, object: showCapture(shown) }] : [];
  },
  refundEvents: (occasion, shown, refund) => {
    const types = {
      created: refund.plan[0]?.at === refund.createdAt ? null : 'PAYMENT.REFUND.PENDING',
      succeed: 'PAYMENT.CAPTURE.REFUNDED',
      fail: 'PAYMENT.REFUND.FAILED',
      tell_fee: null,
    };
    const type = types[occasion];
    return type ? [{ type, object: showRefund(shown, refund) }] : [];
  },
  showMethod: ({ reference, state }) =>
    state === 'ended'
      ? null
      : {
          id: reference,
          customer: { id: `C${reference.slice(-10)}` },
          payment_source: { paypal: { usage_type: 'MERCHANT', email_address: 'payer@example.com' } },
        },
  readMethod: readPaypalToken,
  methodEvents: (method) => [{ type: 'VAULT.PAYMENT-TOKEN.DELETED', object: { id: method.reference } }],
  showDispute,
  readDispute: readPaypalDispute,
  disputeFeeMicros: 0n,
  disputeEvents: (shown, dispute) => [
    {
      type: dispute.state === 'open' ? 'CUSTOMER.DISPUTE.CREATED' : 'CUSTOMER.DISPUTE.RESOLVED',
      object: showDispute(shown, dispute),
    },
  ],
  envelope: (id, at, { type, object }) => ({
    id,
    event_version: '1.0',
    create_time: at,
    resource_type: type.includes('VAULT')
      ? 'payment_token'
      : type.includes('DISPUTE')
        ? 'dispute'
        : type.includes('REFUND')
          ? 'refund'
          : 'capture',
    resource_version: '2.0',
    event_type: type,
    summary: type.replaceAll('.', ' ').toLowerCase(),
    resource: object,
    links: [{ href: `${api}/v1/notifications/webhooks-events/${id}`, rel: 'self', method: 'GET' }],
  }),
};
