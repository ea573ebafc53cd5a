import { rentalOf, type HeldNumber } from '#numbers';
import { numberCursor, pageFrom, type Database, type Page, type PageRequest } from '#platform';
import type { Forwarding } from './plan.ts';
import { selectForwarding, selectForwardings } from './store.ts';

/**
 * Where the calls of a number go; null: nowhere. Of one in quarantine, where they will go again when it is restored.
 * @refuses numbers.not_yours
 */
export const forwardingOf = async (db: Database, held: HeldNumber): Promise<Forwarding | null> => {
  const { id } = await rentalOf(db, held);
  return (await selectForwarding(db, id)) ?? null;
};

/**
 * Where the calls of a number went since its holder has it, newest first.
 * @refuses numbers.not_yours, pages.invalid_cursor
 */
export const forwardingsOf = async (
  db: Database,
  held: HeldNumber & PageRequest,
): Promise<Page<Forwarding>> => {
  const { id: rentalId } = await rentalOf(db, held);
  const rows = await selectForwardings(db, rentalId, {
    before: numberCursor(held.cursor),
    limit: held.limit + 1,
  });
  return pageFrom(rows, held.limit, ({ id }) => String(id));
};
