import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { notYours } from './errors.ts';
import { recordNumberEvents } from './events.ts';
import { lockHeld, type HeldNumber } from './held.ts';
import type { PeriodMonths } from './rental.ts';
import { insertHistory } from './store/history.ts';
import { setMonths, setPriorities, setRenewal } from './store/rentals.ts';

/**
 * The number will not be renewed: it works until its paid-until date and is cancelled then. In quarantine: credit that arrives no longer
 * restores it by itself.
 * @refuses numbers.not_yours, numbers.dismissed
 * @source POLICY.md C2
 */
export const stopRenewal = (tx: Tx, context: Context, order: HeldNumber): Promise<void> =>
  switchRenewal(tx, context, order, 'renewal_stopped');

/**
 * The number will be renewed as long as the credit suffices. In quarantine: the next credit that arrives restores it.
 * @refuses numbers.not_yours, numbers.dismissed
 * @source POLICY.md C2
 */
export const resumeRenewal = (tx: Tx, context: Context, order: HeldNumber): Promise<void> =>
  switchRenewal(tx, context, order, 'renewal_resumed');

const switchRenewal = async (
  tx: Tx,
  context: Context,
  order: HeldNumber,
  kind: 'renewal_stopped' | 'renewal_resumed',
): Promise<void> => {
  const renewal = kind === 'renewal_resumed';
  const { id: rentalId, e164, customerId, renewal: before, paidUntil } = await lockHeld(tx, order);
  if (before === renewal) return;
  await setRenewal(tx, rentalId, renewal);
  await insertHistory(tx, context, { e164, rentalId, customerId, kind, details: {} });
  await recordNumberEvents(tx, context, 'numbers.renewal_changed', [
    { customerId, rentalId, e164, renewal, paidUntil },
  ]);
};

/**
 * From the next renewal on, a period of this number has `months` months. Its renewal day does not move.
 * @refuses numbers.not_yours, numbers.dismissed
 */
export const changePeriod = async (
  tx: Tx,
  context: Context,
  order: HeldNumber & { readonly months: PeriodMonths },
): Promise<void> => {
  const { id: rentalId, e164, customerId, months: before } = await lockHeld(tx, order);
  if (before === order.months) return;
  await setMonths(tx, rentalId, order.months);
  await insertHistory(tx, context, {
    e164,
    rentalId,
    customerId,
    kind: 'period_changed',
    details: { before, months: order.months },
  });
};

/**
 * The order in which a customer's numbers take the credit when it does not suffice for all: those listed first, then all others, longest
 * held first. The whole list takes the place of the one before.
 * @refuses numbers.not_yours for a number that the customer does not hold
 * @source POLICY.md §1, a customer with too little credit
 */
export const prioritise = async (
  tx: Tx,
  context: Context,
  order: { readonly customerId: string; readonly e164s: readonly string[] },
): Promise<void> => {
  await lockWallets(tx, [order.customerId]);
  const wanted = [...new Set(order.e164s)];
  const found = new Set(await setPriorities(tx, order.customerId, wanted));
  const missing = wanted.find((e164) => !found.has(e164));
  if (missing !== undefined) throw notYours({ e164: missing });
  for (const [index, e164] of wanted.entries()) {
    await insertHistory(tx, context, {
      e164,
      customerId: order.customerId,
      kind: 'prioritised',
      details: { place: index + 1, of: wanted.length },
    });
  }
};
