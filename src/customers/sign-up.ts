import { newId, recordEvents, type Language, type Tx } from '#platform';
import type { Context } from '#policy';
import { emailTaken } from './errors.ts';
import { readEmail, readName } from './rules.ts';
import { insertCustomer } from './store.ts';

export interface SignUpOrder {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
}

/**
 * Makes a new customer and returns its id. Nobody can sign in for it yet (addUser), and its wallet is opened
 * by the caller. Records `customers.signed_up` {customerId}.
 * @refuses customers.email_taken, customers.invalid_email, customers.invalid_name
 */
export const signUp = async (tx: Tx, context: Context, order: SignUpOrder): Promise<string> => {
  const id = newId(context.clock);
  const email = readEmail(order.email);
  const customer = {
    id,
    name: readName(order.name),
    email,
    language: order.language,
    createdAt: context.clock.now(),
    closedAt: null,
  };
  if (!(await insertCustomer(tx, customer))) throw emailTaken({ email });
  await recordEvents(tx, context.clock, 'customers.signed_up', [{ customerId: id }]);
  return id;
};
