import { newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { emailTaken, weakPassword } from '../errors.ts';
import { readEmail, readName } from '../rules.ts';
import { hashPassword, longestPassword, shortestPassword } from './password.ts';
import { insertPassword, insertUser } from './store.ts';

export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /**
   * Whether the address is known to be the user's; with false, a first sign-in sends a mail with a link that
   * proves it.
   */
  readonly emailVerified: boolean;
}

/**
 * Makes a user who can sign in with a password, in the same transaction as the customer or staff record that
 * gives it a meaning (better-auth's own sign-up could not). Returns the user's id.
 * @refuses customers.email_taken, customers.invalid_email, customers.invalid_name, customers.weak_password
 */
export const createUser = async (tx: Tx, context: Context, order: NewUser): Promise<string> => {
  const { password, emailVerified } = order;
  if (password.length < shortestPassword || password.length > longestPassword) {
    throw weakPassword({ shortest: shortestPassword, longest: longestPassword });
  }
  const id = newId(context.clock);
  const email = readEmail(order.email);
  const at = context.clock.now();
  const passwordHash = await hashPassword(password);
  if (!(await insertUser(tx, { id, name: readName(order.name), email, emailVerified, at })))
    throw emailTaken({ email });
  await insertPassword(tx, { id: newId(context.clock), userId: id, passwordHash, at });
  return id;
};
