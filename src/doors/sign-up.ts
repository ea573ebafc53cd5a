import { acceptPolicy, addUser, signUp, type NewUser, type SignUpOrder } from '#customers';
import { openWallet } from '#ledger';
import { dateAt, type Tx } from '#platform';
import { versionInForce, type Context } from '#policy';

export interface NewCustomer extends SignUpOrder {
  /** A first user who can sign in; null for a customer who only has API keys, or staff acting for it. */
  readonly user: Omit<NewUser, 'name' | 'email'> | null;
  /** The network address from which the policy was accepted. */
  readonly address: string | null;
}

/**
 * A new customer with an empty wallet, the policy in force accepted, and, where asked for, a first user. Returns their ids.
 * @refuses customers.email_taken, customers.invalid_email, customers.invalid_name, customers.weak_password
 */
export const openAccount = async (
  tx: Tx,
  context: Context,
  order: NewCustomer,
): Promise<{ customerId: string; userId: string | null }> => {
  const customerId = await signUp(tx, context, order);
  await openWallet(tx, context, customerId);
  const version = await versionInForce(tx, dateAt(context.clock.now(), context.operator.timeZone));
  await acceptPolicy(tx, context, { customerId, policyVersionId: version.id, address: order.address });
  if (order.user === null) return { customerId, userId: null };
  const userId = await addUser(tx, context, {
    ...order.user,
    name: order.name,
    email: order.email,
    customerId,
  });
  return { customerId, userId };
};
