import assert from 'node:assert/strict';
import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import { type Context, today as todayOf, versionInForce } from '#policy';
import { quarantined, registering } from './errors.ts';
import { recordNumberEvents } from './events.ts';
import { lockHeld, type HeldNumber } from './held.ts';
import { recordOrder, repeatedOrder, type KeyedOrder, type PaidOrder } from './paid-order.ts';
import { payPeriods, settlePrices } from './pay-periods.ts';
import { costOf, nextPeriods } from './rules.ts';
import { extendRental, waitingPrices } from './store/rentals.ts';

export interface PayAheadOrder extends HeldNumber {
  /** 1 to 120, of the rental's period length. */
  readonly periods: number;
  /** The customer's idempotency key. */
  readonly key: string;
}

/**
 * Pays the next periods of an active number now, each at the price of the day on which it starts. The renewal day does not move.
 * @refuses numbers.not_yours, numbers.dismissed, numbers.quarantined, numbers.registering, wallet.insufficient_credit, ledger.key_reused
 * @source POLICY.md C1
 */
export const payAhead = async (tx: Tx, context: Context, order: PayAheadOrder): Promise<PaidOrder> => {
  assert(Number.isInteger(order.periods) && order.periods >= 1 && order.periods <= 120, '1 to 120 periods');
  const keyed: KeyedOrder = {
    customerId: order.customerId,
    key: order.key,
    kind: 'paid_ahead',
    request: { e164: order.e164, periods: order.periods },
  };
  await lockWallets(tx, [order.customerId]);
  const repeated = await repeatedOrder(tx, keyed);
  if (repeated) return repeated;
  const held = await lockHeld(tx, order);
  if (held.state === 'registering') throw registering({ e164: held.e164 });
  if (held.state === 'quarantined') throw quarantined({ e164: held.e164 });
  const prices = (await waitingPrices(tx, [held.e164])).get(held.e164) ?? [];
  const periods = nextPeriods(held, prices, order.periods);
  const version = await versionInForce(tx, todayOf(context));
  const journalId = await payPeriods(tx, context, {
    rental: held,
    periods,
    reason: 'paid_ahead',
    setupMicros: 0n,
    policyVersionId: version.id,
    key: order.key,
  });
  const rental = await extendRental(tx, held.id, {
    monthsPaid: held.monthsPaid + order.periods * held.months,
    monthlyMicros: periods.at(-1)!.monthlyMicros,
    policyVersionId: version.id,
  });
  await settlePrices(tx, context, { e164: held.e164, periods, prices });
  const amountMicros = costOf(periods);
  const { customerId, e164 } = order;
  await recordNumberEvents(tx, context, 'numbers.paid_ahead', [
    { customerId, rentalId: rental.id, e164, paidUntil: rental.paidUntil, amountMicros },
  ]);
  return recordOrder(tx, context, keyed, { rental, amountMicros, journalId });
};
