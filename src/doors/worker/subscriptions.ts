// Who reacts to what. A domain that must cause something further right records an event; here is what comes of it.
import { mailReactions, type MailLinks } from '#notifications';
import { noteCreditArrived } from '#numbers';
import { holdDisputedCredit } from '#payments';
import { decideWaitingRefund } from '#refunds';
import type { Reaction, Subscriptions } from './dispatch.ts';

const creditArrived: Reaction = (tx, context, { payload, occurredAt }) =>
  noteCreditArrived(tx, context, [String(payload['customerId'])], occurredAt);

const feeKnown: Reaction = async (tx, context, { payload }) => {
  await decideWaitingRefund(tx, context, { customerId: String(payload['customerId']) });
};

/** Credit of a payment in dispute may have come back, or been set free, by a refund. */
const creditPutBack: Reaction = (tx, context, { payload }) =>
  holdDisputedCredit(tx, context, String(payload['customerId']));

/** The pages that mails point to. */
const linksAt = (baseUrl: string): MailLinks => ({
  number: (e164) => `${baseUrl}/v1/numbers/${encodeURIComponent(e164)}`,
  topUp: `${baseUrl}/docs#tag/Payments`,
  catalogue: (country, city) =>
    `${baseUrl}/v1/catalogue/numbers?country=${country}${city === null ? '' : `&city=${city}`}`,
  message: (messageId) => `${baseUrl}/v1/messages/${messageId}`,
  payment: (paymentId) => `${baseUrl}/v1/payments/${paymentId}`,
  refund: (refundId) => `${baseUrl}/v1/refunds/${refundId}`,
  policy: (versionId) => `${baseUrl}/v1/policy/versions/${versionId}`,
});

const own: Subscriptions = {
  'payments.credited': [creditArrived],
  // What had left for it is credit again.
  'payments.payout_failed': [creditArrived],
  // What it held or had taken is credit again.
  'payments.dispute_won': [creditArrived],
  'payments.fee_known': [feeKnown],
  'refunds.decided': [creditPutBack],
};

export const subscriptions = (baseUrl: string): Subscriptions => {
  const mails = mailReactions(linksAt(baseUrl));
  const kinds = new Set([...Object.keys(own), ...Object.keys(mails)]);
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, [...(own[kind] ?? []), ...(mails[kind] ? [mails[kind]] : [])]]),
  );
};
