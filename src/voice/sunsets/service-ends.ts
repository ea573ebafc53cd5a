import { inTransaction, type Database, type DueTask, type Tx } from '#platform';
import { today as todayOf, type Context } from '#policy';
import { listSunsets, statusOn } from '#suppliers';
import { endForwardingsTo } from '../forwarding/services.ts';
import { endForwarding, insertEnded, nextServiceEnd, notYetEnded } from './store.ts';

const atOnce = 500;

/**
 * At the end of its last day a service is taken out of all forwardings, of numbers in quarantine too. What else they say stays; where nothing is
 * left, the number forwards to nothing. The number, its SMS and its rental go on.
 * @source POLICY.md S3
 */
export const serviceEnds: DueTask<Context> = {
  name: 'voice.service_ends',
  nextDue: nextServiceEnd,
  run: async (db, context) => {
    const today = todayOf(context);
    const ended = (await listSunsets(db)).filter((sunset) => statusOn(sunset, today) === 'ended');
    const services = await notYetEnded(
      db,
      ended.map(({ service }) => service),
    );
    let count = 0;
    for (const service of services) count += 1 + (await endService(db, context, service));
    return count;
  },
};

/** In transactions of its own; what a run that was killed has left, the next one finds. */
const endService = async (db: Database, context: Context, service: string): Promise<number> => {
  for (let total = 0; ;) {
    const { count, isLast } = await inTransaction(db, (tx) => endSome(tx, context, service, total));
    total += count;
    if (isLast) return total;
  }
};

const endSome = async (
  tx: Tx,
  context: Context,
  service: string,
  before: number,
): Promise<{ readonly count: number; readonly isLast: boolean }> => {
  const count = await endForwardingsTo(tx, context, service, atOnce);
  const isLast = count < atOnce;
  if (isLast)
    await insertEnded(tx, { service, at: context.clock.now(), forwardings: BigInt(before + count) });
  return { count, isLast };
};

/** A number that is gone for good leads nowhere any more. Its rental has ended, so nobody else changes it now. */
export const forgetForwarding = (tx: Tx, context: Context, rentalId: bigint): Promise<void> =>
  endForwarding(tx, rentalId, context.clock.now());
