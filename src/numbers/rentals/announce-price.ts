import assert from 'node:assert/strict';
import { lockWallets } from '#ledger';
import { toDecimal } from '#money';
import type { Tx } from '#platform';
import { type Context, today as todayOf, versionInForce } from '#policy';
import { unknownNumber } from './errors.ts';
import { recordNumberEvents } from './events.ts';
import { insertHistory } from './store/history.ts';
import { insertPriceChange, lockNumber, setListPrice } from './store/purchase.ts';
import { openRental } from './store/rentals.ts';

export interface PriceOrder {
  readonly e164: string;
  /** The new price of one month, > 0. */
  readonly monthlyMicros: bigint;
}

/**
 * Staff announce a new monthly price. Nobody holds the number: it applies at once. Somebody does: it applies from the first renewal at
 * least `priceNoticeDays` after today, and the holder is told. Returns the date from which it applies.
 * @refuses numbers.unknown_number
 * @source POLICY.md, parameter `priceNoticeDays`
 */
export const announcePrice = async (
  tx: Tx,
  context: Context,
  order: PriceOrder,
): Promise<Temporal.PlainDate> => {
  const { e164, monthlyMicros } = order;
  assert(monthlyMicros > 0n, 'a number costs something by the month');
  const holder = (await openRental(tx, e164))?.customerId;
  // Wallets before numbers: whoever pays for a period at this moment does so at the prices that they have read.
  if (holder !== undefined) await lockWallets(tx, [holder]);
  const number = await lockNumber(tx, e164);
  if (number === undefined) throw unknownNumber({ e164 });
  const today = todayOf(context);
  const rental = await openRental(tx, e164);
  if (rental !== undefined && rental.customerId !== holder) return announcePrice(tx, context, order);
  const details = { before: toDecimal(number.monthlyMicros), monthly: toDecimal(monthlyMicros) };
  if (rental === undefined) {
    await setListPrice(tx, e164, monthlyMicros);
    await insertHistory(tx, context, { e164, kind: 'price_changed', details });
    return today;
  }
  const { parameters } = await versionInForce(tx, today);
  const appliesFrom = today.add({ days: parameters.priceNoticeDays });
  await insertPriceChange(tx, {
    e164,
    appliesFrom,
    monthlyMicros,
    announcedAt: context.clock.now(),
    announcedBy: context.actor,
  });
  const { id: rentalId, customerId, paidUntil } = rental;
  await insertHistory(tx, context, {
    e164,
    rentalId,
    customerId,
    kind: 'price_announced',
    details: { ...details, appliesFrom: appliesFrom.toString() },
  });
  await recordNumberEvents(tx, context, 'numbers.price_announced', [
    { customerId, rentalId, e164, paidUntil, amountMicros: monthlyMicros, appliesFrom },
  ]);
  return appliesFrom;
};
