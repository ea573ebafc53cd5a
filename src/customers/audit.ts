import { numberCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import type { Context } from '#policy';
import { insertAuditEntry, selectAuditEntries } from './audit-store.ts';

/** What somebody did who is accountable for it. */
export interface AuditNote {
  /** Dotted and stable: `customer.changed`. */
  readonly action: string;
  readonly customerId?: string | undefined;
  /** What it was done to, when that is not the customer: a user, a key, a number, a policy version. */
  readonly subject?: string | undefined;
  /** JSON; amounts as decimal strings; never a password, secret or token. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditEntry {
  readonly id: bigint;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly action: string;
  readonly customerId: string | null;
  readonly subject: string | null;
  readonly details: unknown;
}

/**
 * Writes to the append-only audit log, in the transaction that does what is noted; the actor and the time are
 * the context's.
 */
export const audit = async (tx: Tx, context: Context, note: AuditNote): Promise<void> => {
  await insertAuditEntry(tx, { ...note, at: context.clock.now(), actor: context.actor });
};

export interface AuditFilter extends PageRequest {
  readonly customerId?: string | undefined;
  readonly actor?: string | undefined;
}

/** The audit log, newest first. @refuses pages.invalid_cursor */
export const listAudit = async (
  tx: Tx,
  { customerId, actor, limit, cursor }: AuditFilter,
): Promise<Page<AuditEntry>> => {
  const rows = await selectAuditEntries(tx, {
    customerId,
    actor,
    before: numberCursor(cursor),
    limit: limit + 1,
  });
  return pageFrom(rows, limit, (entry) => String(entry.id));
};
