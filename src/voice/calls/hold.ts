import { openHold } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';

// A hold outlives its call by far: calls are closed by the sweeper, and the ledger frees what even that forgot.
export const holdHours = 7 * 24;

/** Keeps what a call may cost from being spent otherwise. */
export const openCallHold = async (
  tx: Tx,
  context: Context,
  call: { readonly id: string; readonly customerId: string; readonly amountMicros: bigint },
): Promise<string> => {
  const { id } = await openHold(tx, context, {
    key: `call:${call.id}`,
    walletId: call.customerId,
    purpose: 'call',
    amountMicros: call.amountMicros,
    expiresAt: context.clock.now().add({ hours: holdHours }),
  });
  return id;
};
