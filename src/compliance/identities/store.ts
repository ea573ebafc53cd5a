import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { Identity } from './identity.ts';

const columns = sql.raw('i.id, i.customer_id, i.applicant, i.fields, i.created_at, i.removed_at');

export const insertIdentity = async (tx: Tx, identity: Identity): Promise<void> => {
  await sql`
    insert into compliance.identity (id, customer_id, applicant, fields, created_at)
    values (${identity.id}, ${identity.customerId}, ${identity.applicant}, ${JSON.stringify(identity.fields)}::jsonb,
            ${identity.createdAt})`.execute(tx);
};

export const updateIdentity = async (
  tx: Tx,
  id: string,
  { applicant, fields }: Pick<Identity, 'applicant' | 'fields'>,
): Promise<void> => {
  await sql`
    update compliance.identity set applicant = ${applicant}, fields = ${JSON.stringify(fields)}::jsonb where id = ${id}`.execute(
    tx,
  );
};

export const markIdentityRemoved = async (tx: Tx, id: string, at: Temporal.Instant): Promise<void> => {
  await sql`update compliance.identity set removed_at = ${at} where id = ${id}`.execute(tx);
};

/** Locked, so that it is not changed while a registration with it is submitted. */
export const lockIdentity = async (tx: Tx, id: string): Promise<Identity | undefined> => {
  const { rows } = await sql<Identity>`
    select ${columns} from compliance.identity i where i.id = ${id} for no key update`.execute(tx);
  return rows[0];
};

export const selectIdentity = async (tx: Tx, id: string): Promise<Identity | undefined> => {
  const { rows } =
    await sql<Identity>`select ${columns} from compliance.identity i where i.id = ${id}`.execute(tx);
  return rows[0];
};

export const selectIdentities = async (tx: Tx, customerId: string): Promise<readonly Identity[]> => {
  const { rows } = await sql<Identity>`
    select ${columns} from compliance.identity i
     where i.customer_id = ${customerId} and i.removed_at is null order by i.id`.execute(tx);
  return rows;
};

/** Whether a registration with it is in review or approved. */
export const isIdentityInUse = async (tx: Tx, id: string): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from compliance.registration
                    where identity_id = ${id} and state in ('submitted', 'approved')) as found`.execute(tx);
  return rows[0]!.found;
};
