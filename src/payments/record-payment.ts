import assert from 'node:assert/strict';
import { houseAccount, lockWallets, post } from '#ledger';
import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { creditWallet } from '#wallet';
import type { ProcessorPayment } from './adapters/processor.ts';
import { notePayUrl } from './automatic/call-payer.ts';
import { noteFailure, noteSuccess } from './automatic/note-outcome.ts';
import type { Payment } from './payment.ts';
import { paymentMovesTo } from './rules.ts';
import {
  lockPayment,
  selectPayment,
  updateFailed,
  updateFee,
  updateSeen,
  updateSucceeded,
} from './store/payments.ts';
import { releaseWaiting } from './store/payouts.ts';

/**
 * Writes down what a processor says of a payment. Money that arrived is credited once, its fee is charged
 * once, however often and in whatever order this is said. Returns whether there is still something to ask.
 */
export const recordPayment = async (
  tx: Tx,
  context: Context,
  paymentId: string,
  seen: ProcessorPayment,
): Promise<boolean> => {
  const payment = await lockWithWallet(tx, paymentId);
  assert(
    seen.amountMicros === payment.amountMicros && seen.currency === payment.currency,
    `the processor's amount of payment ${paymentId} is not the one that was asked for`,
  );
  const payUrl = seen.state === 'pending' ? seen.payUrl : null;
  await updateSeen(tx, paymentId, { reference: seen.reference, payUrl });
  if (payment.state === 'pending' && payment.payUrl === null && payUrl !== null)
    await notePayUrl(tx, context, payment, payUrl);
  const moves = paymentMovesTo(payment.state, seen.state);
  if (moves && seen.state === 'succeeded') await credit(tx, context, payment, seen);
  if (moves && seen.state === 'failed') await fail(tx, context, payment, seen.failure ?? 'no reason given');
  const arrived = payment.state === 'succeeded' || (moves && seen.state === 'succeeded');
  const feeIsNews = arrived && payment.feeMicros === null && seen.feeMicros !== null;
  if (feeIsNews) await chargeFee(tx, context, payment, seen.feeMicros);
  if (arrived) return payment.feeMicros === null && !feeIsNews;
  return seen.state === 'pending' && payment.state === 'pending';
};

/** The wallet first, as everywhere: a refund of the same customer waits, or is waited for. */
const lockWithWallet = async (tx: Tx, paymentId: string): Promise<Payment> => {
  const found = await selectPayment(tx, paymentId);
  assert(found, `payment ${paymentId} does not exist`);
  await lockWallets(tx, [found.customerId]);
  return lockPayment(tx, paymentId);
};

const credit = async (tx: Tx, context: Context, payment: Payment, seen: ProcessorPayment): Promise<void> => {
  const { id, customerId, processor, amountMicros } = payment;
  const { succeededAt } = seen;
  const { journalId } = await creditWallet(tx, context, {
    walletId: customerId,
    amountMicros,
    origin: 'payment',
    paymentId: id,
    key: `topup.succeeded:${id}`,
    code: 'topup.succeeded',
    fromAccountId: await houseAccount(tx, context, 'processor_clearing', processor),
    details: { paymentId: id, processor },
  });
  // The days in which a processor lets us refund count from its own time.
  await updateSucceeded(tx, id, { journalId, succeededAt: succeededAt ?? context.clock.now() });
  await recordEvents(tx, context.clock, 'payments.credited', [
    { customerId, paymentId: id, amountMicros: String(amountMicros) },
  ]);
  await noteSuccess(tx, context, payment, seen);
};

const fail = async (tx: Tx, context: Context, payment: Payment, failure: string): Promise<void> => {
  const { id, customerId, amountMicros } = payment;
  await updateFailed(tx, id, failure);
  await recordEvents(tx, context.clock, 'payments.failed', [
    { customerId, paymentId: id, amountMicros: String(amountMicros), failure },
  ]);
  await noteFailure(tx, context, payment, failure);
};

const chargeFee = async (
  tx: Tx,
  context: Context,
  { id, customerId, processor }: Payment,
  feeMicros: bigint,
): Promise<void> => {
  if (feeMicros > 0n) {
    const transfer = {
      code: 'topup.fee_charged',
      fromAccountId: await houseAccount(tx, context, 'processor_fees', processor),
      toAccountId: await houseAccount(tx, context, 'processor_clearing', processor),
      amountMicros: feeMicros,
    };
    await post(tx, context, {
      key: `topup.fee_charged:${id}`,
      details: { paymentId: id, processor },
      transfers: [transfer],
    });
  }
  await updateFee(tx, id, feeMicros);
  await releaseWaiting(tx, id, context.clock.now());
  await recordEvents(tx, context.clock, 'payments.fee_known', [
    { customerId, paymentId: id, feeMicros: String(feeMicros) },
  ]);
};
