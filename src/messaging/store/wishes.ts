import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { Acknowledgement } from '../acknowledge.ts';

/** The first time counts; again changes nothing. */
export const insertAcknowledgement = async (
  tx: Tx,
  customerId: string,
  { policyVersionId, acknowledgedAt, actor, address }: Acknowledgement,
): Promise<void> => {
  await sql`
    insert into messaging.acknowledgement (customer_id, policy_version_id, acknowledged_at, actor, address)
    values (${customerId}, ${policyVersionId}, ${acknowledgedAt}, ${actor}, ${address})
    on conflict do nothing`.execute(tx);
};

export const selectAcknowledgements = async (
  db: Database,
  customerId: string,
): Promise<readonly Acknowledgement[]> => {
  const { rows } = await sql<Acknowledgement>`
    select policy_version_id, acknowledged_at, actor, address from messaging.acknowledgement
     where customer_id = ${customerId} order by acknowledged_at, policy_version_id`.execute(db);
  return rows;
};

export const upsertForwarding = async (
  tx: Tx,
  wish: {
    readonly rentalId: bigint;
    readonly customerId: string;
    readonly toEmail: boolean;
    readonly changedAt: Temporal.Instant;
  },
): Promise<void> => {
  await sql`
    insert into messaging.forwarding (rental_id, customer_id, to_email, changed_at)
    values (${wish.rentalId}, ${wish.customerId}, ${wish.toEmail}, ${wish.changedAt})
    on conflict (rental_id) do update set to_email = excluded.to_email, changed_at = excluded.changed_at`.execute(
    tx,
  );
};

export const isForwardedToEmail = async (db: Database, rentalId: bigint): Promise<boolean> => {
  const { rows } = await sql<{ toEmail: boolean }>`
    select to_email from messaging.forwarding where rental_id = ${rentalId}`.execute(db);
  return rows[0]?.toEmail ?? false;
};
