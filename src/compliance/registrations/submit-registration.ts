import type { Tx } from '#platform';
import { today, type Context } from '#policy';
import { lockAddress } from '../addresses/store.ts';
import { lockDocuments, selectRegistrationDocuments } from '../documents/store.ts';
import { incomplete, tooLate } from '../errors.ts';
import { lockIdentity } from '../identities/store.ts';
import { missingOf } from './check-registration.ts';
import { recordRegistrationEvent } from './events.ts';
import { lockEditable } from './lock-registration.ts';
import type { Registration } from './registration.ts';
import { markSubmitted } from './store.ts';

/**
 * Hands a registration in for review, once nothing is missing. Its deadline waits from now on.
 * @refuses compliance.unknown_registration, compliance.not_editable, compliance.incomplete, compliance.too_late
 * @source POLICY.md R2
 */
export const submitRegistration = async (
  tx: Tx,
  context: Context,
  owned: { readonly customerId: string; readonly id: string },
): Promise<Registration> => {
  const registration = await lockEditable(tx, owned);
  const now = context.clock.now();
  if (Temporal.Instant.compare(now, registration.deadline) >= 0) throw tooLate({ id: registration.id });
  await lockHandedIn(tx, registration);
  const missing = await missingOf(tx, registration, today(context));
  if (missing.length > 0) throw incomplete({ missing });
  const submitted = await markSubmitted(tx, registration.id, now);
  await recordRegistrationEvent(tx, context, 'compliance.submitted', submitted, {});
  return submitted;
};

/** What is looked at must stay as it was checked: nobody changes or deletes it before this is committed, nor after. */
const lockHandedIn = async (
  tx: Tx,
  { id, customerId, identityId, addressId }: Registration,
): Promise<void> => {
  if (identityId !== null) await lockIdentity(tx, identityId);
  if (addressId !== null) await lockAddress(tx, addressId);
  const documents = await selectRegistrationDocuments(tx, id);
  await lockDocuments(
    tx,
    customerId,
    documents.map((document) => document.id),
  );
};
