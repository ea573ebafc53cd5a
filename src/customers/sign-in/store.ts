import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { StaffRole } from '../permissions.ts';

/** Writes the user as better-auth would; false when the address is taken. */
export const insertUser = async (
  tx: Tx,
  user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly emailVerified: boolean;
    readonly at: Temporal.Instant;
  },
): Promise<boolean> => {
  const { at, ...columns } = user;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('auth.user')
    .values({ ...columns, createdAt: at, updatedAt: at, twoFactorEnabled: false })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

/** Writes the user's password where better-auth looks for it: an account with the provider `credential`. */
export const insertPassword = async (
  tx: Tx,
  account: {
    readonly id: string;
    readonly userId: string;
    readonly passwordHash: string;
    readonly at: Temporal.Instant;
  },
): Promise<void> => {
  await tx
    .insertInto('auth.account')
    .values({
      id: account.id,
      accountId: account.userId,
      providerId: 'credential',
      userId: account.userId,
      password: account.passwordHash,
      createdAt: account.at,
      updatedAt: account.at,
    })
    .execute();
};

/** Takes users away with their sessions, passwords, second factors and passkeys (by cascade). */
export const deleteUsers = async (tx: Tx, userIds: readonly string[]): Promise<void> => {
  await tx
    .deleteFrom('auth.user')
    .where('id', 'in', [...userIds])
    .execute();
};

export const deleteSessions = async (tx: Tx, userId: string): Promise<void> => {
  await tx.deleteFrom('auth.session').where('userId', '=', userId).execute();
};

/**
 * What a signed-in user is here: staff with a role, or a user of a customer; both null for staff who were
 * shut out.
 */
export const selectStanding = async (
  db: Database,
  userId: string,
): Promise<{ readonly role: StaffRole | null; readonly customerId: string | null } | undefined> =>
  db
    .selectFrom('auth.user as u')
    .leftJoin('customers.member as m', 'm.userId', 'u.id')
    .leftJoin('customers.staff as s', (join) =>
      join.onRef('s.userId', '=', 'u.id').on(sql<boolean>`s.disabled_at is null`),
    )
    .select(['s.role', 'm.customerId'])
    .where('u.id', '=', userId)
    .executeTakeFirst();
