import { statesOf } from '#numbers';
import type { Tx } from '#platform';
import { selectServiceUsers } from './store.ts';

/** A customer who is still on a service, with the numbers that lead to it: those in quarantine too, which lead to it again once restored. */
export interface StillOn {
  readonly customerId: string;
  readonly e164s: readonly string[];
}

export interface StillOnPage {
  readonly customers: readonly StillOn[];
  /** After whom to go on; null: these were the last. */
  readonly after: string | null;
}

/** So many customers are told in one transaction. */
export const customersAtOnce = 500;

/** Who is still on a service, after the customer `after`. */
export const stillOn = async (tx: Tx, service: string, after: string | null): Promise<StillOnPage> => {
  const users = await selectServiceUsers(tx, { service, after, limit: customersAtOnce });
  const ids = users.flatMap(({ rentals }) => rentals.map(({ id }) => BigInt(id)));
  const states = await statesOf(tx, ids);
  const customers = users.map(({ customerId, rentals }) => ({
    customerId,
    e164s: rentals.filter(({ id }) => states.get(BigInt(id)) !== 'ended').map(({ e164 }) => e164),
  }));
  return {
    customers: customers.filter(({ e164s }) => e164s.length > 0),
    after: users.length < customersAtOnce ? null : users.at(-1)!.customerId,
  };
};
