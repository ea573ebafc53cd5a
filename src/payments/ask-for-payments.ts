import { inTransaction, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import { processorOf, type Processor, type Processors, type ProcessorPayment } from './adapters/processor.ts';
import { askAll } from './ask.ts';
import { isPayerWanted } from './automatic/call-payer.ts';
import { recordPayment } from './record-payment.ts';
import { calledOff, nextCheck } from './rules.ts';
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
      const seen = await look(db, processorOf(processors, row.processor), row);
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

/**
 * While it is unknown what became of an order, no second one is placed: the processor is asked for it by our
 * id first. null: nothing was ordered, and its payer is not wanted any more.
 */
const look = async (
  db: Database,
  processor: Processor,
  row: ClaimedPayment,
): Promise<ProcessorPayment | null> => {
  const known = row.attemptedBefore
    ? await processor.fetchPayment({ key: row.id, reference: row.reference })
    : null;
  if (known) return known;
  if (row.reference !== null)
    throw new Error(`${processor.name} no longer knows payment ${row.id} (${row.reference})`);
  if (row.callsPayer && !(await inTransaction(db, (tx) => isPayerWanted(tx, row)))) return null;
  const { id: key, amountMicros, currency, method, sandbox } = row;
  const savesMethod = row.savesMethodId !== null;
  return processor.createPayment({ key, amountMicros, currency, method, savesMethod, sandbox });
};

/** Nobody was asked, and nobody will be: nothing comes of it, and there is nothing to tell. */
const callOff = async (tx: Tx, { id }: ClaimedPayment, leaseUntil: Temporal.Instant): Promise<void> => {
  await updateFailed(tx, id, calledOff);
  await postponePayment(tx, id, leaseUntil, null);
};
