import { inTransaction, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import { processorOf, type Processor, type Processors, type ProcessorPayment } from './adapters/processor.ts';
import { askAll } from './ask.ts';
import { isPayerWanted } from './automatic/call-payer.ts';
import { recordPayment } from './record-payment.ts';
import { nextCheck } from './rules.ts';
import { claimPayments, postponePayment, updateFailed, type ClaimedPayment } from './store/payments.ts';

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
      const processor = processorOf(processors, row.processor);
      const known = row.attemptedBefore
        ? await processor.fetchPayment({ key: row.id, reference: row.reference })
        : null;
      const isOff =
        known === null && row.callsPayer && !(await inTransaction(db, (tx) => isPayerWanted(tx, row)));
      const seen = known ?? (isOff ? null : await order(processor, row));
      await inTransaction(db, async (tx) => {
        if (seen === null) return callOff(tx, row, leaseUntil);
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

/** The processor was asked for it by our id first: while it is unknown what became of an order, no second one is placed. */
const order = (processor: Processor, row: ClaimedPayment): Promise<ProcessorPayment> => {
  if (row.reference !== null)
    throw new Error(`${processor.name} no longer knows payment ${row.id} (${row.reference})`);
  const { id: key, amountMicros, currency, method, sandbox } = row;
  const savesMethod = row.savesMethodId !== null;
  return processor.createPayment({ key, amountMicros, currency, method, savesMethod, sandbox });
};

/** Nobody was asked, and nobody will be: nothing comes of it, and there is nothing to tell. */
const callOff = async (tx: Tx, { id }: ClaimedPayment, leaseUntil: Temporal.Instant): Promise<void> => {
  await updateFailed(tx, id, 'no longer wanted');
  await postponePayment(tx, id, leaseUntil, null);
};
