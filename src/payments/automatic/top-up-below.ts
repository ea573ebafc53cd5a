import { lockWallets, walletBalance } from '#ledger';
import { toDecimal } from '#money';
import { dateAt, inTransaction, newId, startOfDate, type Database, type Tx } from '#platform';
import type { Context, ProcessorName } from '#policy';
import { automaticTopUpImpossible, noAutomaticTopUp, noSavedMethod } from '../errors.ts';
import { isPayable, mostPaymentMicros } from '../rules.ts';
import { insertPayment } from '../store/payments.ts';
import { attemptInstructions } from './ask-payers.ts';
import type { AutomaticTopUp } from './automatic-payment.ts';
import { hasRoom, topUpRestHours } from './rules.ts';
import { selectMethod, selectUsableMethod } from './store/methods.ts';
import {
  countTopUps,
  deleteTopUp,
  isUnderWay,
  lockTopUp,
  selectBrought,
  selectFallen,
  selectTopUp,
  updateTopUp,
  upsertTopUp,
} from './store/top-ups.ts';

export interface TopUpSettings {
  readonly customerId: string;
  /** Whose saved method pays; left out: the newest. */
  readonly processor?: ProcessorName | undefined;
  readonly belowMicros: bigint;
  readonly amountMicros: bigint;
  readonly mostAMonthMicros: bigint;
}

/**
 * From now on credit that falls below a threshold is topped up by itself, with a method that the customer has
 * let us keep. The amount lifts it over the threshold, so that one fall is topped up once.
 * @refuses payments.automatic_top_up_impossible, payments.no_saved_method
 */
export const setAutomaticTopUp = async (
  tx: Tx,
  context: Context,
  settings: TopUpSettings,
): Promise<AutomaticTopUp> => {
  const { customerId, belowMicros, amountMicros, mostAMonthMicros } = settings;
  const fits = belowMicros > 0n && amountMicros >= belowMicros && mostAMonthMicros >= amountMicros;
  if (!fits || !isPayable(amountMicros) || mostAMonthMicros > mostPaymentMicros)
    throw automaticTopUpImpossible({
      below: toDecimal(belowMicros),
      amount: toDecimal(amountMicros),
      mostAMonth: toDecimal(mostAMonthMicros),
    });
  await lockWallets(tx, [customerId]);
  const method = await selectUsableMethod(tx, settings);
  if (method === null) throw noSavedMethod({});
  const { id: methodId, processor } = method;
  const set = { customerId, processor, methodId, belowMicros, amountMicros, mostAMonthMicros };
  await upsertTopUp(tx, set, context.clock.now());
  return (await selectTopUp(tx, customerId))!;
};

/** How a customer's credit is topped up by itself. @refuses payments.no_automatic_top_up */
export const automaticTopUpOf = async (tx: Tx, customerId: string): Promise<AutomaticTopUp> => {
  const topUp = await selectTopUp(tx, customerId);
  if (topUp === null) throw noAutomaticTopUp({});
  return topUp;
};

/** Credit is not topped up by itself any more. @refuses payments.no_automatic_top_up */
export const removeAutomaticTopUp = async (tx: Tx, customerId: string): Promise<void> => {
  await lockWallets(tx, [customerId]);
  if (!(await deleteTopUp(tx, customerId))) throw noAutomaticTopUp({});
};

const batch = 100;

/** Tops up the credit that has fallen below its threshold. */
export const topUpBelow = async (db: Database, context: Context): Promise<number> => {
  for (let count = 0; ;) {
    const fallen = await inTransaction(db, (tx) => selectFallen(tx, context.clock.now(), batch));
    for (const customerId of fallen)
      await inTransaction(db, async (tx) => {
        await lockWallets(tx, [customerId]);
        await topUpOne(tx, context, await lockTopUp(tx, customerId));
      });
    count += fallen.length;
    if (fallen.length === 0) return count;
  }
};

/** Decided under the wallet's lock, again: a payment may have been asked for meanwhile. */
const topUpOne = async (tx: Tx, context: Context, topUp: AutomaticTopUp | null): Promise<void> => {
  const { clock, operator } = context;
  const now = clock.now();
  if (topUp === null || !topUp.isOn || Temporal.Instant.compare(topUp.restsUntil, now) > 0) return;
  const { customerId, processor, methodId, belowMicros, amountMicros } = topUp;
  const { balanceMicros, heldMicros, frozenAt, debtMicros } = await walletBalance(tx, customerId);
  if (balanceMicros - heldMicros >= belowMicros || (await isUnderWay(tx, customerId))) return;
  const rest = (restsUntil: Temporal.Instant) => updateTopUp(tx, customerId, { ...topUp, restsUntil });
  // It waits until the freeze ends.
  if (frozenAt !== null) return;
  // Who owes pays by hand.
  if (debtMicros > 0n) return rest(now.add({ hours: topUpRestHours }));
  const firstOfMonth = dateAt(now, operator.timeZone).with({ day: 1 });
  const brought = await selectBrought(tx, customerId, startOfDate(firstOfMonth, operator.timeZone));
  if (!hasRoom(topUp, brought)) return rest(startOfDate(firstOfMonth.add({ months: 1 }), operator.timeZone));
  const id = newId(clock);
  await insertPayment(tx, {
    id,
    customerId,
    processor,
    amountMicros,
    currency: operator.currency,
    key: `automatic_top_up:${id}`,
    isAutomaticTopUp: true,
    methodId,
    sandbox: attemptInstructions((await selectMethod(tx, methodId))!, await countTopUps(tx, methodId)),
    at: now,
  });
};
