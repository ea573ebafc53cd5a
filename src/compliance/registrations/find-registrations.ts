import { idCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import { selectRegistrationDocuments } from '../documents/store.ts';
import type { Document } from '../documents/document.ts';
import { unknownRegistration } from '../errors.ts';
import type { Registration, RegistrationState, Review } from './registration.ts';
import { selectByRental, selectRegistration, selectRegistrations, selectReviews } from './store.ts';

/** One registration; `customerId` is left out by staff, who see everybody's. */
export interface RegistrationRequest {
  readonly id: string;
  readonly customerId?: string | undefined;
}

/** @refuses compliance.unknown_registration also when it is somebody else's */
export const registrationById = async (
  tx: Tx,
  { id, customerId }: RegistrationRequest,
): Promise<Registration> => {
  const registration = await selectRegistration(tx, id);
  if (registration === undefined || (customerId !== undefined && registration.customerId !== customerId))
    throw unknownRegistration({ id });
  return registration;
};

/** With its documents, and every verdict that was given, oldest first. @refuses compliance.unknown_registration */
export const registrationInFull = async (
  tx: Tx,
  request: RegistrationRequest,
): Promise<
  Registration & { readonly documents: readonly Document[]; readonly reviews: readonly Review[] }
> => {
  const registration = await registrationById(tx, request);
  return {
    ...registration,
    documents: await selectRegistrationDocuments(tx, registration.id),
    reviews: await selectReviews(tx, registration.id),
  };
};

/** The registration of a rental; undefined: the number needs none. */
export const registrationOfRental = (tx: Tx, rentalId: bigint): Promise<Registration | undefined> =>
  selectByRental(tx, rentalId);

export interface RegistrationFilter extends PageRequest {
  readonly customerId?: string | undefined;
  readonly e164?: string | undefined;
  readonly state?: RegistrationState | undefined;
}

/** Newest first. @refuses pages.invalid_cursor */
export const listRegistrations = async (
  tx: Tx,
  { cursor, limit, ...filter }: RegistrationFilter,
): Promise<Page<Registration>> => {
  const rows = await selectRegistrations(tx, { ...filter, before: idCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ id }) => id);
};
