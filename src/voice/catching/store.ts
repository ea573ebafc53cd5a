import { sql } from 'kysely';
import type { Database, Tx } from '#platform';

export const upsertCatching = async (tx: Tx, rentalId: bigint, until: Temporal.Instant): Promise<void> => {
  await sql`
    insert into voice.catching (rental_id, until) values (${rentalId}, ${until})
    on conflict (rental_id) do update set until = excluded.until`.execute(tx);
};

export const deleteCatching = async (tx: Tx, rentalId: bigint): Promise<void> => {
  await sql`delete from voice.catching where rental_id = ${rentalId}`.execute(tx);
};

export const isCaughtAt = async (db: Database, rentalId: bigint, at: Temporal.Instant): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from voice.catching where rental_id = ${rentalId} and until > ${at}`.execute(db);
  return rows.length > 0;
};
