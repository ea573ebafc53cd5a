import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import { type Context, today as todayOf, versionInForce } from '#policy';
import { dismissed, notQuarantined, registering } from './errors.ts';
import { recordNumberEvents } from './events.ts';
import { lockHeld, type HeldNumber } from './held.ts';
import { recordOrder, repeatedOrder, type KeyedOrder, type PaidOrder } from './paid-order.ts';
import { payPeriods, settlePrices } from './pay-periods.ts';
import type { Rental } from './rental.ts';
import { costOf, missedPeriods } from './rules.ts';
import { extendRental, waitingPrices } from './store/rentals.ts';

export interface RestoreOrder extends HeldNumber {
  /** The customer's idempotency key. */
  readonly key: string;
}

/**
 * Gives a number in quarantine back to its former holder, who pays the missed periods, as many as are needed to pass today. The renewal
 * day does not move, and whether it is renewed stays as it was.
 * @refuses numbers.not_yours, numbers.not_quarantined, numbers.dismissed, numbers.registering, wallet.insufficient_credit,
 * ledger.key_reused
 * @source POLICY.md C3, C5
 */
export const restore = async (tx: Tx, context: Context, order: RestoreOrder): Promise<PaidOrder> => {
  const keyed: KeyedOrder = {
    customerId: order.customerId,
    key: order.key,
    kind: 'restored',
    request: { e164: order.e164 },
  };
  await lockWallets(tx, [order.customerId]);
  const repeated = await repeatedOrder(tx, keyed);
  if (repeated) return repeated;
  const held = await lockHeld(tx, order);
  const today = todayOf(context);
  refuseUnrestorable(held, today);
  const prices = (await waitingPrices(tx, [held.e164])).get(held.e164) ?? [];
  const periods = missedPeriods(held, prices, today);
  const version = await versionInForce(tx, today);
  const journalId = await payPeriods(tx, context, {
    rental: held,
    periods,
    reason: 'restored',
    setupMicros: 0n,
    policyVersionId: version.id,
    key: order.key,
  });
  const rental = await extendRental(tx, held.id, {
    monthsPaid: held.monthsPaid + periods.length * held.months,
    monthlyMicros: periods.at(-1)!.monthlyMicros,
    policyVersionId: version.id,
  });
  await settlePrices(tx, context, { e164: held.e164, periods, prices });
  const amountMicros = costOf(periods);
  const { customerId, id: rentalId, e164, paidUntil } = rental;
  await recordNumberEvents(tx, context, 'numbers.restored', [
    { customerId, rentalId, e164, paidUntil, amountMicros, by: 'customer' },
  ]);
  return recordOrder(tx, context, keyed, { rental, amountMicros, journalId });
};

const refuseUnrestorable = ({ state, e164, restorableUntil }: Rental, today: Temporal.PlainDate): void => {
  if (state === 'registering') throw registering({ e164 });
  if (state !== 'quarantined') throw notQuarantined({ e164 });
  // The last day has passed, whether the run that dismisses it has come by or not.
  if (Temporal.PlainDate.compare(restorableUntil!, today) <= 0) throw dismissed({ e164 });
};
