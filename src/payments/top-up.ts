import { toDecimal } from '#money';
import type { Context, ProcessorName } from '#policy';
import { newId, type Tx } from '#platform';
import type { SandboxInstructions } from './adapters/sandbox/instructions.ts';
import { refuseFrozen } from '#wallet';
import { amountNotPayable, paymentKeyReused } from './errors.ts';
import type { Payment } from './payment.ts';
import { isPayable, leastPaymentMicros, mostPaymentMicros } from './rules.ts';
import { insertPayment, selectPaymentByKey } from './store/payments.ts';

export interface TopUp {
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  /** Unique for the customer: the same order under it returns the payment as it is by then. */
  readonly key: string;
  /** The payer is asked to let us keep the method, for payments without them. */
  readonly saveMethod?: boolean | undefined;
  /** What a sandbox processor does with it. Leave out where real money moves. */
  readonly sandbox?: SandboxInstructions | undefined;
}

/**
 * Asks for a payment into the credit: it is pending, and the processor is called when this transaction has
 * ended (task payments.arrivals).
 * @refuses payments.amount_not_payable, payments.key_reused, wallet.frozen
 */
export const topUp = async (tx: Tx, context: Context, order: TopUp): Promise<Payment> => {
  const { customerId, processor, amountMicros, key } = order;
  if (!isPayable(amountMicros)) {
    const limits = { least: toDecimal(leastPaymentMicros), most: toDecimal(mostPaymentMicros) };
    throw amountNotPayable({ amount: toDecimal(amountMicros), ...limits });
  }
  await refuseFrozen(tx, customerId);
  const { currency } = context.operator;
  const added = await insertPayment(tx, {
    id: newId(context.clock),
    customerId,
    processor,
    amountMicros,
    currency,
    key,
    // A bank keeps no method for us: there its customer orders payments.
    savesMethodId: order.saveMethod === true && processor !== 'bank' ? newId(context.clock) : null,
    sandbox: order.sandbox ?? null,
    at: context.clock.now(),
  });
  const payment = await selectPaymentByKey(tx, customerId, key);
  const same = payment.processor === processor && payment.amountMicros === amountMicros;
  if (!added && !same) throw paymentKeyReused({ key });
  return payment;
};
