import type { Database } from '#platform';
import type { Rate } from './rate.ts';
import { selectRate } from './store.ts';

/** The rate of calls to a number on a date: of the longest prefix that has one; null: calls there are not possible. */
export const findRate = async (db: Database, e164: string, on: Temporal.PlainDate): Promise<Rate | null> =>
  (await selectRate(db, prefixesOf(e164), on)) ?? null;

/** Every beginning of a number, without its "+". */
const prefixesOf = (e164: string): readonly string[] => {
  const digits = e164.slice(1);
  return Array.from({ length: digits.length }, (_, index) => digits.slice(0, index + 1));
};
