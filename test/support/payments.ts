import { openWallet, houseAccount, checkLedger, houseBalances } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import {
  checkPayments,
  orderPayouts,
  paymentById,
  payoutById,
  paymentTasks,
  payoutsOf,
  sandboxInstructions,
  sandboxProcessors,
  settlePayments,
  topUp,
  type Payment,
  type Payout,
  type Processors,
} from '#payments';
import { inTransaction, newId, type MovableClock, type Tx, whenDue } from '#platform';
import type { Context, ProcessorName } from '#policy';
import { checkWallets, chargeWallet, removeCredit, unspentParts } from '#wallet';
import { bookContext } from './books.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

/** A customer who pays, and sandbox processors to pay through. */
export interface PayingWorld extends FreshDatabase {
  readonly context: Context & { readonly clock: MovableClock };
  readonly processors: Processors;
  readonly customerId: string;
}

export const payingWorld = async (): Promise<PayingWorld> => {
  const database = await freshDatabase({ max: 10 });
  const context = bookContext();
  const customerId = newId(context.clock);
  await inTransaction(database.db, (tx) => openWallet(tx, context, customerId));
  return { ...database, context, customerId, processors: sandboxProcessors(database.db, context.clock) };
};

/** Asks for a payment; nothing of it has happened yet. */
export const askToPay = (
  { db, context, customerId }: PayingWorld,
  amount: string,
  processor: ProcessorName,
  instructions: object = {},
): Promise<Payment> =>
  inTransaction(db, (tx) =>
    topUp(tx, context, {
      customerId,
      processor,
      amountMicros: fromDecimal(amount),
      key: newId(context.clock),
      sandbox: sandboxInstructions.parse(instructions),
    }),
  );

/** Does what is due of payments now. */
export const settle = ({ db, context, processors }: PayingWorld): Promise<void> =>
  settlePayments(db, context, processors);

/** Moves the clock; what falls due meanwhile is late. */
export const advance = ({ context }: PayingWorld, duration: Temporal.DurationLike): void =>
  context.clock.moveTo(context.clock.now().add(duration));

/** When something of payments is next due; null when nothing is. */
export const nextDue = async ({ db, context, processors }: PayingWorld): Promise<Temporal.Instant | null> => {
  const dues = await whenDue(db, context, paymentTasks(processors));
  return dues.filter((due) => due !== null).toSorted(Temporal.Instant.compare)[0] ?? null;
};

/** Moves the clock, and everything of payments happens on the way at its own instant. */
export const live = async (world: PayingWorld, duration: Temporal.DurationLike): Promise<void> => {
  const until = world.context.clock.now().add(duration);
  for (;;) {
    await settle(world);
    const due = await nextDue(world);
    if (!due || Temporal.Instant.compare(due, until) > 0) break;
    world.context.clock.moveTo(due);
  }
  world.context.clock.moveTo(until);
};

/** Asks for a payment and lets happen what happens of it at once. */
export const pay = async (
  world: PayingWorld,
  amount: string,
  processor: ProcessorName,
  instructions: object = {},
): Promise<Payment> => {
  const { id } = await askToPay(world, amount, processor, instructions);
  await settle(world);
  return paymentNow(world, id);
};

export const paymentNow = ({ db }: PayingWorld, id: string): Promise<Payment> =>
  inTransaction(db, (tx) => paymentById(tx, id));

export const payoutNow = ({ db }: PayingWorld, id: string): Promise<Payout> =>
  inTransaction(db, (tx) => payoutById(tx, id));

/** All payouts, oldest first. */
export const payoutsNow = async ({ db }: PayingWorld): Promise<readonly Payout[]> =>
  (await inTransaction(db, (tx) => payoutsOf(tx, {}, { limit: 100 }))).items.toReversed();

/** Spends credit, as a call does. */
export const spend = async ({ db, context, customerId }: PayingWorld, amount: string): Promise<void> => {
  await inTransaction(db, async (tx) => {
    const toAccountId = await houseAccount(tx, context, 'revenue_calls');
    const line = { code: 'call.charged', toAccountId, amountMicros: fromDecimal(amount) };
    await chargeWallet(tx, context, {
      walletId: customerId,
      key: newId(context.clock),
      details: {},
      lines: [line],
    });
  });
};

