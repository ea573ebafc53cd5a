import { toDecimal } from '#money';
import type { Language, Tx } from '#platform';
import type { Context } from '#policy';
import { revokeAllKeys } from './api-keys/store.ts';
import { audit } from './audit.ts';
import type { Customer } from './customer.ts';
import { emailTaken, stillHolds, unknownCustomer } from './errors.ts';
import { readEmail, readName } from './rules.ts';
import { deleteUsers } from './sign-in/store.ts';
import {
  deleteMembers,
  lockCustomer,
  markClosed,
  selectCustomerByEmail,
  selectMembers,
  updateCustomerRow,
} from './store.ts';

export interface CustomerChange {
  readonly customerId: string;
  readonly name?: string | undefined;
  /** Where the customer's mails go from now on; its users keep the addresses they sign in with. */
  readonly email?: string | undefined;
  readonly language?: Language | undefined;
}

/**
 * Changes what is named and leaves the rest; returns the customer as it is now. Written to the audit log.
 * @refuses customers.unknown, customers.email_taken, customers.invalid_email, customers.invalid_name
 */
export const updateCustomer = async (tx: Tx, context: Context, change: CustomerChange): Promise<Customer> => {
  const { customerId } = change;
  const before = await lockCustomer(tx, customerId);
  if (before === undefined || before.closedAt !== null) throw unknownCustomer({ customerId });
  const after = {
    name: change.name === undefined ? before.name : readName(change.name),
    email: change.email === undefined ? before.email : readEmail(change.email),
    language: change.language ?? before.language,
  };
  const holder = await selectCustomerByEmail(tx, after.email);
  if (holder !== undefined && holder.id !== customerId) throw emailTaken({ email: after.email });
  await updateCustomerRow(tx, customerId, after);
  const { name, email, language } = before;
  await audit(tx, context, {
    action: 'customer.changed',
    customerId,
    details: { before: { name, email, language }, after },
  });
  return { ...before, ...after };
};

export interface CloseOrder {
  readonly customerId: string;
  /**
   * What the customer has in the domains to the right, which this one cannot see: the caller looks it up in
   * the same transaction.
   */
  readonly holding: {
    readonly numbers: number;
    readonly creditMicros: bigint;
    /** Payments and payouts whose outcome is open: what they bring must not arrive in a closed account. */
    readonly underWay: number;
  };
}

/**
 * Closes an account that holds nothing any more: its users and API keys are gone, its history stays. Written
 * to the audit log.
 * @refuses customers.unknown, customers.still_holds
 */
export const closeCustomer = async (
  tx: Tx,
  context: Context,
  { customerId, holding }: CloseOrder,
): Promise<void> => {
  const customer = await lockCustomer(tx, customerId);
  if (customer === undefined || customer.closedAt !== null) throw unknownCustomer({ customerId });
  if (holding.numbers > 0 || holding.creditMicros > 0n || holding.underWay > 0) {
    const { numbers, creditMicros, underWay } = holding;
    throw stillHolds({ numbers, credit: toDecimal(creditMicros), underWay });
  }
  const userIds = (await selectMembers(tx, customerId)).map((member) => member.userId);
  if (userIds.length > 0) {
    await deleteMembers(tx, customerId, userIds);
    await deleteUsers(tx, userIds);
  }
  await revokeAllKeys(tx, { customerId }, context.clock.now());
  await markClosed(tx, customerId, context.clock.now());
  await audit(tx, context, { action: 'customer.closed', customerId, details: { users: userIds.length } });
};
