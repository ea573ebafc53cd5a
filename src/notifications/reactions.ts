import type { RecordedEvent, Tx } from '#platform';
import type { Context } from '#policy';
import { tellAppeal, tellAppealRejected, tellConfirmed, tellFrozen, tellReleased } from './tell-of-fraud.ts';
import type { MailLinks, Tell } from './links.ts';
import { tellMessage } from './tell-of-messages.ts';
import {
  tellDismissed,
  tellPrice,
  tellQuarantined,
  tellRenewalDueSoon,
  tellRestored,
  tellStillQuarantined,
} from './tell-of-numbers.ts';
import {
  tellActivated,
  tellRegistrationMissing,
  tellRegistrationRejected,
  tellNumberReleased,
} from './tell-of-registrations.ts';
import { tellSunsetAnnounced, tellSunsetReminder } from './tell-of-services.ts';
import {
  tellAutomaticEnded,
  tellAutomaticFailed,
  tellDisputeLost,
  tellDisputeOpened,
  tellDisputeWon,
  tellPayerWanted,
  tellTopUpStopped,
} from './tell-of-payments.ts';
import { tellPolicyAnnounced, tellRefundDecided } from './tell-of-the-policy.ts';

/** Writes what an event gives reason to write, in the transaction that marks it dispatched. */
export type MailReaction = (tx: Tx, context: Context, event: RecordedEvent) => Promise<void>;

/** The events that are told to customers, and who tells them. */
const tellers = {
  'numbers.renewal_due_soon': tellRenewalDueSoon,
  'numbers.quarantined': tellQuarantined,
  'numbers.quarantine_reminder': tellStillQuarantined,
  'numbers.restored': tellRestored,
  'numbers.dismissed': tellDismissed,
  'numbers.price_announced': tellPrice,
  'messaging.received': tellMessage,
  'messaging.completed': tellMessage,
  'payments.payer_wanted': tellPayerWanted,
  'payments.automatic_failed': tellAutomaticFailed,
  'payments.automatic_ended': tellAutomaticEnded,
  'payments.automatic_top_up_stopped': tellTopUpStopped,
  'payments.dispute_opened': tellDisputeOpened,
  'payments.dispute_won': tellDisputeWon,
  'payments.dispute_lost': tellDisputeLost,
  'numbers.activated': tellActivated,
  'numbers.released': tellNumberReleased,
  'compliance.missing': tellRegistrationMissing,
  'compliance.rejected': tellRegistrationRejected,
  'voice.sunset_announced': tellSunsetAnnounced,
  'voice.sunset_reminder': tellSunsetReminder,
  'refunds.decided': tellRefundDecided,
  'fraud.proposed': tellFrozen,
  'fraud.confirmed': tellConfirmed,
  'fraud.dismissed': tellReleased,
  'fraud.upheld': tellReleased,
  'fraud.appealed': tellAppeal,
  'fraud.appeal_rejected': tellAppealRejected,
  'policy.announced': tellPolicyAnnounced,
  'notifications.announcing': tellPolicyAnnounced,
} satisfies Readonly<Record<string, Tell>>;

/**
 * A reaction for each kind of event that is told to customers; the doors subscribe them. Each mail's key
 * keeps it from being written twice.
 * @source POLICY §1 (reminders), §4
 */
export const mailReactions = (links: MailLinks): Readonly<Record<string, MailReaction>> =>
  Object.fromEntries(
    Object.entries(tellers).map(([kind, tell]) => [
      kind,
      (tx, context, event) => tell(tx, context, links, event),
    ]),
  );
