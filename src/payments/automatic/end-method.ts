import type { Tx } from '#platform';
import type { Context } from '#policy';
import type { SavedMethod } from './automatic-payment.ts';
import { endAutomaticPayment } from './cancel-automatic-payment.ts';
import { tellTopUpStopped } from './note-outcome.ts';
import { lockAutomaticPayment, selectActiveOf } from './store/automatic-payments.ts';
import { updateMethodEnded } from './store/methods.ts';
import { lockTopUp, selectTopUpsOf, updateTopUp } from './store/top-ups.ts';

/**
 * Ends a method with all that uses it: by its payer at the processor, or by the customer here, of which the processor is still to be told.
 * Whoever ended it here knows that nothing is topped up by it any more. The wallet is locked.
 */
export const endMethod = async (
  tx: Tx,
  context: Context,
  { id, customerId }: Pick<SavedMethod, 'id' | 'customerId'>,
  endedBy: 'payer' | 'customer',
): Promise<void> => {
  const at = context.clock.now();
  const isKnown = endedBy === 'payer' ? 'to_processor' : 'to_us_alone';
  if (!(await updateMethodEnded(tx, id, { at, isKnown }))) return;
  for (const active of await selectActiveOf(tx, id))
    await endAutomaticPayment(tx, context, await lockAutomaticPayment(tx, active.id), endedBy);
  if ((await selectTopUpsOf(tx, id)).length === 0) return;
  const topUp = (await lockTopUp(tx, customerId))!;
  await updateTopUp(tx, customerId, { ...topUp, isOn: false });
  if (endedBy === 'payer') await tellTopUpStopped(tx, context, customerId);
};
