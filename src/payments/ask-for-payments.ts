import { inTransaction, type Database } from '#platform';
import type { Context } from '#policy';
import { processorOf, type Processor, type Processors, type ProcessorPayment } from './adapters/processor.ts';
import { askAll } from './ask.ts';
import { recordPayment } from './record-payment.ts';
import { nextCheck } from './rules.ts';
import { claimPayments, postponePayment, type ClaimedPayment } from './store/payments.ts';

/**
 * Orders the payments that nobody asked a processor for yet, and asks about those of which something is still
 * unknown.
 */
export const askForPayments = (
  db: Database,
  context: Context,
  processors: Partial<Processors>,
): Promise<number> =>
  askAll(db, context, {
    claim: claimPayments,
    postpone: postponePayment,
    ask: async (row, leaseUntil) => {
      const seen = await look(processorOf(processors, row.processor), row);
      await inTransaction(db, async (tx) => {
        const open = await recordPayment(tx, context, row.id, seen);
        await postponePayment(
          tx,
          row.id,
          leaseUntil,
          open ? nextCheck(context.clock.now(), row.checks) : null,
        );
      });
    },
  });

/**
 * While it is unknown what became of an order, no second one is placed: the processor is asked for it by our
 * id first.
 */
const look = async (processor: Processor, row: ClaimedPayment): Promise<ProcessorPayment> => {
  const known = row.attemptedBefore
    ? await processor.fetchPayment({ key: row.id, reference: row.reference })
    : null;
  if (known) return known;
  if (row.reference !== null)
    throw new Error(`${processor.name} no longer knows payment ${row.id} (${row.reference})`);
  const { id: key, amountMicros, currency, method, sandbox } = row;
  const savesMethod = row.savesMethodId !== null;
  return processor.createPayment({ key, amountMicros, currency, method, savesMethod, sandbox });
};
