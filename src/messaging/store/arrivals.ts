import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { Undelivered, UndeliveredArrival } from '../message.ts';

/** Lets one delivery at a time of one sender to one number go on, until the transaction ends: parts and repeats may come at once. */
export const lockConversation = async (tx: Tx, conversation: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${conversation}, 17))`.execute(tx);
};

/** When the newest delivery arrived whose identity is `prefix` and a count, and its count. */
export const newestAlike = async (
  tx: Tx,
  route: string,
  prefix: string,
): Promise<{ readonly count: number; readonly arrivedAt: Temporal.Instant } | undefined> => {
  const { rows } = await sql<{ count: number; arrivedAt: Temporal.Instant }>`
    select substr(identity, length(${prefix}::text) + 1)::int as count, arrived_at from messaging.arrival
     where route = ${route} and identity between ${prefix} and ${`${prefix}~`} order by no desc limit 1`.execute(
    tx,
  );
  return rows[0];
};

export const isKnownArrival = async (tx: Tx, route: string, identity: string): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from messaging.arrival where route = ${route} and identity = ${identity}`.execute(tx);
  return rows.length > 0;
};

export interface NewArrival {
  readonly route: string;
  readonly identity: string;
  readonly arrivedAt: Temporal.Instant;
  readonly sender: string;
  readonly e164: string;
  readonly messageId: string | null;
  readonly undelivered: Undelivered | null;
}

export const insertArrival = async (tx: Tx, arrival: NewArrival): Promise<void> => {
  await sql`
    insert into messaging.arrival (route, identity, arrived_at, sender, e164, message_id, undelivered)
    values (${arrival.route}, ${arrival.identity}, ${arrival.arrivedAt}, ${arrival.sender}, ${arrival.e164},
            ${arrival.messageId}, ${arrival.undelivered})`.execute(tx);
};

/** Newest first. */
export const selectUndelivered = async (
  db: Database,
  page: { readonly before: bigint | null; readonly limit: number; readonly e164: string | null },
): Promise<readonly UndeliveredArrival[]> => {
  const { rows } = await sql<UndeliveredArrival>`
    select no, route, arrived_at, sender, e164, undelivered from messaging.arrival
     where undelivered is not null and (${page.before}::bigint is null or no < ${page.before})
       and (${page.e164}::text is null or e164 = ${page.e164})
     order by no desc limit ${page.limit}`.execute(db);
  return rows;
};
