// Disputes at a sandbox processor: somebody who plays the payer and the processor opens, wins and loses them.
import { inTransaction, type Tx } from '#platform';
import { unknownPayment } from '../../errors.ts';
import type { ProcessorDispute } from '../processor.ts';
import { enter, find, findDisputes, findShown, rewrite } from './books-store.ts';
import { newHex, send, type Engine } from './engine.ts';
import { refundedMicros, type SandboxDispute, type Shown } from './state.ts';

/** What happens to a payment at its processor. Amounts in micro-units. */
export interface DisputePlay {
  /** Our id of the payment. */
  readonly paymentId: string;
  /** The processor's name of it, for one that it was not asked for. */
  readonly reference: string | null;
  readonly do: 'open' | 'win' | 'lose';
  /** What the payer wants back; left out: all that was not given back already. */
  readonly amountMicros?: bigint | undefined;
  /** What the processor charges for the case; left out: as usual. */
  readonly feeMicros?: bigint | undefined;
}

/**
 * Plays a dispute: the newest of the payment is won or lost, one that is over too, as processors reverse
 * decisions.
 * @refuses payments.unknown when there is no such payment, or nothing of it to dispute
 */
export const playDispute = (engine: Engine, play: DisputePlay): Promise<void> =>
  inTransaction(engine.db, async (tx) => {
    const { processor } = engine.dialect;
    const shown = await findShown(tx, processor, { key: play.paymentId, reference: play.reference });
    if (shown?.payment.state !== 'succeeded') throw unknownPayment({ paymentId: play.paymentId });
    const newest = (await findDisputes(tx, processor, shown.payment.reference)).at(-1);
    if (play.do === 'open') return open(engine, tx, shown, play);
    if (newest === undefined) throw unknownPayment({ paymentId: play.paymentId });
    return close(engine, tx, shown, { ...newest, state: play.do === 'win' ? 'won' : 'lost' });
  });

const open = async (engine: Engine, tx: Tx, shown: Shown, play: DisputePlay): Promise<void> => {
  const { dialect, clock } = engine;
  const now = clock.now();
  const leftMicros = BigInt(shown.payment.amountMicros) - refundedMicros(shown.refunds);
  const amountMicros = play.amountMicros ?? leftMicros;
  if (amountMicros <= 0n) throw unknownPayment({ paymentId: play.paymentId });
  const dispute: SandboxDispute = {
    ...dialect.newReferences('dispute', newHex(clock)),
    paymentReference: shown.payment.reference,
    amountMicros: String(amountMicros),
    feeMicros: String(play.feeMicros ?? dialect.disputeFeeMicros),
    state: 'open',
    createdAt: String(now),
    changedAt: String(now),
    plan: [],
  };
  await enter(tx, {
    processor: dialect.processor,
    reference: dispute.reference,
    kind: 'dispute',
    parent: dispute.paymentReference,
    key: dispute.reference,
    body: dispute,
    at: now,
    changesAt: null,
  });
  await send(engine, tx, shown.payment, dialect.disputeEvents(shown, dispute));
};

const close = async (engine: Engine, tx: Tx, shown: Shown, decided: SandboxDispute): Promise<void> => {
  const dispute = { ...decided, changedAt: String(engine.clock.now()) };
  await rewrite(tx, engine.dialect.processor, dispute);
  await send(engine, tx, shown.payment, engine.dialect.disputeEvents(shown, dispute));
};

export const fetchDispute = (
  engine: Engine,
  { reference }: { readonly reference: string },
): Promise<ProcessorDispute | null> =>
  inTransaction(engine.db, async (tx) => {
    const { dialect } = engine;
    const dispute = await find<SandboxDispute>(tx, dialect.processor, 'dispute', { reference });
    if (!dispute) return null;
    const shown = await findShown(tx, dialect.processor, { reference: dispute.paymentReference });
    return dialect.readDispute(dialect.showDispute(shown!, dispute));
  });
