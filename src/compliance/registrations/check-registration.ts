import type { Tx } from '#platform';
import { today, type Context } from '#policy';
import { selectAddress } from '../addresses/store.ts';
import { selectRegistrationDocuments } from '../documents/store.ts';
import { selectIdentity } from '../identities/store.ts';
import { requirementsFor } from '../requirements/find-requirements.ts';
import type { Requirements } from '../requirements/requirement.ts';
import { registrationById, type RegistrationRequest } from './find-registrations.ts';
import { missingFrom, type HandedIn, type Missing } from './missing.ts';
import type { Registration } from './registration.ts';

/** What is asked for, and what of it is missing. */
export interface CheckedRegistration {
  readonly requirements: Requirements;
  readonly missing: readonly Missing[];
}

/**
 * Lists everything that is missing for a registration to be submitted, all at once. As long as no identity is chosen, a person is
 * supposed.
 * @refuses compliance.unknown_registration
 */
export const checkRegistration = async (
  tx: Tx,
  context: Context,
  request: RegistrationRequest,
): Promise<CheckedRegistration> => {
  const registration = await registrationById(tx, request);
  return checked(registration, await handedIn(tx, registration), today(context));
};

/** The same for a registration that is at hand. */
export const missingOf = async (
  tx: Tx,
  registration: Registration,
  date: Temporal.PlainDate,
): Promise<readonly Missing[]> => checked(registration, await handedIn(tx, registration), date).missing;

/** What whoever holds this identity is asked for. */
export const requirementsOf = (
  { country, kind }: Registration,
  identity: HandedIn['identity'],
): Requirements => requirementsFor(country, kind, identity?.applicant ?? 'person');

const checked = (
  registration: Registration,
  given: HandedIn,
  date: Temporal.PlainDate,
): CheckedRegistration => {
  const requirements = requirementsOf(registration, given.identity);
  return { requirements, missing: missingFrom(requirements, given, date) };
};

const handedIn = async (tx: Tx, registration: Registration): Promise<HandedIn> => {
  const { id, identityId, addressId } = registration;
  return {
    identity: identityId === null ? null : ((await selectIdentity(tx, identityId)) ?? null),
    address: addressId === null ? null : ((await selectAddress(tx, addressId)) ?? null),
    documents: await selectRegistrationDocuments(tx, id),
  };
};
