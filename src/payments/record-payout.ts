import assert from 'node:assert/strict';
import { houseAccount, lockWallets, post } from '#ledger';
import { recordEvents, type Tx } from '#platform';
import type { Context, ProcessorName } from '#policy';
import { returnCredit } from '#wallet';
import type { ProcessorRefund } from './adapters/processor.ts';
import { holdDisputedCredit } from './disputes/record-dispute.ts';
import type { Payout } from './payment.ts';
import { payoutMovesTo } from './rules.ts';
import { addPaidBack, lockPayment } from './store/payments.ts';
import { lockPayout, selectPayout, updatePayout } from './store/payouts.ts';

/**
 * Writes down what a processor says of a payout: settled once, and when it fails, also after it had
 * succeeded, its value comes back to the credit it was taken from, once. Returns the payout as it is then.
 */
export const recordPayout = async (
  tx: Tx,
  context: Context,
  payoutId: string,
  seen: ProcessorRefund,
): Promise<Payout> => {
  const payout = await lockPayoutWithWallet(tx, payoutId);
  const state = seen.state === 'too_late' ? 'manual' : seen.state;
  if (!payoutMovesTo(payout.state, state)) return payout;
  switch (state) {
    case 'pending':
      await updatePayout(tx, payoutId, { ...unchanged, state, reference: seen.reference });
      break;
    case 'manual':
      await updatePayout(tx, payoutId, { ...unchanged, state, failure: seen.failure });
      break;
    case 'succeeded':
      await settle(tx, context, payout, { state, reference: seen.reference, via: payout.processor });
      break;
    case 'failed':
      await giveBack(tx, context, payout, seen);
      break;
  }
  return (await selectPayout(tx, payoutId))!;
};

const unchanged = { reference: null, failure: null, closedAt: null } as const;

/** The wallet first, then the payout: the order of all who change both. */
export const lockPayoutWithWallet = async (tx: Tx, payoutId: string): Promise<Payout> => {
  const found = await selectPayout(tx, payoutId);
  assert(found, `payout ${payoutId} does not exist`);
  await lockWallets(tx, [found.customerId]);
  return lockPayout(tx, payoutId);
};

/** The money has left: what we owed is paid out of what `via` holds for us. */
export const settle = async (
  tx: Tx,
  context: Context,
  payout: Payout,
  done: {
    readonly state: 'succeeded' | 'settled';
    readonly reference: string | null;
    readonly via: ProcessorName;
  },
): Promise<void> => {
  await post(tx, context, {
    key: `payout.settled:${payout.id}`,
    details: { payoutId: payout.id, paymentId: payout.paymentId, via: done.via },
    transfers: [
      {
        code: 'payout.settled',
        fromAccountId: await houseAccount(tx, context, 'refunds_payable'),
        toAccountId: await houseAccount(tx, context, 'processor_clearing', done.via),
        amountMicros: payout.amountMicros,
      },
    ],
  });
  await updatePayout(tx, payout.id, {
    state: done.state,
    reference: done.reference,
    failure: null,
    closedAt: context.clock.now(),
  });
  await recordEvents(tx, context.clock, 'payments.payout_succeeded', [eventOf(payout)]);
};

/** The payout did not arrive: what was taken for it, fee and all, is the credit again that it was. */
export const giveBack = async (
  tx: Tx,
  context: Context,
  payout: Payout,
  { reference, failure }: { readonly reference: string | null; readonly failure: string | null },
): Promise<void> => {
  const { id, customerId, paymentId, amountMicros, retainedMicros, feeFreeMicros } = payout;
  await lockPayment(tx, paymentId);
  if (payout.state === 'succeeded' || payout.state === 'settled') await takeBack(tx, context, payout);
  await returnCredit(tx, context, {
    walletId: customerId,
    key: `payout.failed:${id}`,
    details: { payoutId: id, paymentId, refundId: payout.refundId },
    parts: payout.parts,
    transfers: await returnTransfers(tx, context, payout),
    reason: 'payout_failed',
  });
  await addPaidBack(tx, paymentId, {
    amountMicros: -amountMicros,
    feeFreeMicros: -feeFreeMicros,
    retainedMicros: -retainedMicros,
  });
  const reason = failure ?? 'no reason given';
  const closedAt = context.clock.now();
  await updatePayout(tx, id, { state: 'failed', reference, failure: reason, closedAt });
  await recordEvents(tx, context.clock, 'payments.payout_failed', [{ ...eventOf(payout), failure: reason }]);
  // The payer may take back by a dispute what we could not give back.
  await holdDisputedCredit(tx, context, customerId);
};

/** What had been settled is with the processor again, and owed again. */
const takeBack = async (tx: Tx, context: Context, payout: Payout): Promise<void> => {
  const via = payout.state === 'settled' ? 'bank' : payout.processor;
  const transfer = {
    code: 'payout.returned',
    fromAccountId: await houseAccount(tx, context, 'processor_clearing', via),
    toAccountId: await houseAccount(tx, context, 'refunds_payable'),
    amountMicros: payout.amountMicros,
  };
  await post(tx, context, {
    key: `payout.returned:${payout.id}`,
    details: { payoutId: payout.id, paymentId: payout.paymentId },
    transfers: [transfer],
  });
};

const returnTransfers = async (
  tx: Tx,
  context: Context,
  { customerId, amountMicros, retainedMicros }: Payout,
) => {
  const paidBack = {
    code: 'payout.failed',
    fromAccountId: await houseAccount(tx, context, 'refunds_payable'),
    toAccountId: customerId,
    amountMicros,
  };
  if (retainedMicros === 0n) return [paidBack];
  const fee = {
    code: 'payout.fee_returned',
    fromAccountId: await houseAccount(tx, context, 'fees_retained'),
    toAccountId: customerId,
    amountMicros: retainedMicros,
  };
  return [paidBack, fee];
};

const eventOf = ({ id, customerId, paymentId, refundId, amountMicros, retainedMicros }: Payout) => ({
  customerId,
  payoutId: id,
  paymentId,
  refundId,
  amountMicros: String(amountMicros),
  retainedMicros: String(retainedMicros),
});
