import type { Tx } from '#platform';
import type { Context } from '#policy';
import { unknownNumber } from '../rentals/errors.ts';
import { insertHistory } from '../rentals/store/history.ts';
import { alreadyInStock, notForSale, notWithdrawn } from './errors.ts';
import type { OfferedNumber } from './stock-number.ts';
import { insertNumbers, lockStates, setState } from './store/numbers.ts';

/**
 * Adds a few numbers that the caller knows to be sound: E.164 of their country, in cities that are known. Files are for importStock.
 * @refuses numbers.already_in_stock, and then adds none
 */
export const addNumbers = async (
  tx: Tx,
  context: Context,
  numbers: readonly OfferedNumber[],
): Promise<void> => {
  const added = new Set(await insertNumbers(tx, numbers, context.clock.now()));
  const known = numbers.find(({ e164 }) => !added.has(e164));
  if (known) throw alreadyInStock({ e164: known.e164 });
  for (const { e164 } of numbers) await insertHistory(tx, context, { e164, kind: 'added', details: {} });
};

export interface StockChange {
  readonly numbers: readonly string[];
  /** Why, in the words of who does it. */
  readonly reason: string;
}

/**
 * Staff take numbers out of sale, all of them or none. Who had reserved one no longer has.
 * @refuses numbers.unknown_number, numbers.not_for_sale
 */
export const withdrawNumbers = async (
  tx: Tx,
  context: Context,
  { numbers, reason }: StockChange,
): Promise<void> => {
  const states = await lockStates(tx, numbers);
  for (const e164 of numbers) {
    const state = states.get(e164);
    if (state === undefined) throw unknownNumber({ e164 });
    if (state !== 'available') throw notForSale({ e164, state });
  }
  await setState(tx, numbers, 'withdrawn');
  for (const e164 of states.keys())
    await insertHistory(tx, context, { e164, kind: 'withdrawn', details: { reason } });
};

/**
 * Staff put withdrawn numbers up for sale again, all of them or none.
 * @refuses numbers.unknown_number, numbers.not_withdrawn
 */
export const returnToSale = async (
  tx: Tx,
  context: Context,
  { numbers, reason }: StockChange,
): Promise<void> => {
  const states = await lockStates(tx, numbers);
  for (const e164 of numbers) {
    const state = states.get(e164);
    if (state === undefined) throw unknownNumber({ e164 });
    if (state !== 'withdrawn') throw notWithdrawn({ e164, state });
  }
  await setState(tx, numbers, 'available');
  for (const e164 of states.keys()) {
    await insertHistory(tx, context, { e164, kind: 'returned_to_sale', details: { reason } });
  }
};
