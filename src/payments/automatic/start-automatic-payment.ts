import { toDecimal } from '#money';
import { dateAt, newId, startOfDate, type Tx } from '#platform';
import type { Context, ProcessorName } from '#policy';
import { refuseFrozen } from '#wallet';
import type { AutomaticInstructions } from '../adapters/sandbox/instructions.ts';
import { amountNotPayable, paymentKeyReused } from '../errors.ts';
import { creditorReference, isPayable, leastPaymentMicros, mostPaymentMicros } from '../rules.ts';
import { insertPayment } from '../store/payments.ts';
import { attemptInstructions } from './ask-payers.ts';
import type { AutomaticPayment } from './automatic-payment.ts';
import { dueDate, missedOn } from './rules.ts';
import { insertAutomaticPayment, selectAutomaticByKey } from './store/automatic-payments.ts';
import { insertMethod } from './store/methods.ts';

export interface AutomaticPaymentOrder {
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  /** Unique for the customer: the same order under it returns the automatic payment as it is by then. */
  readonly key: string;
  /** What a sandbox payer does. Leave out where real money moves. */
  readonly sandbox?: AutomaticInstructions | undefined;
}

/**
 * Starts a monthly payment into the credit: the first now, the next on the same day of each month. With a card
 * or PayPal the payer lets us keep the method with the first payment; a bank's customer orders it there, with
 * the creditor reference that comes back.
 * @refuses payments.amount_not_payable, payments.key_reused, wallet.frozen
 * @source POLICY.md C2
 */
export const startAutomaticPayment = async (
  tx: Tx,
  context: Context,
  order: AutomaticPaymentOrder,
): Promise<AutomaticPayment> => {
  const { customerId, processor, amountMicros, key } = order;
  if (!isPayable(amountMicros)) {
    const limits = { least: toDecimal(leastPaymentMicros), most: toDecimal(mostPaymentMicros) };
    throw amountNotPayable({ amount: toDecimal(amountMicros), ...limits });
  }
  await refuseFrozen(tx, customerId);
  const { clock, operator } = context;
  const anchor = dateAt(clock.now(), operator.timeZone);
  const next = processor === 'bank' ? missedOn(anchor, 0) : dueDate(anchor, 1);
  const started = await insertAutomaticPayment(tx, {
    id: newId(clock),
    customerId,
    processor,
    amountMicros,
    currency: operator.currency,
    key,
    anchor,
    methodId: newId(clock),
    sandbox: order.sandbox ?? null,
    nextAt: startOfDate(next, operator.timeZone),
    createdAt: clock.now(),
  });
  const automatic = (await selectAutomaticByKey(tx, customerId, key))!;
  const same = automatic.processor === processor && automatic.amountMicros === amountMicros;
  if (!started && !same) throw paymentKeyReused({ key });
  if (started) await (processor === 'bank' ? expectTransfers : askForFirst)(tx, context, automatic);
  return (await selectAutomaticByKey(tx, customerId, key))!;
};

/** The payer is there: they pay, and let us keep the method. */
const askForFirst = async (tx: Tx, { clock }: Context, automatic: AutomaticPayment): Promise<void> => {
  const { id, customerId, processor, amountMicros, currency, methodId } = automatic;
  await insertPayment(tx, {
    id: newId(clock),
    customerId,
    processor,
    amountMicros,
    currency,
    key: `automatic:${id}:0:0`,
    automatic: { paymentId: id, month: 0, attempt: 0 },
    savesMethodId: methodId,
    sandbox: attemptInstructions(automatic, 0),
    at: clock.now(),
  });
};

/** The payer orders it at their bank, with a reference of its own. */
const expectTransfers = async (
  tx: Tx,
  { clock, operator }: Context,
  automatic: AutomaticPayment,
): Promise<void> => {
  const { customerId, processor, amountMicros, currency, anchor, methodId, sandbox } = automatic;
  await insertMethod(tx, {
    id: methodId,
    customerId,
    processor,
    reference: creditorReference(methodId.replaceAll('-', '').slice(-16).toUpperCase()),
    standingOrder: { amountMicros, currency, anchor, timeZone: operator.timeZone },
    sandbox,
    at: clock.now(),
  });
};
