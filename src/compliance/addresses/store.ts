import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { Address } from './address.ts';

const columns = sql.raw(
  'a.id, a.customer_id, a.street, a.postal_code, a.city, a.country, a.created_at, a.removed_at',
);

export const insertAddress = async (tx: Tx, address: Address): Promise<void> => {
  await sql`
    insert into compliance.address (id, customer_id, street, postal_code, city, country, created_at)
    values (${address.id}, ${address.customerId}, ${address.street}, ${address.postalCode}, ${address.city},
            ${address.country}, ${address.createdAt})`.execute(tx);
};

export const updateAddress = async (tx: Tx, address: Address): Promise<void> => {
  await sql`
    update compliance.address
       set street = ${address.street}, postal_code = ${address.postalCode}, city = ${address.city}, country = ${address.country}
     where id = ${address.id}`.execute(tx);
};

export const markAddressRemoved = async (tx: Tx, id: string, at: Temporal.Instant): Promise<void> => {
  await sql`update compliance.address set removed_at = ${at} where id = ${id}`.execute(tx);
};

/** Locked, so that it is not changed while a registration with it is submitted. */
export const lockAddress = async (tx: Tx, id: string): Promise<Address | undefined> => {
  const { rows } = await sql<Address>`
    select ${columns} from compliance.address a where a.id = ${id} for no key update`.execute(tx);
  return rows[0];
};

export const selectAddress = async (tx: Tx, id: string): Promise<Address | undefined> => {
  const { rows } = await sql<Address>`select ${columns} from compliance.address a where a.id = ${id}`.execute(
    tx,
  );
  return rows[0];
};

export const selectAddresses = async (tx: Tx, customerId: string): Promise<readonly Address[]> => {
  const { rows } = await sql<Address>`
    select ${columns} from compliance.address a
     where a.customer_id = ${customerId} and a.removed_at is null order by a.id`.execute(tx);
  return rows;
};

/** Whether a registration with it is in review or approved. */
export const isAddressInUse = async (tx: Tx, id: string): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from compliance.registration
                    where address_id = ${id} and state in ('submitted', 'approved')) as found`.execute(tx);
  return rows[0]!.found;
};
