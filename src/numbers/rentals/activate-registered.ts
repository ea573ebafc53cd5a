import { lockWallets, walletBalance } from '#ledger';
import { dateAt, type Tx } from '#platform';
import type { Context } from '#policy';
import { recordNumberEvents } from './events.ts';
import { insertHistory } from './store/history.ts';
import { startRental } from './store/registrations.ts';
import { openRental } from './store/rentals.ts';

export interface ActivationOrder {
  readonly customerId: string;
  readonly rentalId: bigint;
  readonly e164: string;
  /** When the documents were approved: the first period starts on that day. */
  readonly approvedAt: Temporal.Instant;
}

/**
 * The documents of a number were approved: it works, and its first period, which is paid, starts on that day. A second time changes
 * nothing. Of a customer whose credit was frozen meanwhile it is suspended, as the others are.
 * @source POLICY.md §1 (a rental starts on the date of activation), F1
 */
export const activateRegistered = async (tx: Tx, context: Context, order: ActivationOrder): Promise<void> => {
  const { customerId, rentalId, e164, approvedAt } = order;
  await lockWallets(tx, [customerId]);
  const rental = await openRental(tx, e164);
  if (rental?.id !== rentalId || rental.state !== 'registering') return;
  const { frozenAt } = await walletBalance(tx, customerId);
  const started = await startRental(tx, rentalId, {
    state: frozenAt === null ? 'active' : 'suspended',
    anchor: dateAt(approvedAt, context.operator.timeZone),
    heldSince: approvedAt,
  });
  const { paidUntil } = started;
  await insertHistory(tx, context, {
    e164,
    rentalId,
    customerId,
    kind: 'activated',
    details: { paidUntil: paidUntil?.toString() ?? null },
  });
  await recordNumberEvents(tx, context, 'numbers.activated', [{ customerId, rentalId, e164, paidUntil }]);
};
