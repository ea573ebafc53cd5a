import { dateAt, recordEvents, startOfDate, type Tx } from '#platform';
import type { Context } from '#policy';
import { payerWanted, type ProcessorPayment } from '../adapters/processor.ts';
import type { Payment } from '../payment.ts';
import type { AutomaticPayment } from './automatic-payment.ts';
import { callPayer } from './call-payer.ts';
import { endAutomaticPayment } from './cancel-automatic-payment.ts';
import { missedOn, mostTopUpFailures, retryOn, topUpRestHours } from './rules.ts';
import {
  lockAutomaticPayment,
  selectPurpose,
  updateAsked,
  type PaymentPurpose,
} from './store/automatic-payments.ts';
import { insertMethod, updateMethodEnded } from './store/methods.ts';
import { lockTopUp, updateTopUp } from './store/top-ups.ts';

/** A payment has succeeded: the method that was saved with it can be used. The wallet is locked. */
export const noteSuccess = async (
  tx: Tx,
  context: Context,
  { id, customerId, processor }: Payment,
  { method }: Pick<ProcessorPayment, 'method'>,
): Promise<void> => {
  const purpose = await selectPurpose(tx, id);
  const at = context.clock.now();
  if (purpose.savesMethodId !== null && method !== null)
    await insertMethod(tx, {
      id: purpose.savesMethodId,
      customerId,
      processor,
      reference: method,
      standingOrder: null,
      sandbox: purpose.sandbox?.later ? { ...purpose.sandbox.later, keepsSending: 0 } : null,
      at,
    });
  if (purpose.isAutomaticTopUp) {
    const topUp = await lockTopUp(tx, customerId);
    if (topUp) await updateTopUp(tx, customerId, { ...topUp, failures: 0 });
  }
  if (purpose.automaticPaymentId === null) return;
  const automatic = await lockAutomaticPayment(tx, purpose.automaticPaymentId);
  // It was cancelled before its first payment arrived: that is credit, and the method is not kept.
  if (automatic.state === 'ended' && purpose.savesMethodId !== null)
    await updateMethodEnded(tx, purpose.savesMethodId, { at, isKnown: 'to_us_alone' });
  if (automatic.state === 'ended' || processor !== 'bank') return;
  // The next one of a standing order is expected from now on.
  const month = (purpose.automaticMonth ?? 0) + 1;
  const nextAt = startOfDate(missedOn(automatic.anchor, month), context.operator.timeZone);
  await updateAsked(tx, automatic.id, { month: month - 1, attempt: 0, nextAt });
};

/** A payment has failed: it is tried again another day, or given up. The wallet is locked. */
export const noteFailure = async (
  tx: Tx,
  context: Context,
  payment: Payment,
  failure: string,
): Promise<void> => {
  const purpose = await selectPurpose(tx, payment.id);
  const isCalledFor = failure === payerWanted && purpose.methodId !== null;
  if (purpose.isAutomaticTopUp)
    await (isCalledFor ? callForTopUp : noteTopUpFailure)(tx, context, payment, purpose);
  if (purpose.automaticPaymentId === null) return;
  const automatic = await lockAutomaticPayment(tx, purpose.automaticPaymentId);
  const isLatest =
    automatic.month === purpose.automaticMonth && automatic.attempt === purpose.automaticAttempt;
  if (automatic.state !== 'active' || !isLatest) return;
  if (isCalledFor) return callPayer(tx, context, payment, purpose);
  await retry(tx, context, automatic, { failure, hasMethod: purpose.savesMethodId === null });
};

/** Who no longer wants the top-up is not called for it. */
const callForTopUp = async (
  tx: Tx,
  context: Context,
  payment: Payment,
  purpose: PaymentPurpose,
): Promise<void> => {
  if ((await lockTopUp(tx, payment.customerId))?.isOn === true)
    await callPayer(tx, context, payment, purpose);
};

const retry = async (
  tx: Tx,
  context: Context,
  automatic: AutomaticPayment,
  { failure, hasMethod }: { readonly failure: string; readonly hasMethod: boolean },
): Promise<void> => {
  const { clock, operator } = context;
  const { id, customerId, processor, amountMicros, month, attempt } = automatic;
  // A first payment that failed has left no method to try again with.
  const on = hasMethod ? retryOn(automatic, dateAt(clock.now(), operator.timeZone)) : null;
  if (on === null) return endAutomaticPayment(tx, context, automatic, 'failed');
  await updateAsked(tx, id, { month, attempt, nextAt: startOfDate(on, operator.timeZone) });
  const told = { customerId, automaticPaymentId: id, processor, amountMicros: String(amountMicros), failure };
  await recordEvents(tx, clock, 'payments.automatic_failed', [
    { ...told, month, attempt, retryOn: String(on) },
  ]);
};

const noteTopUpFailure = async (tx: Tx, context: Context, { customerId }: Payment): Promise<void> => {
  const topUp = await lockTopUp(tx, customerId);
  if (topUp === null) return;
  const failures = topUp.failures + 1;
  const isOn = topUp.isOn && failures < mostTopUpFailures;
  const restsUntil = context.clock.now().add({ hours: topUpRestHours });
  await updateTopUp(tx, customerId, { isOn, failures, restsUntil });
  if (topUp.isOn && !isOn) await tellTopUpStopped(tx, context, customerId);
};

/** Credit is no longer topped up by itself: the customer is told. */
export const tellTopUpStopped = (tx: Tx, context: Context, customerId: string): Promise<void> =>
  recordEvents(tx, context.clock, 'payments.automatic_top_up_stopped', [{ customerId }]);
