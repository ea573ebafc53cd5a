import { lockWallets, walletBalance } from '#ledger';
import { dateAt, inTransaction, newId, startOfDate, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import { instructionsOfAttempt, type SandboxInstructions } from '../adapters/sandbox/instructions.ts';
import { insertPayment } from '../store/payments.ts';
import type { AutomaticPayment } from './automatic-payment.ts';
import { endAutomaticPayment } from './cancel-automatic-payment.ts';
import { attemptFor, dueDate } from './rules.ts';
import {
  countPaymentsOf,
  lockAutomaticPayment,
  selectDueAutomatic,
  updateAsked,
} from './store/automatic-payments.ts';
import { selectMethod } from './store/methods.ts';

const batch = 100;

/** Asks for the automatic payments that are due today: their processors are called when that is written. */
export const askPayers = async (db: Database, context: Context): Promise<number> => {
  for (let count = 0; ;) {
    const due = await inTransaction(db, (tx) => selectDueAutomatic(tx, context.clock.now(), batch));
    for (const { id, customerId } of due)
      await inTransaction(db, async (tx) => {
        await lockWallets(tx, [customerId]);
        await askPayer(tx, context, await lockAutomaticPayment(tx, id));
      });
    count += due.length;
    if (due.length === 0) return count;
  }
};

const askPayer = async (tx: Tx, context: Context, automatic: AutomaticPayment): Promise<void> => {
  const { clock, operator } = context;
  const now = clock.now();
  // Another worker was faster.
  if (automatic.nextAt === null || Temporal.Instant.compare(automatic.nextAt, now) > 0) return;
  const today = dateAt(now, operator.timeZone);
  const { id, customerId, processor, amountMicros, currency, anchor, methodId } = automatic;
  // Nobody is asked for a standing order: it should have arrived by now.
  if (processor === 'bank') return endAutomaticPayment(tx, context, automatic, 'stopped');
  // It waits, and is asked for when the freeze ends: before the renewals that waited as well.
  if ((await walletBalance(tx, customerId)).frozenAt !== null) return;
  const method = await selectMethod(tx, methodId);
  if (method?.state !== 'live') return endAutomaticPayment(tx, context, automatic, 'failed');
  const asked = attemptFor(automatic, today);
  await insertPayment(tx, {
    id: newId(clock),
    customerId,
    processor,
    amountMicros,
    currency,
    key: `automatic:${id}:${asked.month}:${asked.attempt}`,
    automatic: { paymentId: id, ...asked },
    methodId,
    sandbox: attemptInstructions(automatic, await countPaymentsOf(tx, id)),
    at: now,
  });
  const nextAt = startOfDate(dueDate(anchor, asked.month + 1), operator.timeZone);
  await updateAsked(tx, id, { ...asked, nextAt });
};

/** What a sandbox payer does about the attempt number `index` (from 0). */
export const attemptInstructions = (
  { sandbox }: Pick<AutomaticPayment, 'sandbox'>,
  index: number,
): SandboxInstructions | null => sandbox && instructionsOfAttempt(sandbox, index);
