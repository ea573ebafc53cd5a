import { sql } from 'kysely';
import { dueAt, type DueQuestion, type Tx } from '#platform';

/** Takes sender and text from up to `limit` messages that arrived until `until`. Returns from how many. */
export const eraseMessages = async (
  tx: Tx,
  order: { readonly until: Temporal.Instant; readonly limit: number; readonly now: Temporal.Instant },
): Promise<number> => {
  const { rows } = await sql<{ id: string }>`
    update messaging.message m set sender = null, text = null, joined_by = null, erased_at = ${order.now}
      from (select id from messaging.message
             where erased_at is null and state <> 'collecting' and received_at <= ${order.until}
             order by received_at limit ${order.limit} for update skip locked) old
     where m.id = old.id
    returning m.id`.execute(tx);
  await sql`delete from messaging.part where message_id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  );
  return rows.length;
};

/** Forgets up to `limit` arrivals until `until`: by then no route repeats them. Returns how many. */
export const forgetArrivals = async (
  tx: Tx,
  order: { readonly until: Temporal.Instant; readonly limit: number },
): Promise<number> => {
  const { rows } = await sql`
    delete from messaging.arrival where (route, identity) in (
      select route, identity from messaging.arrival
       where arrived_at <= ${order.until} order by arrived_at limit ${order.limit} for update skip locked)
    returning no`.execute(tx);
  return rows.length;
};

/** When the oldest message or arrival will have been kept for so many days. */
export const nextErasure = (keptDays: number): DueQuestion =>
  dueAt(sql`
    select least((select min(arrived_at) from messaging.arrival),
                 (select min(received_at) from messaging.message where erased_at is null)) + make_interval(hours => ${sql.lit(keptDays * 24)})`);
