import { sql } from 'kysely';
import { dueAt, type Database, type DueQuestion, type Tx } from '#platform';
import type { Caught, Verification } from './verification.ts';

const columns = sql.raw(
  'v.id, v.no, v.customer_id, v.rental_id, v.e164, v.provider, v.catches_calls, v.opened_at, v.expires_at, v.closed_at',
);

/** Closes what is open of a rental, so that the next one can begin. */
export const closeOpen = async (tx: Tx, rentalId: bigint, at: Temporal.Instant): Promise<void> => {
  await sql`
    update caller_id.verification set closed_at = ${at} where rental_id = ${rentalId} and closed_at is null`.execute(
    tx,
  );
};

export const closeVerification = async (tx: Tx, id: string, at: Temporal.Instant): Promise<void> => {
  await sql`update caller_id.verification set closed_at = coalesce(closed_at, ${at}) where id = ${id}`.execute(
    tx,
  );
};

export const insertVerification = async (
  tx: Tx,
  verification: Omit<Verification, 'no' | 'closedAt'>,
): Promise<Verification> => {
  const { id, customerId, rentalId, e164, provider, catchesCalls, openedAt, expiresAt } = verification;
  const { rows } = await sql<Verification>`
    insert into caller_id.verification as v (id, customer_id, rental_id, e164, provider, catches_calls, opened_at, expires_at)
    values (${id}, ${customerId}, ${rentalId}, ${e164}, ${provider}, ${catchesCalls}, ${openedAt}, ${expiresAt})
    returning ${columns}`.execute(tx);
  return rows[0]!;
};

/** The verification of a rental that was awaited at `at`; locked, so that it is not closed meanwhile. */
export const lockAwaited = async (
  tx: Tx,
  rentalId: bigint,
  at: Temporal.Instant,
): Promise<Verification | undefined> => {
  const { rows } = await sql<Verification>`
    select ${columns} from caller_id.verification v
     where v.rental_id = ${rentalId} and v.closed_at is null and v.opened_at <= ${at} and v.expires_at > ${at}
       for update`.execute(tx);
  return rows[0];
};

/** Caught once for each source; of one that came before, a code that was not found then is filled in. */
export const insertCaught = async (tx: Tx, verificationId: string, caught: Caught): Promise<void> => {
  await sql`
    insert into caller_id.caught (verification_id, source_id, way, sender, code, caught_at)
    values (${verificationId}, ${caught.sourceId}, ${caught.way}, ${caught.sender}, ${caught.code}, ${caught.caughtAt})
    on conflict (verification_id, source_id) do update set code = coalesce(caught.code, excluded.code)
     where caught.forgotten_at is null`.execute(tx);
};

export const selectVerification = async (db: Database, id: string): Promise<Verification | undefined> => {
  const { rows } = await sql<Verification>`
    select ${columns} from caller_id.verification v where v.id = ${id}`.execute(db);
  return rows[0];
};

/** Newest first. */
export const selectVerifications = async (
  db: Database,
  filter: {
    readonly customerId: string | null;
    readonly e164: string | null;
    readonly before: bigint | null;
    readonly limit: number;
  },
): Promise<readonly Verification[]> => {
  const { rows } = await sql<Verification>`
    select ${columns} from caller_id.verification v
     where (${filter.customerId}::uuid is null or v.customer_id = ${filter.customerId})
       and (${filter.e164}::text is null or v.e164 = ${filter.e164})
       and (${filter.before}::bigint is null or v.no < ${filter.before})
     order by v.no desc limit ${filter.limit}`.execute(db);
  return rows;
};

/** What was caught for each, newest first. */
export const selectCaught = async (
  db: Database,
  verificationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Caught[]>> => {
  const { rows } = await sql<Caught & { readonly verificationId: string }>`
    select verification_id, way, sender, code, source_id, caught_at from caller_id.caught
     where verification_id = any(${verificationIds}::uuid[]) order by id desc`.execute(db);
  return Map.groupBy(rows, ({ verificationId }) => verificationId);
};

/** Takes codes and senders from what was caught until `until`. Returns of how many. */
export const forgetCaught = async (
  tx: Tx,
  order: { readonly until: Temporal.Instant; readonly limit: number; readonly now: Temporal.Instant },
): Promise<number> => {
  const { numAffectedRows = 0n } = await sql`
    update caller_id.caught set code = null, forgotten_at = ${order.now}
     where id in (select id from caller_id.caught where forgotten_at is null and caught_at <= ${order.until}
                   order by caught_at limit ${order.limit} for update skip locked)`.execute(tx);
  return Number(numAffectedRows);
};

/** When the oldest code that is kept was kept for so many hours. */
export const nextForgetting = (hours: number): DueQuestion =>
  dueAt(sql`
    select min(caught_at) + make_interval(hours => ${sql.lit(hours)}) from caller_id.caught where forgotten_at is null`);
