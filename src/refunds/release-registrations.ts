import {
  dueReleases,
  endRegistration,
  isReleaseDue,
  lockRegistrationOf,
  nextReleaseDue,
  postponeRelease,
  takeForfeited,
} from '#compliance';
import { lockWallets, walletBalance } from '#ledger';
import { releaseRegistering } from '#numbers';
import { inTransaction, type DueTask, type Tx } from '#platform';
import type { Context } from '#policy';
import { requestRefund } from './request-refund.ts';

const batch = 100;

interface Due {
  readonly customerId: string;
  readonly rentalId: bigint;
  readonly e164: string;
}

/**
 * A number whose documents did not come in time, or were rejected for good, is released, and its price goes back as credit by itself.
 * While the credit is frozen the release waits for the case of fraud; when the funds were forfeited, nothing is given back.
 * @source POLICY.md R2, F1; §1 (registration deadlines)
 */
export const registrationReleases: DueTask<Context> = {
  name: 'refunds.registrations',
  nextDue: nextReleaseDue,
  run: async (db, context) => {
    for (let total = 0; ;) {
      const due = await inTransaction(db, (tx) => dueReleases(tx, context.clock.now(), batch));
      for (const one of due) total += await inTransaction(db, (tx) => settle(tx, context, one));
      if (due.length < batch) return total;
    }
  },
};

const settle = async (tx: Tx, context: Context, { customerId, rentalId, e164 }: Due): Promise<number> => {
  await lockWallets(tx, [customerId]);
  const registration = await lockRegistrationOf(tx, rentalId);
  // Another worker was faster, or the documents came while this one waited.
  if (registration === undefined || registration.releaseWaits) return 0;
  if (!isReleaseDue(registration, context.clock.now())) return 0;
  const { frozenAt } = await walletBalance(tx, customerId);
  if (registration.forfeited) {
    await endRegistration(tx, context, registration);
    await releaseRegistering(tx, context, { customerId, e164, reason: 'forfeited' });
  } else if (frozenAt !== null) await postponeRelease(tx, registration);
  else
    await requestRefund(tx, context, {
      customerId,
      subject: 'registration',
      e164,
      destination: 'credit',
      key: `registration:${rentalId}`,
    });
  return 1;
};

/**
 * An appeal was upheld: the prices of numbers that were released meanwhile, and kept, go back as credit. Returns how many. The credit is
 * free again.
 * @source POLICY.md F1 (everything is as before, to the cent)
 */
export const giveForfeitedPricesBack = async (
  tx: Tx,
  context: Context,
  customerId: string,
): Promise<number> => {
  const forfeited = await takeForfeited(tx, customerId);
  for (const { rentalId, e164 } of forfeited)
    await requestRefund(tx, context, {
      customerId,
      subject: 'registration',
      e164,
      destination: 'credit',
      key: `registration:${rentalId}`,
    });
  return forfeited.length;
};
