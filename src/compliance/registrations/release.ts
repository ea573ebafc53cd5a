import type { Tx } from '#platform';
import type { Context } from '#policy';
import type { Registration } from './registration.ts';
import {
  clearForfeited,
  letReleasesGoOn,
  lockByRental,
  markEnded,
  markWaiting,
  selectDueReleases,
  settleDocumentsOf,
} from './store.ts';

// What becomes of numbers whose registration has failed is not decided here: their release, and the price that goes back, are the
// business of domains further right, which ask what is due.

/** When the next number is to be released. */
export { nextReleaseDue } from './store.ts';

/** Numbers that are to be released now, what was due first first. */
export const dueReleases = (
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly Pick<Registration, 'rentalId' | 'customerId' | 'e164'>[]> =>
  selectDueReleases(tx, now, limit);

/** The registration of a rental, locked; undefined: it needs none. The wallet is locked before. */
export const lockRegistrationOf = (tx: Tx, rentalId: bigint): Promise<Registration | undefined> =>
  lockByRental(tx, rentalId);

/** Whether the number of a registration is to be released at `now`: its deadline has passed, or it was rejected for good. */
export const isReleaseDue = ({ releaseAt }: Registration, now: Temporal.Instant): boolean =>
  releaseAt !== null && Temporal.Instant.compare(releaseAt, now) <= 0;

/**
 * Ends a registration whose number is released: rejected for good stays `failed`, what is due has `expired`, all else is `withdrawn`.
 * Its documents have no purpose any more.
 */
export const endRegistration = async (
  tx: Tx,
  context: Context,
  registration: Registration,
): Promise<void> => {
  const now = context.clock.now();
  const state =
    registration.state === 'failed' ? 'failed' : isReleaseDue(registration, now) ? 'expired' : 'withdrawn';
  await markEnded(tx, registration.id, { state, at: now });
  await settleDocumentsOf(tx, registration.id);
};

/** The credit of its customer is frozen: its release waits until `resumeReleases`. @source POLICY.md F1 */
export const postponeRelease = (tx: Tx, { id }: Registration): Promise<void> => markWaiting(tx, id);

/**
 * A case of fraud was decided: what waited for it goes on. `forfeited`: the funds are kept, so that numbers are released and nothing is
 * given back; false: as if nothing had been.
 * @source POLICY.md F1
 */
export const resumeReleases = (
  tx: Tx,
  order: { readonly customerId: string; readonly forfeited: boolean },
): Promise<void> => letReleasesGoOn(tx, order);

/** Registrations whose number was released and whose price was kept: from now on they count as all others that have ended. */
export const takeForfeited = (
  tx: Tx,
  customerId: string,
): Promise<readonly Pick<Registration, 'rentalId' | 'e164'>[]> => clearForfeited(tx, customerId);
