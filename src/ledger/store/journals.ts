import { sql } from 'kysely';
import type { Context } from '#policy';
import type { Tx } from '#platform';
import { canonicalJson } from '../rules.ts';

export interface KnownKey {
  readonly journalId: bigint;
  readonly hash: Buffer;
}

interface NewJournal {
  readonly key: string;
  readonly hash: Buffer;
  readonly details: unknown;
  readonly lines: number;
}

/** Opens a journal, or returns undefined when its key was used; another transaction that uses it at this moment is waited for. */
export const insertJournal = async (
  tx: Tx,
  context: Context,
  journal: NewJournal,
): Promise<bigint | undefined> => {
  const { rows } = await sql<{ id: bigint }>`
    insert into ledger.journal (idempotency_key, content_hash, occurred_at, actor, details, lines)
    values (${journal.key}, ${journal.hash}, ${context.clock.now()}, ${context.actor},
            ${canonicalJson(journal.details)}::jsonb, ${journal.lines})
    on conflict (idempotency_key) do nothing
    returning id`.execute(tx);
  return rows[0]?.id;
};

export const findKey = async (tx: Tx, key: string): Promise<KnownKey | undefined> => {
  const { rows } = await sql<KnownKey>`
    select id as journal_id, content_hash as hash from ledger.journal where idempotency_key = ${key}`.execute(
    tx,
  );
  return rows[0];
};
