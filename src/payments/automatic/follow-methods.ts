import { lockWallets } from '#ledger';
import { inTransaction, newId, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import {
  processorOf,
  type ProcessorMethod,
  type ProcessorPayment,
  type Processors,
} from '../adapters/processor.ts';
import { askAll } from '../ask.ts';
import { recordPayment } from '../record-payment.ts';
import { nextCheck } from '../rules.ts';
import { insertPayment, selectPaymentByReference } from '../store/payments.ts';
import type { SavedMethod } from './automatic-payment.ts';
import { endMethod } from './end-method.ts';
import { monthOf } from './rules.ts';
import { selectAutomaticOfMethod } from './store/automatic-payments.ts';
import {
  claimMethods,
  postponeMethod,
  updateLabel,
  updateTold,
  type ClaimedMethod,
} from './store/methods.ts';

/**
 * Asks about saved methods that are new or of which a webhook spoke, and about standing orders: how they are recognised, whether their payer
 * has ended them, and what they have brought. Tells processors what they do not know yet.
 */
export const followMethods = (
  db: Database,
  context: Context,
  processors: Partial<Processors>,
): Promise<number> =>
  askAll(db, context, {
    claim: claimMethods,
    postpone: postponeMethod,
    ask: async (row, leaseUntil) => {
      const processor = processorOf(processors, row.processor);
      if (row.toldAt === null) {
        const { standingOrder, reference, sandbox } = row;
        if (row.state === 'ended') await processor.endMethod({ reference });
        else if (standingOrder)
          await processor.expectStandingOrder({ key: row.id, reference, sandbox, ...standingOrder });
      }
      const seen = await processor.fetchMethod({ reference: row.reference });
      await inTransaction(db, async (tx) => {
        const now = context.clock.now();
        await lockWallets(tx, [row.customerId]);
        await updateTold(tx, row, row.toldAt ?? now);
        const isDoubtful = seen === null && isYoung(row, now);
        if (!isDoubtful) await recordMethod(tx, context, row, seen);
        const again = isDoubtful ? nextCheck(now, row.checks) : lookAgainAt(row, now);
        await postponeMethod(tx, row.id, leaseUntil, again);
      });
    },
  });

/** What has just been saved may not be found everywhere at its processor yet: that does not end it. */
const isYoung = ({ state, createdAt }: ClaimedMethod, now: Temporal.Instant): boolean =>
  state === 'live' && Temporal.Instant.compare(now, createdAt.add({ minutes: youngMinutes })) < 0;

const youngMinutes = 10;

/** Webhooks tell what happens; a standing order is looked at besides, for those that get lost. */
const lookAgainAt = (row: ClaimedMethod, now: Temporal.Instant): Temporal.Instant | null =>
  row.standingOrder && row.state === 'live' ? nextCheck(now, row.checks) : null;

const recordMethod = async (
  tx: Tx,
  context: Context,
  method: SavedMethod,
  seen: ProcessorMethod | null,
): Promise<void> => {
  if (seen?.label) await updateLabel(tx, method.id, seen.label);
  for (const arrival of seen?.arrivals ?? []) await recordArrival(tx, context, method, arrival);
  if (seen === null || seen.state === 'ended') await endMethod(tx, context, method, 'payer');
};

/** A payment that nobody asked for: it is written down once, and credited. */
const recordArrival = async (
  tx: Tx,
  context: Context,
  { id: methodId, customerId, processor, standingOrder }: SavedMethod,
  arrival: ProcessorPayment,
): Promise<void> => {
  const reference = arrival.reference!;
  if (await selectPaymentByReference(tx, processor, reference)) return;
  const automatic = await selectAutomaticOfMethod(tx, methodId);
  const { amountMicros, currency } = arrival;
  const id = newId(context.clock);
  const at = context.clock.now();
  const arrivedOn = (arrival.succeededAt ?? at).toZonedDateTimeISO(context.operator.timeZone).toPlainDate();
  await insertPayment(tx, {
    id,
    customerId,
    processor,
    amountMicros,
    currency,
    key: `arrival:${reference}`,
    automatic: {
      paymentId: automatic.id,
      month: standingOrder ? monthOf(standingOrder.anchor, arrivedOn) : 0,
      attempt: 0,
    },
    sandbox: null,
    at,
  });
  await recordPayment(tx, context, id, arrival);
};
