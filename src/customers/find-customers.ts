import { idCursor, pageFrom, type Language, type Page, type PageRequest, type Tx } from '#platform';
import type { Customer } from './customer.ts';
import { unknownCustomer } from './errors.ts';
import { selectCustomer, selectCustomers, selectReader } from './store.ts';

/** One customer, open or closed. @refuses customers.unknown */
export const customerById = async (tx: Tx, customerId: string): Promise<Customer> => {
  const customer = await selectCustomer(tx, customerId);
  if (customer === undefined) throw unknownCustomer({ customerId });
  return customer;
};

/**
 * Customers, newest first; `search` is a part of the name or the e-mail address, or a whole id.
 * @refuses pages.invalid_cursor
 */
export const listCustomers = async (
  tx: Tx,
  { search, limit, cursor }: PageRequest & { readonly search?: string | undefined },
): Promise<Page<Customer>> => {
  const rows = await selectCustomers(tx, {
    search: search?.trim() || null,
    after: idCursor(cursor),
    limit: limit + 1,
  });
  return pageFrom(rows, limit, (customer) => customer.id);
};

/**
 * Whose user it is (null for staff), and the language in which to write to the user; undefined for a user who
 * is gone.
 */
export const readerOf = (
  tx: Tx,
  userId: string,
): Promise<{ readonly customerId: string | null; readonly language: Language } | undefined> =>
  selectReader(tx, userId);
