// How a sandbox processor takes payments: at the instants that their instructions plan, whenever somebody
// looks.
import { inTransaction, type Tx } from '#platform';
import type { PaymentLookup, PaymentOrder, ProcessorPayment } from '../processor.ts';
import { enter, find, findShown, rewrite } from './books-store.ts';
import { isDue, loseCallOnce, newHex, send, type Engine } from './engine.ts';
import { feeOf, type FeeSchedule } from './fees.ts';
import { after, obedient, type SandboxInstructions } from './instructions.ts';
import type { SandboxMethod, SandboxPayment, Shown } from './state.ts';

export const createPayment = async (engine: Engine, order: PaymentOrder): Promise<ProcessorPayment> => {
  const instructions = order.sandbox ?? obedient;
  if (instructions.answer === 'unreachable') await loseCallOnce(engine, order.key, 'it cannot be reached');
  const payment = await inTransaction(engine.db, async (tx): Promise<ProcessorPayment> => {
    if (order.method !== null && !(await isLive(engine, tx, order.method))) return unusable(order);
    const shown =
      (await findShown(tx, engine.dialect.processor, { key: order.key })) ??
      (await takeOrder(engine, tx, order));
    return engine.dialect.readPayment(engine.dialect.showPayment(shown));
  });
  if (instructions.answer === 'lost') await loseCallOnce(engine, order.key, 'no answer in time');
  return payment;
};

const isLive = async ({ dialect }: Engine, tx: Tx, reference: string): Promise<boolean> =>
  (await find<SandboxMethod>(tx, dialect.processor, 'method', { reference }))?.state === 'live';

/** The processor keeps no object of an order to pay with a method that is gone. */
const unusable = ({ amountMicros, currency }: PaymentOrder): ProcessorPayment => ({
  reference: null,
  state: 'failed',
  amountMicros,
  currency,
  feeMicros: null,
  succeededAt: null,
  payUrl: null,
  method: null,
  failure: 'the saved method no longer exists',
});

const takeOrder = async (engine: Engine, tx: Tx, order: PaymentOrder): Promise<Shown> => {
  const { dialect, clock } = engine;
  const now = clock.now();
  const instructions = order.sandbox ?? obedient;
  const { succeeds, outcomeAt } = outcomeOf(engine, order, instructions);
  const payment: SandboxPayment = {
    ...dialect.newReferences(order.method === null ? 'payment' : 'direct_payment', newHex(clock)),
    key: order.key,
    amountMicros: String(order.amountMicros),
    currency: order.currency,
    state: 'pending',
    feeMicros: null,
    createdAt: String(now),
    changedAt: String(now),
    succeededAt: null,
    instructions,
    ...(order.method === null ? {} : { paidWith: order.method }),
    ...(order.savesMethod ? { saves: dialect.newReferences('method', newHex(clock)).reference } : {}),
    plan: [
      { at: String(outcomeAt), step: succeeds ? 'succeed' : 'fail' },
      ...(succeeds
        ? [{ at: String(after(outcomeAt, instructions.feeAfter)), step: 'tell_fee' as const }]
        : []),
    ],
  };
  const entry = {
    processor: dialect.processor,
    reference: payment.reference,
    kind: 'payment',
    key: order.key,
  } as const;
  const taken = await enter(tx, { ...entry, body: payment, at: now, changesAt: outcomeAt });
  // Somebody else's call with the same key was faster: theirs is the object.
  if (!taken) return (await findShown(tx, dialect.processor, { key: order.key }))!;
  await send(engine, tx, payment, dialect.paymentEvents('created', { payment, refunds: [] }));
  return { payment: await passTimeOverPayment(engine, tx, { payment, refunds: [] }), refunds: [] };
};

/** Whether it succeeds, and when. A payer who is wanted comes an hour later, or has a day to come. */
const outcomeOf = (
  { dialect, clock }: Engine,
  { method }: PaymentOrder,
  { outcome, after: duration }: SandboxInstructions,
): { readonly succeeds: boolean; readonly outcomeAt: Temporal.Instant } => {
  const outcomeAt = after(clock.now(), duration);
  if (outcome === 'succeeds' || outcome === 'fails') return { succeeds: outcome === 'succeeds', outcomeAt };
  if (method !== null && dialect.failsWithoutPayer) return { succeeds: false, outcomeAt };
  return outcome === 'confirms'
    ? { succeeds: true, outcomeAt: outcomeAt.add({ hours: 1 }) }
    : { succeeds: false, outcomeAt: outcomeAt.add({ hours: 24 }) };
};

/** Lets a payment take the steps that are due, and writes it down. */
export const passTimeOverPayment = async (engine: Engine, tx: Tx, shown: Shown): Promise<SandboxPayment> => {
  const now = engine.clock.now();
  let { payment } = shown;
  for (let next = payment.plan[0]; next && isDue(next.at, now); next = payment.plan[0]) {
    payment = afterPaymentStep(payment, next, engine.fees);
    const [fee] = payment.plan;
    // A fee that is known at once is told with the success itself.
    if (next.step === 'succeed' && fee?.at === next.at) payment = afterPaymentStep(payment, fee, engine.fees);
    if (next.step === 'succeed' && payment.saves !== undefined) await saveMethod(engine, tx, payment.saves);
    await send(engine, tx, payment, engine.dialect.paymentEvents(next.step, { ...shown, payment }));
  }
  await rewrite(tx, engine.dialect.processor, payment);
  return payment;
};

const saveMethod = async ({ dialect, clock }: Engine, tx: Tx, reference: string): Promise<void> => {
  const method: SandboxMethod = { reference, state: 'live', standingOrder: null, plan: [] };
  const entry = { processor: dialect.processor, reference, kind: 'method', key: reference } as const;
  await enter(tx, { ...entry, body: method, at: clock.now(), changesAt: null });
};

const afterPaymentStep = (
  payment: SandboxPayment,
  { step, at }: SandboxPayment['plan'][number],
  fees: FeeSchedule,
): SandboxPayment => {
  const stepped = { ...payment, changedAt: at, plan: payment.plan.slice(1) };
  if (step === 'succeed') return { ...stepped, state: 'succeeded', succeededAt: at };
  if (step === 'fail') return { ...stepped, state: 'failed' };
  return { ...stepped, feeMicros: String(feeOf(BigInt(payment.amountMicros), fees)) };
};

export const fetchPayment = (
  engine: Engine,
  { reference, key }: PaymentLookup,
): Promise<ProcessorPayment | null> =>
  inTransaction(engine.db, async (tx) => {
    const shown = await findShown(tx, engine.dialect.processor, { reference, key });
    if (!shown) return null;
    const payment = await passTimeOverPayment(engine, tx, shown);
    return engine.dialect.readPayment(engine.dialect.showPayment({ ...shown, payment }));
  });
