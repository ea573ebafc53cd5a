import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { Permission, StaffRole } from '../permissions.ts';
import type { ApiKey, KeyOwner } from './api-key.ts';

const columns = [
  'id',
  'name',
  'prefix',
  'scopes',
  'createdAt',
  'expiresAt',
  'lastUsedAt',
  'revokedAt',
] as const;

const ownedBy = (owner: KeyOwner) =>
  'customerId' in owner
    ? sql<boolean>`customer_id = ${owner.customerId}`
    : sql<boolean>`staff_id = ${owner.staffId}`;

export const insertKey = async (tx: Tx, owner: KeyOwner, key: ApiKey, secretHash: Buffer): Promise<void> => {
  const { scopes, ...rest } = key;
  await tx
    .insertInto('customers.apiKey')
    .values({
      ...rest,
      scopes: [...scopes],
      secretHash,
      customerId: 'customerId' in owner ? owner.customerId : null,
      staffId: 'staffId' in owner ? owner.staffId : null,
    })
    .execute();
};

export const selectKeys = async (tx: Tx, owner: KeyOwner): Promise<readonly ApiKey[]> =>
  (await tx
    .selectFrom('customers.apiKey')
    .select(columns)
    .where(ownedBy(owner))
    .orderBy('id')
    .execute()) as readonly ApiKey[];

export const markRevoked = async (
  tx: Tx,
  owner: KeyOwner,
  keyId: string,
  revokedAt: Temporal.Instant,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('customers.apiKey')
    .set((row) => ({ revokedAt: row.fn.coalesce('revokedAt', row.val(revokedAt)) }))
    .where(ownedBy(owner))
    .where('id', '=', keyId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

export const revokeAllKeys = async (tx: Tx, owner: KeyOwner, revokedAt: Temporal.Instant): Promise<void> => {
  await tx
    .updateTable('customers.apiKey')
    .set({ revokedAt })
    .where(ownedBy(owner))
    .where('revokedAt', 'is', null)
    .execute();
};

/** A key that counts now, with what decides what it may do. */
export interface LiveKey {
  readonly id: string;
  readonly customerId: string | null;
  readonly staffId: string | null;
  readonly role: StaffRole | null;
  readonly scopes: readonly Permission[];
  readonly lastUsedAt: Temporal.Instant | null;
}

/** The key with this hash, unless it is revoked, expired, or its owner closed or disabled. */
export const selectLiveKey = async (
  db: Database,
  secretHash: Buffer,
  now: Temporal.Instant,
): Promise<LiveKey | undefined> =>
  (await db
    .selectFrom('customers.apiKey as k')
    .leftJoin('customers.customer as c', 'c.id', 'k.customerId')
    .leftJoin('customers.staff as s', 's.userId', 'k.staffId')
    .select(['k.id', 'k.customerId', 'k.staffId', 's.role', 'k.scopes', 'k.lastUsedAt'])
    .where('k.secretHash', '=', secretHash)
    .where('k.revokedAt', 'is', null)
    .where((either) => either.or([either('k.expiresAt', 'is', null), either('k.expiresAt', '>', now)]))
    .where('c.closedAt', 'is', null)
    .where('s.disabledAt', 'is', null)
    .executeTakeFirst()) as LiveKey | undefined;

export const touchKey = async (db: Database, keyId: string, usedAt: Temporal.Instant): Promise<void> => {
  await db.updateTable('customers.apiKey').set({ lastUsedAt: usedAt }).where('id', '=', keyId).execute();
};
