import type { Tx } from '#platform';
import type { Context } from '#policy';
import type { RateEntry } from './rate.ts';
import { upsertRates } from './store.ts';

/** Sets rates one by one: what a prefix costs from a date on. The same prefix and date again takes its place; calls that were made keep theirs. */
export const setRates = (tx: Tx, context: Context, rates: readonly RateEntry[]): Promise<void> =>
  upsertRates(tx, context, rates);
