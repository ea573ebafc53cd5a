import { z } from 'zod';
import { fromDecimal } from '#money';
import { processorNames } from '#policy';

// What the events that mails react to must carry. Amounts are decimal strings and dates ISO dates of the
// operator.

const date = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const amountMicros = z.string().transform(fromDecimal);
const rental = { customerId: z.uuid(), rentalId: z.coerce.string(), e164: z.string() };
const reason = z.enum(['renewal_off', 'no_credit']);
const reasonOfQuarantine = z.enum(['renewal_off', 'no_credit', 'frozen']);

/** numbers.renewal_due_soon: `amount` is what the next period costs. */
export const renewalDueSoonEvent = z.object({
  ...rental,
  paidUntil: date,
  step: z.int(),
  daysLeft: z.int().optional(),
  reason,
  amount: amountMicros,
});

/** numbers.quarantined: `amount` is what restoring it costs on that day. */
export const quarantinedEvent = z.object({
  ...rental,
  paidUntil: date,
  restorableUntil: date,
  reason: reasonOfQuarantine,
  amount: amountMicros,
});

/**
 * numbers.quarantine_reminder: `step` is in days after the cancellation, `amount` what restoring it costs
 * today.
 */
export const quarantineReminderEvent = z.object({
  ...rental,
  restorableUntil: date,
  step: z.int(),
  daysLeft: z.int().optional(),
  reason: reasonOfQuarantine,
  amount: amountMicros,
});

/** numbers.restored: `amount` is what was paid. */
export const restoredEvent = z.object({
  ...rental,
  paidUntil: date,
  amount: amountMicros,
  by: z.enum(['customer', 'credit']),
});

/** numbers.dismissed */
export const dismissedEvent = z.object({ ...rental, country: z.string(), city: z.string().nullish() });

/** numbers.price_announced: `amount` is the new price of a month. */
export const priceAnnouncedEvent = z.object({ ...rental, appliesFrom: date, amount: amountMicros });

/** messaging.received, messaging.completed */
export const messageEvent = z.object({
  ...rental,
  messageId: z.uuid(),
  from: z.string(),
  text: z.string(),
  complete: z.boolean(),
  receivedAt: z.string().transform((text) => Temporal.Instant.from(text)),
});
/** fraud.proposed: `suspended` numbers do not work now. */
export const fraudProposedEvent = z.object({
  customerId: z.uuid(),
  caseId: z.uuid(),
  suspended: z.int(),
  signal: z.string().nullable(),
});

/** fraud.confirmed: `amount` is what was forfeited. */
export const fraudConfirmedEvent = z.object({ customerId: z.uuid(), caseId: z.uuid(), amount: amountMicros });

/** fraud.appeal_rejected */
export const appealRejectedEvent = z.object({ customerId: z.uuid(), caseId: z.uuid(), reason: z.string() });

/** fraud.appealed, fraud.dismissed, fraud.upheld */
export const fraudCaseEvent = z.object({ customerId: z.uuid(), caseId: z.uuid() });

/** payments.payer_wanted */
export const payerWantedEvent = z.object({
  customerId: z.uuid(),
  paymentId: z.uuid(),
  automaticPaymentId: z.uuid().nullable(),
  processor: z.enum(processorNames),
  amountMicros: z.string().transform(BigInt),
  payUrl: z.string(),
});

const automaticPayment = {
  customerId: z.uuid(),
  automaticPaymentId: z.uuid(),
  processor: z.enum(processorNames),
  // Micro-units, as all amounts in the events of payments.
  amountMicros: z.string().transform(BigInt),
};

/** payments.automatic_failed */
export const automaticFailedEvent = z.object({ ...automaticPayment, retryOn: date });

/** payments.automatic_ended */
export const automaticEndedEvent = z.object({
  ...automaticPayment,
  endedBy: z.enum(['customer', 'payer', 'failed', 'stopped']),
});

/** payments.automatic_top_up_stopped */
export const topUpStoppedEvent = z.object({ customerId: z.uuid() });

/** payments.dispute_opened, payments.dispute_won, payments.dispute_lost */
export const disputeEvent = z.object({ customerId: z.uuid(), disputeId: z.uuid(), paymentId: z.uuid() });
/** compliance.missing, compliance.rejected: `deadline` is the date at whose beginning the number is released. */
export const registrationEvent = z.object({
  customerId: z.uuid(),
  registrationId: z.uuid(),
  e164: z.string(),
  deadline: date,
  daysLeft: z.int().optional(),
  no: z.int().optional(),
  tooLate: z.boolean().optional(),
  note: z.string().nullish(),
});

/** numbers.activated */
export const numberActivatedEvent = z.object({ ...rental, paidUntil: date });

/** numbers.released */
export const numberReleasedEvent = z.object({
  ...rental,
  released: z.enum(['deadline', 'rejected', 'customer', 'forfeited']),
  country: z.string(),
  city: z.string().nullish(),
});

const ending = {
  customerId: z.uuid(),
  service: z.string(),
  lastDay: date,
  numbers: z.array(z.string()).min(1),
};

/** voice.sunset_announced: `numbers` are the customer's on the service. */
export const sunsetAnnouncedEvent = z.object({ ...ending, revision: z.int() });

/** voice.sunset_reminder */
export const sunsetReminderEvent = z.object({ ...ending, step: z.int(), daysLeft: z.int() });

/** refunds.decided */
export const refundDecidedEvent = z.object({ customerId: z.uuid(), refundId: z.string() });

/**
 * policy.announced; and notifications.announcing, with when that was and the customer after whom to go on.
 */
export const policyAnnouncedEvent = z.object({
  versionId: z.int(),
  inForceFrom: date,
  announcedAt: z
    .string()
    .transform((text) => Temporal.Instant.from(text))
    .optional(),
  after: z.string().optional(),
});
