import { automaticPaymentEnded } from './automatic-payment-ended.ts';
import { automaticPaymentFailed } from './automatic-payment-failed.ts';
import { automaticTopUpStopped } from './automatic-top-up-stopped.ts';
import { disputeLost } from './dispute-lost.ts';
import { disputeOpened } from './dispute-opened.ts';
import { disputeWon } from './dispute-won.ts';
import { accountFrozen } from './account-frozen.ts';
import { accountReleased } from './account-released.ts';
import { appealRejected } from './appeal-rejected.ts';
import { emailVerification } from './email-verification.ts';
import { fundsForfeited } from './funds-forfeited.ts';
import type { MailKind } from './mail-kind.ts';
import { numberDismissed } from './number-dismissed.ts';
import { numberQuarantined } from './number-quarantined.ts';
import { numberReleased } from './number-released.ts';
import { numberRestored } from './number-restored.ts';
import { passwordReset } from './password-reset.ts';
import { payerWanted } from './payer-wanted.ts';
import { policyAnnounced } from './policy-announced.ts';
import { priceAnnounced } from './price-announced.ts';
import { quarantineReminder } from './quarantine-reminder.ts';
import { refundDecided } from './refund-decided.ts';
import { registrationApproved } from './registration-approved.ts';
import { registrationMissing } from './registration-missing.ts';
import { sunsetAnnounced } from './sunset-announced.ts';
import { sunsetReminder } from './sunset-reminder.ts';
import { renewalDueSoon } from './renewal-due-soon.ts';
import { smsReceived } from './sms-received.ts';
import { waitsForStaff } from './waits-for-staff.ts';
import { webhookDisabled } from './webhook-disabled.ts';

/**
 * Every mail that Ringfence writes. A new one is a file here, a line in this list, and a reaction that writes
 * it.
 */
export const mails = {
  renewal_due_soon: renewalDueSoon,
  number_quarantined: numberQuarantined,
  quarantine_reminder: quarantineReminder,
  number_restored: numberRestored,
  number_dismissed: numberDismissed,
  sms_received: smsReceived,
  registration_missing: registrationMissing,
  registration_approved: registrationApproved,
  number_released: numberReleased,
  refund_decided: refundDecided,
  payer_wanted: payerWanted,
  automatic_payment_failed: automaticPaymentFailed,
  automatic_payment_ended: automaticPaymentEnded,
  automatic_top_up_stopped: automaticTopUpStopped,
  dispute_opened: disputeOpened,
  dispute_won: disputeWon,
  dispute_lost: disputeLost,
  account_frozen: accountFrozen,
  funds_forfeited: fundsForfeited,
  account_released: accountReleased,
  appeal_rejected: appealRejected,
  price_announced: priceAnnounced,
  policy_announced: policyAnnounced,
  sunset_announced: sunsetAnnounced,
  sunset_reminder: sunsetReminder,
  email_verification: emailVerification,
  password_reset: passwordReset,
  webhook_disabled: webhookDisabled,
  waits_for_staff: waitsForStaff,
} as const;

/** What a mail is about; stable, and what scenarios and the API call it by. */
export type MailAbout = keyof typeof mails;

/** What the mail about it is written from. */
export type MailData<About extends MailAbout> =
  (typeof mails)[About] extends MailKind<infer Data> ? Data : never;
