import { lockWallets } from '#ledger';
import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { unknownAutomaticPayment } from '../errors.ts';
import type { AutomaticEnd, AutomaticPayment } from './automatic-payment.ts';
import {
  lockAutomaticPayment,
  selectActiveOf,
  selectAutomaticPayment,
  updateEnded,
} from './store/automatic-payments.ts';
import { updateMethodEnded } from './store/methods.ts';
import { selectTopUpsOf } from './store/top-ups.ts';

/**
 * Ends an automatic payment: nothing more is asked of the payer, and nothing else of the customer. What still
 * arrives after that is credit. Ended before: nothing happens.
 * @refuses payments.automatic_unknown also when it is somebody else's
 * @source POLICY.md C2
 */
export const cancelAutomaticPayment = async (
  tx: Tx,
  context: Context,
  order: { readonly automaticPaymentId: string; readonly customerId?: string | undefined },
): Promise<AutomaticPayment> => {
  const { automaticPaymentId, customerId } = order;
  const found = await selectAutomaticPayment(tx, automaticPaymentId);
  if (!found || (customerId !== undefined && found.customerId !== customerId))
    throw unknownAutomaticPayment({ automaticPaymentId });
  await lockWallets(tx, [found.customerId]);
  await endAutomaticPayment(tx, context, await lockAutomaticPayment(tx, found.id), 'customer');
  return (await selectAutomaticPayment(tx, found.id))!;
};

/** Ends it, and its method when nothing else uses it. The wallet is locked. */
export const endAutomaticPayment = async (
  tx: Tx,
  context: Context,
  { id, customerId, amountMicros, processor, methodId }: AutomaticPayment,
  endedBy: AutomaticEnd,
): Promise<void> => {
  const at = context.clock.now();
  if (!(await updateEnded(tx, id, { endedBy, at }))) return;
  await recordEvents(tx, context.clock, 'payments.automatic_ended', [
    { customerId, automaticPaymentId: id, processor, amountMicros: String(amountMicros), endedBy },
  ]);
  const inUse = (await selectActiveOf(tx, methodId)).length + (await selectTopUpsOf(tx, methodId)).length > 0;
  if (!inUse) await updateMethodEnded(tx, methodId, { at, isKnown: 'to_us_alone' });
};
