import { lockWallets } from '#ledger';
import type { Database, Tx } from '#platform';
import type { Context } from '#policy';
import { changeForwarding } from './forward-number.ts';
import { planWithout } from './rules.ts';
import { rentalsForwardingTo, rentalsForwardingToNumbers, selectForwarding } from './store.ts';

/**
 * Takes a service out of the forwardings that lead to it, at most `limit` of them; what else they say stays. Returns how many there were:
 * when it is fewer than `limit`, none is left.
 * @source POLICY.md S3
 */
export const endForwardingsTo = async (
  tx: Tx,
  context: Context,
  service: string,
  limit = 500,
): Promise<number> => {
  const concerned = await rentalsForwardingTo(tx, service, limit);
  await lockWallets(
    tx,
    concerned.map(({ customerId }) => customerId),
  );
  for (const { rentalId } of concerned) {
    // Read anew: its holder may have changed it while the wallets were waited for.
    const before = await selectForwarding(tx, rentalId);
    if (before === undefined) continue;
    const { e164, customerId } = before;
    await changeForwarding(tx, context, {
      rental: { id: rentalId, e164, customerId },
      before,
      plan: planWithout(before, service),
    });
  }
  return concerned.length;
};

/** A time, half-open. */
interface Time {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** Those of these rentals whose calls went to the telephone network, at some hour or other, at some moment of a time. */
export const forwardedToNumbers = (
  db: Database,
  rentalIds: readonly bigint[],
  { from, until }: Time,
): Promise<ReadonlySet<bigint>> => rentalsForwardingToNumbers(db, rentalIds, from, until);
