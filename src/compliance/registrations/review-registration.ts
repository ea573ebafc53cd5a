import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { refuseFrozen } from '#wallet';
import { selectIdentity } from '../identities/store.ts';
import { notSubmitted, reasonMissing } from '../errors.ts';
import { requirementsOf } from './check-registration.ts';
import { deadlineDate, recordRegistrationEvent } from './events.ts';
import { registrationById } from './find-registrations.ts';
import type { Reason, Registration, Verdict } from './registration.ts';
import { nextReminder } from './rules.ts';
import { insertReview, lockRegistration, markApproved, markRejected, settleDocumentsOf } from './store.ts';

export interface ReviewOrder {
  readonly id: string;
  readonly verdict: Verdict;
  /** Rejected for good: the number is released, and its price goes back. */
  readonly final: boolean;
  /** For a rejection; at least one. */
  readonly reasons: readonly Reason[];
  readonly note?: string | undefined;
}

/**
 * The verdict of staff on what was handed in. Approved: the number is activated today (event compliance.approved). Rejected: it can be
 * corrected until the deadline; for good, or after the deadline: the number is released.
 * @refuses compliance.unknown_registration, compliance.not_submitted, compliance.reason_missing
 * @refuses wallet.frozen unless fraud was confirmed, and it is rejected
 * @source POLICY.md R2
 */
export const reviewRegistration = async (
  tx: Tx,
  context: Context,
  order: ReviewOrder,
): Promise<Registration> => {
  const { id, verdict, reasons } = order;
  const { customerId } = await registrationById(tx, { id });
  // Wallets first, as everywhere: what a verdict causes must not pass a case of fraud that is being proposed.
  await lockWallets(tx, [customerId]);
  const registration = (await lockRegistration(tx, id))!;
  if (registration.state !== 'submitted') throw notSubmitted({ id, state: registration.state });
  if (verdict === 'rejected' && reasons.length === 0) throw reasonMissing({});
  // Once fraud is confirmed it can be rejected: the number would never be free again.
  const mayReject = verdict === 'rejected' && registration.forfeited;
  if (!mayReject) await refuseFrozen(tx, customerId);
  return verdict === 'approved'
    ? approve(tx, context, registration, order)
    : reject(tx, context, registration, order);
};

const approve = async (
  tx: Tx,
  context: Context,
  registration: Registration,
  { note }: ReviewOrder,
): Promise<Registration> => {
  const { id, identityId } = registration;
  const identity = identityId === null ? undefined : await selectIdentity(tx, identityId);
  const { retentionDays } = requirementsOf(registration, identity ?? null);
  const now = context.clock.now();
  await insertReview(tx, context, id, { verdict: 'approved', final: false, reasons: [], note: note ?? null });
  const approved = await markApproved(tx, id, now, now.add({ hours: retentionDays * 24 }));
  await settleDocumentsOf(tx, id);
  await recordRegistrationEvent(tx, context, 'compliance.approved', approved, {});
  return approved;
};

const reject = async (
  tx: Tx,
  context: Context,
  { id, deadline }: Registration,
  order: ReviewOrder,
): Promise<Registration> => {
  const { final, reasons } = order;
  const note = order.note ?? null;
  const now = context.clock.now();
  const no = await insertReview(tx, context, id, { verdict: 'rejected', final, reasons, note });
  const rejected = await markRejected(tx, id, {
    at: now,
    state: final ? 'failed' : 'rejected',
    releaseAt: final ? now : deadline,
    nextReminderAt: final ? null : nextReminder(deadline, now, context.operator.timeZone),
  });
  if (final) return rejected;
  await recordRegistrationEvent(tx, context, 'compliance.rejected', rejected, {
    no,
    deadline: deadlineDate(context, rejected).toString(),
    tooLate: Temporal.Instant.compare(now, deadline) >= 0,
    reasons,
    note,
  });
  return rejected;
};
