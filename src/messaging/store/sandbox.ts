// The books of the sandbox route: what a real one would keep on its side.
import { sql } from 'kysely';
import { dueAt, type Database, type Tx } from '#platform';

export interface SandboxPdu {
  readonly no: bigint;
  readonly pdu: Uint8Array;
  readonly attempts: number;
}

export const insertPdus = async (
  tx: Tx,
  pdus: readonly Uint8Array[],
  deliverAt: Temporal.Instant,
): Promise<void> => {
  for (const pdu of pdus)
    await sql`insert into messaging.sandbox_pdu (pdu, deliver_at) values (${Buffer.from(pdu)}, ${deliverAt})`.execute(
      tx,
    );
};

export const selectDuePdu = async (db: Database, now: Temporal.Instant): Promise<SandboxPdu | undefined> => {
  const { rows } = await sql<SandboxPdu>`
    select no, pdu, attempts from messaging.sandbox_pdu where deliver_at <= ${now} order by deliver_at, no limit 1`.execute(
    db,
  );
  return rows[0];
};

export const deletePdu = async (tx: Tx, no: bigint): Promise<void> => {
  await sql`delete from messaging.sandbox_pdu where no = ${no}`.execute(tx);
};

export const postponePdu = async (tx: Tx, no: bigint, deliverAt: Temporal.Instant): Promise<void> => {
  await sql`
    update messaging.sandbox_pdu set attempts = attempts + 1, deliver_at = ${deliverAt} where no = ${no}`.execute(
    tx,
  );
};

export const nextPdu = dueAt(sql`select min(deliver_at) from messaging.sandbox_pdu`);
