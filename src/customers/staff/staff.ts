import type { Language, Tx } from '#platform';
import type { Context } from '#policy';
import { revokeAllKeys } from '../api-keys/store.ts';
import { audit } from '../audit.ts';
import { lastAdmin, unknownStaff } from '../errors.ts';
import type { StaffRole } from '../permissions.ts';
import { readEmail, readName } from '../rules.ts';
import { createUser, type NewUser } from '../sign-in/create-user.ts';
import { deleteSessions } from '../sign-in/store.ts';
import { insertStaff, lockAllStaff, selectAllStaff, updateDisabled, updateRole } from './store.ts';

/** A user who works for the operator. */
export interface Staff {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly language: Language;
  readonly twoFactorEnabled: boolean;
  readonly createdAt: Temporal.Instant;
  /** null while they can sign in. */
  readonly disabledAt: Temporal.Instant | null;
}

/**
 * Adds a member of staff who can sign in; returns the id. Written to the audit log.
 * @refuses customers.email_taken, customers.invalid_email, customers.invalid_name, customers.weak_password
 */
export const addStaff = async (
  tx: Tx,
  context: Context,
  order: NewUser & { readonly role: StaffRole; readonly language: Language },
): Promise<string> => {
  const userId = await createUser(tx, context, order);
  const { role, language } = order;
  const email = readEmail(order.email);
  await insertStaff(tx, {
    userId,
    name: readName(order.name),
    email,
    role,
    language,
    createdAt: context.clock.now(),
  });
  await audit(tx, context, { action: 'staff.added', subject: userId, details: { email, role } });
  return userId;
};

/** Everybody who works or worked here, in the order in which they came. */
export const listStaff = (tx: Tx): Promise<readonly Staff[]> => selectAllStaff(tx);

/**
 * Gives a member of staff another role; their sessions and keys follow it at once. Written to the audit log.
 * @refuses customers.unknown_staff, customers.last_admin
 */
export const setStaffRole = async (
  tx: Tx,
  context: Context,
  { staffId, role }: { readonly staffId: string; readonly role: StaffRole },
): Promise<void> => {
  const before = await lockOne(tx, staffId);
  if (role !== 'admin') await refuseLastAdmin(tx, staffId);
  await updateRole(tx, staffId, role);
  await audit(tx, context, {
    action: 'staff.role_changed',
    subject: staffId,
    details: { before: before.role, after: role },
  });
};

/**
 * Shuts a member of staff out at once: sessions end, keys are revoked. Their name stays in the audit log.
 * @refuses customers.unknown_staff, customers.last_admin
 */
export const disableStaff = async (tx: Tx, context: Context, staffId: string): Promise<void> => {
  await lockOne(tx, staffId);
  await refuseLastAdmin(tx, staffId);
  const now = context.clock.now();
  await updateDisabled(tx, staffId, now);
  await deleteSessions(tx, staffId);
  await revokeAllKeys(tx, { staffId }, now);
  await audit(tx, context, { action: 'staff.disabled', subject: staffId, details: {} });
};

/** Lets a member of staff sign in again; keys stay revoked. @refuses customers.unknown_staff */
export const enableStaff = async (tx: Tx, context: Context, staffId: string): Promise<void> => {
  await lockOne(tx, staffId);
  await updateDisabled(tx, staffId, null);
  await audit(tx, context, { action: 'staff.enabled', subject: staffId, details: {} });
};

const lockOne = async (tx: Tx, staffId: string) => {
  const one = (await lockAllStaff(tx)).find((staff) => staff.id === staffId);
  if (one === undefined) throw unknownStaff({ staffId });
  return one;
};

const refuseLastAdmin = async (tx: Tx, staffId: string): Promise<void> => {
  const admins = (await lockAllStaff(tx)).filter(
    (staff) => staff.role === 'admin' && staff.disabledAt === null,
  );
  if (admins.length === 1 && admins[0]!.id === staffId) throw lastAdmin({ staffId });
};
