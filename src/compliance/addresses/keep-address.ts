import { newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { inUse, unknownAddress } from '../errors.ts';
import type { Owned } from '../identities/identity.ts';
import type { Address } from './address.ts';
import {
  insertAddress,
  isAddressInUse,
  lockAddress,
  markAddressRemoved,
  selectAddresses,
  updateAddress,
} from './store.ts';

export type AddressOrder = Pick<Address, 'customerId' | 'street' | 'postalCode' | 'city' | 'country'>;

/** Enters an address, to be used for as many registrations as wanted. */
export const addAddress = async (tx: Tx, context: Context, order: AddressOrder): Promise<Address> => {
  const address = { ...order, id: newId(context.clock), createdAt: context.clock.now(), removedAt: null };
  await insertAddress(tx, address);
  return address;
};

/**
 * Replaces what an address says. What staff look at, or have approved, is not changed any more.
 * @refuses compliance.unknown_address, compliance.in_use
 */
export const changeAddress = async (
  tx: Tx,
  order: AddressOrder & { readonly id: string },
): Promise<Address> => {
  const known = await usableAddress(tx, order);
  if (await isAddressInUse(tx, order.id)) throw inUse({ id: order.id });
  const changed = { ...known, ...order };
  await updateAddress(tx, changed);
  return changed;
};

/**
 * Takes an address out of the list. Registrations that were approved with it keep it.
 * @refuses compliance.unknown_address
 */
export const removeAddress = async (tx: Tx, context: Context, owned: Owned): Promise<void> => {
  await usableAddress(tx, owned);
  await markAddressRemoved(tx, owned.id, context.clock.now());
};

/** The addresses of a customer that can be used, oldest first. */
export const addressesOf = (tx: Tx, customerId: string): Promise<readonly Address[]> =>
  selectAddresses(tx, customerId);

/** One that can be used. @refuses compliance.unknown_address */
export const usableAddress = async (tx: Tx, { id, customerId }: Owned): Promise<Address> => {
  const address = await lockAddress(tx, id);
  if (address === undefined || address.customerId !== customerId || address.removedAt !== null)
    throw unknownAddress({ id });
  return address;
};
