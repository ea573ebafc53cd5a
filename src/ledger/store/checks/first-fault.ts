import type { RawBuilder } from 'kysely';
import type { Tx } from '#platform';

/** The text in the column `fault` of the first row of a query, or null when it has none. */
export const firstFault = async (tx: Tx, query: RawBuilder<unknown>): Promise<string | null> => {
  const { rows } = await query.execute(tx);
  return (rows as readonly { fault: string }[])[0]?.fault ?? null;
};
