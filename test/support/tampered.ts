import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Finding } from '#ledger';
import { inTransaction, type Database, type Tx } from '#platform';
import { faultsOf } from './books.ts';

/**
 * What checks say of books in which something was changed, and then the change is undone: a statement that the database would refuse,
 * as somebody with the owner's rights could run it, or whatever the product does.
 */
export const faultsAfter = async (
  db: Database,
  check: (tx: Tx) => Promise<readonly Finding[]>,
  change: string | ((tx: Tx) => Promise<void>),
): Promise<Readonly<Record<string, string>>> => {
  let faults: Readonly<Record<string, string>> = {};
  const undone = new Error('undone');
  const attempt = inTransaction(db, async (tx) => {
    if (typeof change === 'string') {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql.raw(change).execute(tx);
    } else await change(tx);
    faults = faultsOf(await check(tx));
    throw undone;
  });
  await assert.rejects(attempt, undone);
  return faults;
};
