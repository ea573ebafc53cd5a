import type { Tx } from '#platform';
import type { Context } from '#policy';
import { audit } from './audit.ts';
import type { Member } from './customer.ts';
import { lastUser, unknownCustomer, unknownUser } from './errors.ts';
import { createUser, type NewUser } from './sign-in/create-user.ts';
import { deleteUsers } from './sign-in/store.ts';
import { deleteMembers, insertMember, lockCustomer, selectMembers } from './store.ts';

/**
 * Adds a user who signs in for the customer; returns the user's id. Written to the audit log.
 * @refuses customers.unknown, customers.email_taken, customers.invalid_email, customers.invalid_name,
 * customers.weak_password
 */
export const addUser = async (
  tx: Tx,
  context: Context,
  order: NewUser & { readonly customerId: string },
): Promise<string> => {
  const { customerId } = order;
  const customer = await lockCustomer(tx, customerId);
  if (customer === undefined || customer.closedAt !== null) throw unknownCustomer({ customerId });
  const userId = await createUser(tx, context, order);
  await insertMember(tx, { userId, customerId, createdAt: context.clock.now() });
  await audit(tx, context, {
    action: 'user.added',
    customerId,
    subject: userId,
    details: { email: order.email },
  });
  return userId;
};

/** The users of a customer, in the order in which they came. */
export const usersOf = (tx: Tx, customerId: string): Promise<readonly Member[]> =>
  selectMembers(tx, customerId);

/**
 * Takes a user's access away, with all sessions and passkeys. Written to the audit log.
 * @refuses customers.unknown_user, customers.last_user
 */
export const removeUser = async (
  tx: Tx,
  context: Context,
  { customerId, userId }: { readonly customerId: string; readonly userId: string },
): Promise<void> => {
  // Locked so that two users who remove each other do not leave the account without any.
  await lockCustomer(tx, customerId);
  const members = await selectMembers(tx, customerId);
  const member = members.find((one) => one.userId === userId);
  if (member === undefined) throw unknownUser({ userId });
  if (members.length === 1) throw lastUser({ userId });
  await deleteMembers(tx, customerId, [userId]);
  await deleteUsers(tx, [userId]);
  await audit(tx, context, {
    action: 'user.removed',
    customerId,
    subject: userId,
    details: { email: member.email },
  });
};
