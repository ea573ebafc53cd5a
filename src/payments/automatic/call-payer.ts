import { walletBalance } from '#ledger';
import { newId, recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import type { Payment } from '../payment.ts';
import { insertPayment } from '../store/payments.ts';
import { selectAutomaticPayment, selectPurpose, type PaymentPurpose } from './store/automatic-payments.ts';
import { selectTopUp } from './store/top-ups.ts';

/** The payer's bank wanted to see the payer: the same payment is asked for once more, for the payer to make. */
export const callPayer = async (
  tx: Tx,
  { clock }: Context,
  { id, customerId, processor, amountMicros, currency }: Payment,
  { automaticPaymentId, automaticMonth, automaticAttempt, isAutomaticTopUp, sandbox }: PaymentPurpose,
): Promise<void> => {
  const automatic = automaticPaymentId !== null && {
    automatic: { paymentId: automaticPaymentId, month: automaticMonth!, attempt: automaticAttempt! },
  };
  await insertPayment(tx, {
    id: newId(clock),
    customerId,
    processor,
    amountMicros,
    currency,
    key: `calls_payer:${id}`,
    ...automatic,
    isAutomaticTopUp,
    callsPayer: true,
    sandbox,
    at: clock.now(),
  });
};

/**
 * Whether the payer is still to be called: while it waited, because the credit was frozen or the processor out of reach, the automatic
 * payment may have ended, or be asked for its next month; the top-up may have been switched off, or the credit have risen.
 */
export const isPayerWanted = async (
  tx: Tx,
  { id, customerId }: Pick<Payment, 'id' | 'customerId'>,
): Promise<boolean> => {
  const { automaticPaymentId, automaticMonth, automaticAttempt } = await selectPurpose(tx, id);
  if (automaticPaymentId === null) {
    const topUp = await selectTopUp(tx, customerId);
    const { balanceMicros, heldMicros } = await walletBalance(tx, customerId);
    return topUp?.isOn === true && balanceMicros - heldMicros < topUp.belowMicros;
  }
  const automatic = await selectAutomaticPayment(tx, automaticPaymentId);
  return (
    automatic?.state === 'active' &&
    automatic.month === automaticMonth &&
    automatic.attempt === automaticAttempt
  );
};

/** There is a page where the payer pays: one who is not there has to hear of it. */
export const notePayUrl = async (
  tx: Tx,
  { clock }: Context,
  { id, customerId, processor, amountMicros }: Payment,
  payUrl: string,
): Promise<void> => {
  const { callsPayer, methodId, automaticPaymentId } = await selectPurpose(tx, id);
  if (!callsPayer && methodId === null) return;
  await recordEvents(tx, clock, 'payments.payer_wanted', [
    { customerId, paymentId: id, automaticPaymentId, processor, amountMicros: String(amountMicros), payUrl },
  ]);
};
