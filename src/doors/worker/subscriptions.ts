// Who reacts to what. A domain that must cause something further right records an event; here is what comes of it.
import { resumeReleases } from '#compliance';
import { catchMessage, revokeOfLostNumber } from '#caller-id';
import { mailReactions, type MailLinks } from '#notifications';
import { holdDisputedCredit } from '#payments';
import { activateRegistered, noteCreditArrived } from '#numbers';
import { compensatePassedOver, decideWaitingRefund, giveForfeitedPricesBack } from '#refunds';
import { webhookReactions } from '#webhooks';
import type { Reaction, Subscriptions } from './dispatch.ts';
import {
  callCounted,
  callOfFraud,
  creditOfFraud,
  failedCardCounted,
  numberOfFraud,
  purchaseCounted,
  topUpCounted,
} from './fraud-reactions.ts';
import { forwardsNowhere, sunsetAnnounced } from './service-reactions.ts';

const creditArrived: Reaction = (tx, context, { payload, occurredAt }) =>
  noteCreditArrived(tx, context, [String(payload['customerId'])], occurredAt);

/** What a refund puts back as credit restores numbers as any credit does. */
const refundCredited: Reaction = async (tx, context, event) => {
  if (String(event.payload['toCreditMicros']) !== '0') await creditArrived(tx, context, event);
};

const refundDecided: Reaction = async (tx, context, { payload }) => {
  await decideWaitingRefund(tx, context, { customerId: String(payload['customerId']) });
};

/** Credit of a payment in dispute may have come back, or been set free, by a refund. */
const creditPutBack: Reaction = (tx, context, { payload }) =>
  holdDisputedCredit(tx, context, String(payload['customerId']));
const creditSetFree: Reaction = async (tx, context, event) => {
  if (event.payload['customerId'] !== null) await creditPutBack(tx, context, event);
};
const registrationApproved: Reaction = (tx, context, { payload, occurredAt }) =>
  activateRegistered(tx, context, {
    customerId: String(payload['customerId']),
    rentalId: BigInt(String(payload['rentalId'])),
    e164: String(payload['e164']),
    approvedAt: occurredAt,
  });

/** Numbers whose deadline came while the credit was frozen are released now: with their price, or, when the funds are kept, without. */
const releasesGoOn =
  (forfeited: boolean): Reaction =>
  (tx, _, { payload }) =>
    resumeReleases(tx, { customerId: String(payload['customerId']), forfeited });

/** What was kept of numbers that were released meanwhile comes back. */
const pricesComeBack: Reaction = async (tx, context, { payload }) => {
  await giveForfeitedPricesBack(tx, context, String(payload['customerId']));
};

/** Runs that compensated all whom an incident affected have passed over who was frozen. */
const disruptionsPaidBack: Reaction = async (tx, context, { payload }) => {
  await compensatePassedOver(tx, context, String(payload['customerId']));
};

/** The pages that mails point to. */
const linksAt = (baseUrl: string): MailLinks => ({
  number: (e164) => `${baseUrl}/v1/numbers/${encodeURIComponent(e164)}`,
  topUp: `${baseUrl}/docs#tag/Payments`,
  catalogue: (country, city) =>
    `${baseUrl}/v1/catalogue/numbers?country=${country}${city === null ? '' : `&city=${city}`}`,
  message: (messageId) => `${baseUrl}/v1/messages/${messageId}`,
  automaticPayment: (id) => `${baseUrl}/v1/automatic-payments/${id}`,
  payment: (paymentId) => `${baseUrl}/v1/payments/${paymentId}`,
  freeze: `${baseUrl}/v1/freeze`,
  registration: (registrationId) => `${baseUrl}/v1/registrations/${registrationId}`,
  refund: (refundId) => `${baseUrl}/v1/refunds/${refundId}`,
  fraudCase: (caseId) => `${baseUrl}/v1/fraud/cases/${caseId}`,
  dispute: (disputeId) => `${baseUrl}/v1/disputes/${disputeId}`,
  sunset: (service) => `${baseUrl}/v1/sunsets/${service}`,
  policy: (versionId) => `${baseUrl}/v1/policy/versions/${versionId}`,
});

const own: Subscriptions = {
  'payments.credited': [creditArrived, creditOfFraud, topUpCounted],
  'payments.failed': [failedCardCounted],
  'numbers.bought': [purchaseCounted],
  'numbers.activated': [numberOfFraud],
  'voice.call_ended': [creditSetFree, callOfFraud, callCounted],
  'messaging.received': [catchMessage],
  // The rest of a code may come in the part that was missing.
  'messaging.completed': [catchMessage],
  'numbers.quarantined': [revokeOfLostNumber],
  'numbers.dismissed': [revokeOfLostNumber, forwardsNowhere],
  // What had left for it is credit again.
  'payments.payout_failed': [creditArrived, creditOfFraud],
  // What it held or had taken is credit again.
  'payments.dispute_won': [creditArrived, creditOfFraud],
  'payments.fee_known': [refundDecided],
  // What is disputed needs no fee to be decided: it is refused, and what was kept aside for it is held.
  'payments.dispute_opened': [refundDecided],
  'refunds.decided': [creditPutBack, refundCredited],
  // Forfeited credit came back; a payment may have been disputed meanwhile.
  'fraud.upheld': [creditPutBack, releasesGoOn(false), pricesComeBack, disruptionsPaidBack],
  'fraud.dismissed': [releasesGoOn(false), disruptionsPaidBack],
  'fraud.confirmed': [releasesGoOn(true)],
  'compliance.approved': [registrationApproved],
  'suppliers.sunset_announced': [sunsetAnnounced],
  // The customers that are still to be told.
  'voice.sunset_announcing': [sunsetAnnounced],
};

export const subscriptions = (baseUrl: string): Subscriptions => {
  const mails = mailReactions(linksAt(baseUrl));
  const webhooks = webhookReactions();
  const kinds = new Set([own, mails, webhooks].flatMap((reactions) => Object.keys(reactions)));
  return Object.fromEntries(
    [...kinds].map((kind) => [
      kind,
      [...(own[kind] ?? []), mails[kind], webhooks[kind]].filter((reaction) => reaction !== undefined),
    ]),
  );
};
