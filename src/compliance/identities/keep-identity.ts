import { newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { inUse, unknownIdentity } from '../errors.ts';
import type { Applicant } from '../requirements/requirement.ts';
import type { Identity, IdentityFields, Owned } from './identity.ts';
import {
  insertIdentity,
  isIdentityInUse,
  lockIdentity,
  markIdentityRemoved,
  selectIdentities,
  updateIdentity,
} from './store.ts';

export interface IdentityOrder {
  readonly customerId: string;
  readonly applicant: Applicant;
  readonly fields: IdentityFields;
}

/** Enters an identity, to be used for as many registrations as wanted. */
export const addIdentity = async (tx: Tx, context: Context, order: IdentityOrder): Promise<Identity> => {
  const identity = { ...order, id: newId(context.clock), createdAt: context.clock.now(), removedAt: null };
  await insertIdentity(tx, identity);
  return identity;
};

/**
 * Replaces what an identity says. What staff look at, or have approved, is not changed any more.
 * @refuses compliance.unknown_identity, compliance.in_use
 */
export const changeIdentity = async (
  tx: Tx,
  order: IdentityOrder & { readonly id: string },
): Promise<Identity> => {
  const known = await usable(tx, order);
  if (await isIdentityInUse(tx, order.id)) throw inUse({ id: order.id });
  const { applicant, fields } = order;
  await updateIdentity(tx, order.id, { applicant, fields });
  return { ...known, applicant, fields };
};

/**
 * Takes an identity out of the list. Registrations that were approved with it keep it.
 * @refuses compliance.unknown_identity
 */
export const removeIdentity = async (tx: Tx, context: Context, owned: Owned): Promise<void> => {
  await usable(tx, owned);
  await markIdentityRemoved(tx, owned.id, context.clock.now());
};

/** The identities of a customer that can be used, oldest first. */
export const identitiesOf = (tx: Tx, customerId: string): Promise<readonly Identity[]> =>
  selectIdentities(tx, customerId);

/** One that can be used. @refuses compliance.unknown_identity */
export const usable = async (tx: Tx, { id, customerId }: Owned): Promise<Identity> => {
  const identity = await lockIdentity(tx, id);
  if (identity === undefined || identity.customerId !== customerId || identity.removedAt !== null)
    throw unknownIdentity({ id });
  return identity;
};
