import type { Tx } from '#platform';
import type { Context } from '#policy';
import { usableAddress } from '../addresses/keep-address.ts';
import { lockDocuments, selectRegistrationDocuments } from '../documents/store.ts';
import { unknownDocument } from '../documents/errors.ts';
import { usable } from '../identities/keep-identity.ts';
import { lockEditable } from './lock-registration.ts';
import { replaceDocuments, setIdentityAndAddress, settleDocuments } from './store.ts';

/** What is left out stays as it is. */
export interface FillingOrder {
  readonly customerId: string;
  readonly id: string;
  readonly identityId?: string | undefined;
  readonly addressId?: string | undefined;
  /** All documents of the registration; those that it had and that are not listed are taken out. */
  readonly documentIds?: readonly string[] | undefined;
}

/**
 * Puts an identity, an address and documents to use for a registration. What is missing then is told by `checkRegistration`.
 * @refuses compliance.unknown_registration, compliance.not_editable, compliance.unknown_identity, compliance.unknown_address,
 *   compliance.unknown_document
 */
export const fillRegistration = async (tx: Tx, context: Context, order: FillingOrder): Promise<void> => {
  const { customerId, id, identityId, addressId, documentIds } = order;
  const registration = await lockEditable(tx, { customerId, id });
  if (identityId !== undefined) await usable(tx, { customerId, id: identityId });
  if (addressId !== undefined) await usableAddress(tx, { customerId, id: addressId });
  await setIdentityAndAddress(tx, id, {
    identityId: identityId ?? registration.identityId,
    addressId: addressId ?? registration.addressId,
  });
  if (documentIds === undefined) return;
  const before = await selectRegistrationDocuments(tx, id);
  const found = await lockDocuments(tx, customerId, documentIds);
  const usableIds = new Set(found.filter(({ deletedAt }) => deletedAt === null).map((one) => one.id));
  const unknown = documentIds.find((documentId) => !usableIds.has(documentId));
  if (unknown !== undefined) throw unknownDocument({ id: unknown });
  await replaceDocuments(tx, id, [...usableIds]);
  await settleDocuments(tx, [...before.map((one) => one.id), ...usableIds]);
};
