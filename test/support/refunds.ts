import { walletBalance } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { promoteCustomer } from '#payments';
import { dateAt, inTransaction, newId } from '#platform';
import { publishFirstVersion, type Decision, type PolicyParametersInput } from '#policy';
import { quoteRefund, refundable, requestRefund, type RefundRequest, type RequestedRefund } from '#refunds';
import { payingWorld, type PayingWorld } from './payments.ts';

/** A customer who pays and may leave, under a policy. */
export const leavingWorld = async (policy: PolicyParametersInput = {}): Promise<PayingWorld> => {
  const world = await payingWorld();
  const { context } = world;
  const inForceFrom = dateAt(context.clock.now(), context.operator.timeZone);
  await inTransaction(world.db, (tx) =>
    publishFirstVersion(tx, context, { inForceFrom, parameters: policy }),
  );
  return world;
};

type Asked = Partial<Omit<RefundRequest, 'amountMicros'>> & {
  readonly amount?: string | undefined;
  readonly key?: string | undefined;
};

const requestOf = ({ customerId }: PayingWorld, { amount, key: _key, ...asked }: Asked): RefundRequest => ({
  customerId,
  subject: 'credit',
  destination: 'payments',
  amountMicros: amount === undefined ? null : fromDecimal(amount),
  ...asked,
});

export const quote = (world: PayingWorld, asked: Asked = {}): Promise<Decision> =>
  inTransaction(world.db, (tx) => quoteRefund(tx, world.context, requestOf(world, asked)));

export const refund = (world: PayingWorld, asked: Asked = {}): Promise<RequestedRefund> =>
  inTransaction(world.db, (tx) =>
    requestRefund(tx, world.context, {
      ...requestOf(world, asked),
      key: asked.key ?? newId(world.context.clock),
    }),
  );

export const promote = ({ db, context, customerId }: PayingWorld, amount: string): Promise<void> =>
  inTransaction(db, (tx) => {
    const amountMicros = fromDecimal(amount);
    return promoteCustomer(tx, context, {
      customerId,
      amountMicros,
      key: newId(context.clock),
      reason: 'Welcome',
    });
  });

/** "18.00 held 0.00 refundable 18.00" */
export const walletOf = ({ db, context, customerId }: PayingWorld): Promise<string> =>
  inTransaction(db, async (tx) => {
    const { balanceMicros, heldMicros } = await walletBalance(tx, customerId);
    const most = await refundable(tx, context, customerId);
    return `${toDecimal(balanceMicros)} held ${toDecimal(heldMicros)} refundable ${toDecimal(most)}`;
  });

/** "granted 40.00 - 2.05 = 37.95 by R1 R4 to 37.95" */
export const told = (decision: Decision): string => {
  const { outcome, grossMicros, retainedMicros, paidBackMicros, clauses, payouts } = decision;
  const sums = `${toDecimal(grossMicros)} - ${toDecimal(retainedMicros)} = ${toDecimal(paidBackMicros)}`;
  const to = payouts.map(
    (payout) => `${payout.method === 'manual' ? 'hand ' : ''}${toDecimal(payout.amountMicros)}`,
  );
  return `${outcome} ${sums} by ${clauses.join(' ')}${to.length > 0 ? ` to ${to.join(' and ')}` : ''}`;
};
