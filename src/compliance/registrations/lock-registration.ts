import type { Tx } from '#platform';
import { notEditable, unknownRegistration } from '../errors.ts';
import type { Registration } from './registration.ts';
import { lockRegistration } from './store.ts';

/** A registration of a customer, locked. @refuses compliance.unknown_registration */
export const lockOwn = async (
  tx: Tx,
  { customerId, id }: { readonly customerId: string; readonly id: string },
): Promise<Registration> => {
  const registration = await lockRegistration(tx, id);
  if (registration?.customerId !== customerId) throw unknownRegistration({ id });
  return registration;
};

/** One that can still be filled in. @refuses compliance.unknown_registration, compliance.not_editable */
export const lockEditable = async (
  tx: Tx,
  owned: { readonly customerId: string; readonly id: string },
): Promise<Registration> => {
  const registration = await lockOwn(tx, owned);
  const { id, state } = registration;
  if (state !== 'open' && state !== 'rejected') throw notEditable({ id, state });
  return registration;
};
