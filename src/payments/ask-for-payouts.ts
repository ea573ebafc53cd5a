import { inTransaction, type Database } from '#platform';
import type { Context } from '#policy';
import { processorOf, type Processor, type ProcessorRefund, type Processors } from './adapters/processor.ts';
import { askAll } from './ask.ts';
import { recordPayout } from './record-payout.ts';
import { nextPayoutCheck } from './rules.ts';
import { claimPayouts, postponePayout, type ClaimedPayout } from './store/payouts.ts';

/** Sends the payouts that wait to their processors, and asks about those that are on their way. */
export const askForPayouts = (
  db: Database,
  context: Context,
  processors: Partial<Processors>,
): Promise<number> =>
  askAll(db, context, {
    claim: claimPayouts,
    postpone: postponePayout,
    ask: async (row, leaseUntil) => {
      const seen = await look(processorOf(processors, row.processor), row);
      await inTransaction(db, async (tx) => {
        const payout = await recordPayout(tx, context, row.id, seen);
        await postponePayout(
          tx,
          row.id,
          leaseUntil,
          nextPayoutCheck(payout, context.clock.now(), row.checks),
        );
      });
    },
  });

/**
 * While it is unknown what became of an order, no second one is placed: the processor is asked for it by our
 * id first.
 */
const look = async (processor: Processor, row: ClaimedPayout): Promise<ProcessorRefund> => {
  const { id: key, reference, paymentReference, amountMicros, currency, stateBefore } = row;
  if (paymentReference === null)
    throw new Error(`payout ${key} is of a payment that ${processor.name} never had`);
  const known =
    stateBefore === 'waiting' ? null : await processor.fetchRefund({ key, reference, paymentReference });
  if (known) return known;
  if (reference !== null) throw new Error(`${processor.name} no longer knows payout ${key} (${reference})`);
  return processor.refundPayment({ key, paymentReference, amountMicros, currency });
};
