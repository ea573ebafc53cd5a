import { sql } from 'kysely';
import type { Language, Tx } from '#platform';
import type { StaffRole } from '../permissions.ts';
import type { Staff } from './staff.ts';

const columns = [
  's.userId as id',
  's.name',
  's.email',
  's.role',
  's.language',
  's.createdAt',
  's.disabledAt',
] as const;
const twoFactor = sql<boolean>`coalesce(u.two_factor_enabled, false)`.as('twoFactorEnabled');

export const insertStaff = async (
  tx: Tx,
  staff: {
    readonly userId: string;
    readonly name: string;
    readonly email: string;
    readonly role: StaffRole;
    readonly language: Language;
    readonly createdAt: Temporal.Instant;
  },
): Promise<void> => {
  await tx.insertInto('customers.staff').values(staff).execute();
};

export const selectAllStaff = async (tx: Tx): Promise<readonly Staff[]> =>
  (await tx
    .selectFrom('customers.staff as s')
    .innerJoin('auth.user as u', 'u.id', 's.userId')
    .select(columns)
    .select(twoFactor)
    .orderBy('s.createdAt')
    .orderBy('s.userId')
    .execute()) as readonly Staff[];

/** All staff, locked in id order: whether an administrator is left can then be counted. */
export const lockAllStaff = async (
  tx: Tx,
): Promise<
  readonly { readonly id: string; readonly role: StaffRole; readonly disabledAt: Temporal.Instant | null }[]
> =>
  tx
    .selectFrom('customers.staff')
    .select(['userId as id', 'role', 'disabledAt'])
    .orderBy('userId')
    .forUpdate()
    .execute();

export const updateRole = async (tx: Tx, staffId: string, role: StaffRole): Promise<void> => {
  await tx.updateTable('customers.staff').set({ role }).where('userId', '=', staffId).execute();
};

export const updateDisabled = async (
  tx: Tx,
  staffId: string,
  disabledAt: Temporal.Instant | null,
): Promise<void> => {
  await tx.updateTable('customers.staff').set({ disabledAt }).where('userId', '=', staffId).execute();
};
