import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { AuditEntry, AuditNote } from './audit.ts';

export const insertAuditEntry = async (
  tx: Tx,
  entry: AuditNote & { readonly at: Temporal.Instant; readonly actor: string },
): Promise<void> => {
  await sql`
    insert into customers.audit_entry (at, actor, action, customer_id, subject, details)
    values (${entry.at}, ${entry.actor}, ${entry.action}, ${entry.customerId ?? null}, ${entry.subject ?? null},
            ${JSON.stringify(entry.details)}::jsonb)`.execute(tx);
};

/** Newest first. */
export const selectAuditEntries = async (
  tx: Tx,
  filter: {
    readonly customerId: string | undefined;
    readonly actor: string | undefined;
    readonly before: bigint | null;
    readonly limit: number;
  },
): Promise<readonly AuditEntry[]> => {
  let query = tx
    .selectFrom('customers.auditEntry')
    .select(['id', 'at', 'actor', 'action', 'customerId', 'subject', 'details'])
    .orderBy('id', 'desc')
    .limit(filter.limit);
  if (filter.before !== null) query = query.where('id', '<', filter.before);
  if (filter.customerId !== undefined) query = query.where('customerId', '=', filter.customerId);
  if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
  return query.execute();
};
