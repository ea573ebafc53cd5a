// Methods that are saved at a sandbox processor, and payers' standing orders, which send by themselves.
import { inTransaction, startOfDate, type Tx } from '#platform';
import type { ProcessorMethod, StandingOrderPlan } from '../processor.ts';
import { enter, find, findArrivals, rewrite } from './books-store.ts';
import { isDue, newHex, send, type Engine } from './engine.ts';
import { automaticInstructions, behaviourOfAttempt, obedient } from './instructions.ts';
import type { SandboxMethod, SandboxPayment } from './state.ts';

/** The payer orders it at their bank: the first transfer now, the next on the same day of the month, at 00:00. */
export const expectStandingOrder = (engine: Engine, plan: StandingOrderPlan): Promise<void> =>
  inTransaction(engine.db, async (tx) => {
    const { dialect, clock } = engine;
    const now = clock.now();
    const method: SandboxMethod = {
      reference: plan.reference,
      state: 'live',
      standingOrder: {
        key: plan.key,
        amountMicros: String(plan.amountMicros),
        currency: plan.currency,
        anchor: String(plan.anchor),
        timeZone: plan.timeZone,
        instructions: plan.sandbox ?? automaticInstructions.parse({}),
        months: 0,
        left: null,
      },
      plan: [{ at: String(now), step: 'send' }],
    };
    const entry = { processor: dialect.processor, reference: plan.reference, kind: 'method' } as const;
    const taken = await enter(tx, { ...entry, key: plan.key, body: method, at: now, changesAt: now });
    if (taken) await passTimeOverMethod(engine, tx, method);
  });

/** Lets a standing order send what is due, and writes it down. */
export const passTimeOverMethod = async (engine: Engine, tx: Tx, given: SandboxMethod): Promise<void> => {
  let method = given;
  for (let next = method.plan[0]; next && isDue(next.at, engine.clock.now()); next = method.plan[0])
    method = await sendMonth(engine, tx, method, next.at);
  await rewrite(tx, engine.dialect.processor, method);
};

const sendMonth = async (
  engine: Engine,
  tx: Tx,
  method: SandboxMethod,
  at: string,
): Promise<SandboxMethod> => {
  const order = method.standingOrder!;
  const pays = !['declines', 'ignores'].includes(behaviourOfAttempt(order.instructions, order.months));
  if (pays) await sendTransfer(engine, tx, method, at);
  const months = order.months + 1;
  const left = order.left === null || !pays ? order.left : order.left - 1;
  const date = Temporal.PlainDate.from(order.anchor).add({ months }, { overflow: 'constrain' });
  const next = { at: String(startOfDate(date, order.timeZone)), step: 'send' } as const;
  return { ...method, standingOrder: { ...order, months, left }, plan: left === 0 ? [] : [next] };
};

const sendTransfer = async (
  engine: Engine,
  tx: Tx,
  { reference, standingOrder }: SandboxMethod,
  at: string,
) => {
  const { dialect, clock } = engine;
  const order = standingOrder!;
  const { part } = dialect.newReferences('payment', newHex(clock));
  const payment: SandboxPayment = {
    reference: `${reference}/${part}`,
    part,
    key: `${order.key}:${order.months}`,
    amountMicros: order.amountMicros,
    currency: order.currency,
    state: 'succeeded',
    feeMicros: '0',
    createdAt: at,
    changedAt: at,
    succeededAt: at,
    instructions: obedient,
    paidWith: reference,
    plan: [],
  };
  await enter(tx, {
    processor: dialect.processor,
    reference: payment.reference,
    kind: 'payment',
    parent: reference,
    key: payment.key,
    body: payment,
    at: clock.now(),
    changesAt: null,
  });
  await send(engine, tx, payment, dialect.paymentEvents('succeed', { payment, refunds: [] }));
};

export const fetchMethod = (
  engine: Engine,
  { reference }: { readonly reference: string },
): Promise<ProcessorMethod | null> =>
  inTransaction(engine.db, async (tx) => {
    const { dialect } = engine;
    const method = await find<SandboxMethod>(tx, dialect.processor, 'method', { reference });
    if (!method) return null;
    const shown = dialect.showMethod(method, await findArrivals(tx, dialect.processor, reference));
    return shown === null ? null : dialect.readMethod(shown);
  });

/** We told the processor that it is not used any more. A payer may forget to tell their bank. */
export const endMethod = (engine: Engine, lookup: { readonly reference: string }): Promise<void> =>
  inTransaction(engine.db, async (tx) => {
    const method = await find<SandboxMethod>(tx, engine.dialect.processor, 'method', lookup);
    if (method)
      await rewrite(
        tx,
        engine.dialect.processor,
        ended(method, method.standingOrder?.instructions.keepsSending ?? 0),
      );
  });

/** The payer cancels it at the processor, which tells us where it tells anybody. */
export const cancelMethod = (engine: Engine, lookup: { readonly reference: string }): Promise<void> =>
  inTransaction(engine.db, async (tx) => {
    const method = await find<SandboxMethod>(tx, engine.dialect.processor, 'method', lookup);
    if (!method) return;
    await rewrite(tx, engine.dialect.processor, ended(method, 0));
    await send(engine, tx, { instructions: obedient }, engine.dialect.methodEvents(method));
  });

const ended = (method: SandboxMethod, left: number): SandboxMethod => ({
  ...method,
  state: 'ended',
  standingOrder: method.standingOrder && { ...method.standingOrder, left },
  plan: left > 0 ? method.plan : [],
});
