// How a sandbox processor gives money back: never more than is left of a payment, and not for ever.
import { inTransaction, type Tx } from '#platform';
import type { ProcessorRefund, RefundLookup, RefundOrder } from '../processor.ts';
import { enter, find, findDisputes, findShown, rewrite } from './books-store.ts';
import { isDue, loseCallOnce, newHex, send, type Engine } from './engine.ts';
import { after, behaviourOfRefund, type RefundBehaviour } from './instructions.ts';
import { refundedMicros, type SandboxRefund, type Shown } from './state.ts';

export const refundPayment = async (engine: Engine, order: RefundOrder): Promise<ProcessorRefund> => {
  const behaviour = await inTransaction(engine.db, (tx) => behaviourFor(engine, tx, order));
  if (behaviour === 'unreachable') await loseCallOnce(engine, order.key, 'it cannot be reached');
  const refund = await inTransaction(engine.db, (tx) => takeRefundOrder(engine, tx, order, behaviour));
  if (behaviour === 'outcome_unknown') await loseCallOnce(engine, order.key, 'no answer in time');
  return refund;
};

const behaviourFor = async (engine: Engine, tx: Tx, order: RefundOrder): Promise<RefundBehaviour> => {
  const shown = await findShown(tx, engine.dialect.processor, { reference: order.paymentReference });
  if (!shown) return 'fails';
  const earlier = shown.refunds.findIndex((refund) => refund.key === order.key);
  return behaviourOfRefund(shown.payment.instructions, earlier < 0 ? shown.refunds.length : earlier);
};

const takeRefundOrder = async (
  engine: Engine,
  tx: Tx,
  order: RefundOrder,
  behaviour: RefundBehaviour,
): Promise<ProcessorRefund> => {
  const { dialect, clock } = engine;
  const shown = await findShown(tx, dialect.processor, { reference: order.paymentReference });
  const existing = shown?.refunds.find((refund) => refund.key === order.key);
  if (shown && existing) return dialect.readRefund(dialect.showRefund(shown, existing));
  const refusal = (await refusalOfDisputed(engine, tx, shown)) ?? refusalOfRefund(engine, shown, order);
  if (refusal || !shown)
    return { reference: null, amountMicros: order.amountMicros, ...(refusal ?? unknownPayment) };
  const now = clock.now();
  const refund: SandboxRefund = {
    ...dialect.newReferences('refund', newHex(clock)),
    key: order.key,
    paymentReference: shown.payment.reference,
    amountMicros: String(order.amountMicros),
    currency: order.currency,
    state: 'pending',
    createdAt: String(now),
    changedAt: String(now),
    plan: refundPlan(behaviour, now, shown.payment.instructions.refundAfter),
  };
  const entry = {
    processor: dialect.processor,
    reference: refund.reference,
    kind: 'refund',
    key: order.key,
  } as const;
  await enter(tx, { ...entry, parent: shown.payment.reference, body: refund, at: now, changesAt: null });
  const all = [...shown.refunds, refund];
  await send(engine, tx, shown.payment, dialect.refundEvents('created', { ...shown, refunds: all }, refund));
  return passTimeOverRefund(engine, tx, { ...shown, refunds: all }, refund);
};

const unknownPayment = { state: 'failed', failure: 'there is no such payment' } as const;

/** What the payer takes back by a dispute is not given back besides. */
const refusalOfDisputed = async (
  { dialect }: Engine,
  tx: Tx,
  shown: Shown | null,
): Promise<{ readonly state: 'failed'; readonly failure: string } | null> => {
  if (!shown) return null;
  const disputes = await findDisputes(tx, dialect.processor, shown.payment.reference);
  return disputes.some(({ state }) => state !== 'won')
    ? { state: 'failed', failure: 'charge_disputed' }
    : null;
};

const refusalOfRefund = (
  engine: Engine,
  shown: Shown | null,
  order: RefundOrder,
): { readonly state: 'failed' | 'too_late'; readonly failure: string } | null => {
  const succeededAt = shown?.payment.succeededAt;
  if (!shown || !succeededAt) return unknownPayment;
  const days = engine.dialect.refundableDays;
  if (
    days !== null &&
    isDue(String(after(Temporal.Instant.from(succeededAt), `P${days}D`)), engine.clock.now())
  ) {
    return { state: 'too_late', failure: `the payment is more than ${days} days old` };
  }
  const left = BigInt(shown.payment.amountMicros) - refundedMicros(shown.refunds);
  return order.amountMicros > left ? { state: 'failed', failure: 'more than is left of the payment' } : null;
};

const refundPlan = (
  behaviour: RefundBehaviour,
  now: Temporal.Instant,
  delay: string,
): SandboxRefund['plan'] => {
  const later = String(after(now, delay));
  switch (behaviour) {
    case 'fails':
      return [{ at: String(now), step: 'fail' }];
    case 'pending':
      return [{ at: later, step: 'succeed' }];
    case 'succeeds_then_fails':
      return [
        { at: String(now), step: 'succeed' },
        { at: later, step: 'fail' },
      ];
    default:
      return [{ at: String(now), step: 'succeed' }];
  }
};

/** Lets a refund take the steps that are due, and writes it down. */
export const passTimeOverRefund = async (
  engine: Engine,
  tx: Tx,
  shown: Shown,
  given: SandboxRefund,
): Promise<ProcessorRefund> => {
  const { dialect, clock } = engine;
  const now = clock.now();
  const due = given.plan.filter((step) => isDue(step.at, now));
  let [refund, refunds] = [given, shown.refunds];
  for (const { step, at } of due) {
    refund = afterRefundStep(refund, step, at);
    refunds = refunds.map((other) => (other.reference === given.reference ? refund : other));
    await send(engine, tx, shown.payment, dialect.refundEvents(step, { ...shown, refunds }, refund));
  }
  await rewrite(tx, dialect.processor, refund);
  return dialect.readRefund(dialect.showRefund({ ...shown, refunds }, refund));
};

const afterRefundStep = (refund: SandboxRefund, step: 'succeed' | 'fail', at: string): SandboxRefund => ({
  ...refund,
  state: step === 'succeed' ? 'succeeded' : 'failed',
  changedAt: at,
  plan: refund.plan.slice(1),
});

export const fetchRefund = (
  engine: Engine,
  { reference, key }: RefundLookup,
): Promise<ProcessorRefund | null> =>
  inTransaction(engine.db, async (tx) => {
    const { processor } = engine.dialect;
    const known = await find<SandboxRefund>(tx, processor, 'refund', { reference, key });
    if (!known) return null;
    const shown = await findShown(tx, processor, { reference: known.paymentReference });
    return passTimeOverRefund(engine, tx, shown!, known);
  });