/** Pays `amount` of a payment back, and retains `retained`, as a refund does. */
export const payBack = (
  world: PayingWorld,
  payment: Payment,
  order: { readonly amount: string; readonly retained?: string; readonly method?: 'processor' | 'manual' },
): Promise<Payout> =>
  inTransaction(world.db, async (tx) => {
    const amountMicros = fromDecimal(order.amount);
    const retainedMicros = fromDecimal(order.retained ?? '0');
    const refundId = newId(world.context.clock);
    const parts = await takeParts(tx, world, payment, amountMicros + retainedMicros);
    const journalId = await leave(tx, world, { refundId, amountMicros, retainedMicros, parts });
    const payout = { paymentId: payment.id, amountMicros, retainedMicros, feeFreeMicros: 0n, parts };
    const [ordered] = await orderPayouts(tx, world.context, {
      refundId,
      customerId: world.customerId,
      journalId,
      payouts: [{ ...payout, method: order.method ?? 'processor' }],
    });
    return ordered!;
  });

const takeParts = async (tx: Tx, { customerId }: PayingWorld, payment: Payment, amountMicros: bigint) => {
  const part = (await unspentParts(tx, customerId)).find((one) => one.paymentId === payment.id)!;
  return [{ ...part, amountMicros }];
};

const leave = async (
  tx: Tx,
  { context, customerId }: PayingWorld,
  refund: {
    readonly refundId: string;
    readonly amountMicros: bigint;
    readonly retainedMicros: bigint;
    readonly parts: Awaited<ReturnType<typeof takeParts>>;
  },
): Promise<bigint> => {
  const payable = await houseAccount(tx, context, 'refunds_payable');
  const kept = await houseAccount(tx, context, 'fees_retained');
  const { amountMicros, retainedMicros } = refund;
  const back = { code: 'refund.paid_back', fromAccountId: customerId, toAccountId: payable, amountMicros };
  const fee = {
    code: 'refund.fee_retained',
    fromAccountId: customerId,
    toAccountId: kept,
    amountMicros: retainedMicros,
  };
  const { journalId } = await removeCredit(tx, context, {
    walletId: customerId,
    key: `refund.paid_back:${refund.refundId}`,
    details: {},
    parts: refund.parts,
    transfers: retainedMicros > 0n ? [back, fee] : [back],
    reason: 'refund',
  });
  return journalId;
};

/** The unspent credit, oldest first: "18.00 payment". */
export const creditOf = ({ db, customerId }: PayingWorld): Promise<readonly string[]> =>
  inTransaction(db, async (tx) =>
    (await unspentParts(tx, customerId)).map((part) => `${toDecimal(part.amountMicros)} ${part.origin}`),
  );

/** The house accounts that are not zero: "processor_clearing paypal -47.95". */
export const housesOf = ({ db }: PayingWorld): Promise<readonly string[]> =>
  inTransaction(db, async (tx) =>
    (await houseBalances(tx))
      .filter((one) => one.balanceMicros !== 0n)
      .map((one) =>
        [one.type, one.name, toDecimal(one.balanceMicros)].filter((word) => word !== '').join(' '),
      )
      .toSorted(),
  );

/** The kinds of the events recorded so far, with what is in them. */
export const eventsOf = async (
  { db }: PayingWorld,
  kind: string,
): Promise<readonly Record<string, unknown>[]> => {
  const rows = await db
    .selectFrom('platform.event')
    .select('payload')
    .where('kind', '=', kind)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.payload as Record<string, unknown>);
};

/** What the checks of ledger, wallets and payments find wrong. */
export const faultsOf = ({ db }: PayingWorld): Promise<readonly string[]> =>
  inTransaction(db, async (tx) => {
    const findings = [...(await checkLedger(tx)), ...(await checkWallets(tx)), ...(await checkPayments(tx))];
    return findings.filter((finding) => !finding.ok).map((finding) => `${finding.check}: ${finding.message}`);
  });
