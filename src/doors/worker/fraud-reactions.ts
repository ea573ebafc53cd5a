// What cases and signals of fraud hear of.
import { z } from 'zod';
import {
  forfeitWhatArrived,
  includeActivated,
  observe,
  signalsOfCall,
  type Observation,
  type SignalName,
} from '#fraud';
import { paymentById, wasDeclined } from '#payments';
import type { RecordedEvent } from '#platform';
import type { Reaction } from './dispatch.ts';

/** Of a customer whose fraud is confirmed, whatever still arrives is forfeited too. */
export const creditOfFraud: Reaction = (tx, context, { payload }) =>
  forfeitWhatArrived(tx, context, { customerId: String(payload['customerId']) });

/** A number of such a customer that begins now does not wait either. */
export const numberOfFraud: Reaction = (tx, context, { payload }) =>
  includeActivated(tx, context, { customerId: String(payload['customerId']) });

/** What a signal counts of an event; `subject` names in it what counts once. */
const seenIn = (
  { payload, occurredAt }: RecordedEvent,
  signal: SignalName,
  subject: string,
): Observation => ({
  customerId: String(payload['customerId']),
  signal,
  at: occurredAt,
  subject: String(payload[subject]),
  facts: { ...payload, at: occurredAt.toString() },
});

export const purchaseCounted: Reaction = (tx, context, event) =>
  observe(tx, context, seenIn(event, 'purchases', 'rentalId'));

export const topUpCounted: Reaction = async (tx, context, event) => {
  // A promotion is credit too, and nobody's payment.
  if (event.payload['paymentId'] !== null) await observe(tx, context, seenIn(event, 'top_ups', 'paymentId'));
};

export const failedCardCounted: Reaction = async (tx, context, event) => {
  const payment = await paymentById(tx, String(event.payload['paymentId']));
  if (payment.processor === 'card' && wasDeclined(payment))
    await observe(tx, context, seenIn(event, 'failed_cards', 'paymentId'));
};

const endedCall = z.object({
  customerId: z.uuid().nullable(),
  outcome: z.string(),
  talkSeconds: z.int(),
  billedSeconds: z.int(),
  chargeMicros: z.string().transform(BigInt),
});

export const callCounted: Reaction = async (tx, context, event) => {
  const call = endedCall.parse(event.payload);
  // A number that nobody holds was called.
  if (call.customerId === null) return;
  for (const signal of signalsOfCall(call)) await observe(tx, context, seenIn(event, signal, 'callId'));
};

/** What it held and did not use is credit again. */
export const callOfFraud: Reaction = async (tx, context, event) => {
  if (event.payload['customerId'] !== null) await creditOfFraud(tx, context, event);
};
