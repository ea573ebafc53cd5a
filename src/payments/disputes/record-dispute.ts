import { lockWallets, walletBalance } from '#ledger';
import { recordEvents, type Tx } from '#platform';
import type { Context, ProcessorName } from '#policy';
import { unspentParts } from '#wallet';
import type { ProcessorDispute } from '../adapters/processor.ts';
import type { Payment } from '../payment.ts';
import {
  addLost,
  hurryPayment,
  lockPayment,
  selectDisputedPayment,
  selectPayment,
} from '../store/payments.ts';
import type { Dispute } from './dispute.ts';
import { forgive, hold, loseHeld, owe, reverse, settleCost, take, unhold } from './move-dispute.ts';
import { inOrderOfLoss, lossOf, ownParts, sumOf, takeParts } from './rules.ts';
import {
  hasDisputes,
  lockDispute,
  lockDisputesOf,
  openDispute,
  updateCase,
  updateDispute,
  updateNotOurs,
} from './store.ts';

/**
 * Writes down what a processor says of a dispute, and moves the credit to where that wants it: held while it
 * is open, gone when it is lost, back when it is won; however often and in whatever order this is said.
 * Returns whether there is something left to do that no webhook will tell of.
 * @source POLICY.md §3
 */
export const recordDispute = async (
  tx: Tx,
  context: Context,
  known: { readonly id: string; readonly processor: ProcessorName },
  seen: ProcessorDispute,
): Promise<boolean> => {
  const found = await selectDisputedPayment(tx, known.processor, seen);
  if (found === null) {
    await updateNotOurs(tx, known.id);
    return false;
  }
  await lockWallets(tx, [found.customerId]);
  const payment = await lockPayment(tx, found.id);
  if (payment.state !== 'succeeded') {
    // The processor is ahead of us: the payment is credited first.
    const by = { reference: payment.reference, id: payment.id };
    await hurryPayment(tx, known.processor, by, context.clock.now());
    return true;
  }
  const isNew = await openDispute(tx, known.id, {
    paymentId: payment.id,
    customerId: payment.customerId,
    at: seen.openedAt ?? context.clock.now(),
  });
  await updateCase(tx, known.id, seen);
  const dispute = (await lockDispute(tx, known.id))!;
  const costed = await settleCost(tx, context, dispute, { of: 'fee', toBeMicros: seen.feeMicros });
  const after = await moveTo(tx, context, payment, costed, seen.state);
  await announce(tx, context, { before: dispute, after, isNew });
  return isShort(tx, after);
};

/**
 * What is unspent of the payments in dispute is held, and what lost disputes still have to take is taken:
 * after credit came to a customer by other ways than a top-up (a payout that failed, a refund put back as
 * credit), came back from a case of fraud, or is no longer held by a call. The caller has nothing to lock.
 */
export const holdDisputedCredit = async (tx: Tx, context: Context, customerId: string): Promise<void> => {
  // A dispute that is being opened at this moment looks at the credit itself.
  if (!(await hasDisputes(tx, customerId))) return;
  await lockWallets(tx, [customerId]);
  for (const dispute of await lockDisputesOf(tx, { customerId })) {
    const payment = await lockPayment(tx, dispute.paymentId);
    await moveTo(tx, context, payment, dispute, dispute.state);
  }
};

/** The credit where the state wants it. The wallet, the payment and the dispute are locked. */
const moveTo = async (
  tx: Tx,
  context: Context,
  payment: Payment,
  before: Dispute,
  state: Dispute['state'],
): Promise<Dispute> => {
  const closedAt = state === 'open' ? null : state === before.state ? before.closedAt : context.clock.now();
  const reached = { ...before, state, closedAt };
  const lossMicros = state === 'lost' ? lossOf(payment, before) : 0n;
  const after =
    state === 'lost'
      ? await lose(tx, context, reached, lossMicros)
      : await keep(tx, context, reached, payment);
  const done = await settleCost(tx, context, after, {
    of: 'borne',
    toBeMicros: state === 'lost' ? after.amountMicros - lossMicros : 0n,
  });
  const lostMicros = done.takenMicros + done.owedMicros - before.takenMicros - before.owedMicros;
  await addLost(tx, payment.id, lostMicros);
  await updateDispute(tx, done);
  return done;
};

/** Open or won: nothing of it is lost, and only while it is open something is held. */
const keep = async (tx: Tx, context: Context, dispute: Dispute, payment: Payment): Promise<Dispute> => {
  const ours = await reverse(tx, context, dispute);
  if (dispute.state === 'won') return unhold(tx, context, ours, ours.heldMicros > 0n ? ours.parts : []);
  // What the reversal gave back counts as unspent again.
  const whole = { ...payment, lostMicros: payment.lostMicros - dispute.takenMicros - dispute.owedMicros };
  const roomMicros = lossOf(whole, ours) - ours.heldMicros;
  const freeMicros = await freeOf(tx, dispute.customerId);
  const own = ownParts(await unspentParts(tx, dispute.customerId), dispute.paymentId);
  return hold(tx, context, ours, takeParts(own, roomMicros < freeMicros ? roomMicros : freeMicros));
};

const lose = async (tx: Tx, context: Context, dispute: Dispute, lossMicros: bigint): Promise<Dispute> => {
  const surplusMicros = dispute.heldMicros - lossMicros;
  const fitting =
    surplusMicros > 0n
      ? await unhold(tx, context, dispute, takeParts(dispute.parts, surplusMicros))
      : dispute;
  const lost = await loseHeld(tx, context, fitting);
  const missingMicros = lossMicros - lost.takenMicros - lost.owedMicros;
  if (missingMicros <= 0n) return takeOwed(tx, context, lost);
  const freeMicros = await freeOf(tx, dispute.customerId);
  const order = inOrderOfLoss(await unspentParts(tx, dispute.customerId), dispute.paymentId);
  const parts = takeParts(order, missingMicros < freeMicros ? missingMicros : freeMicros);
  const taken = await take(tx, context, lost, parts);
  return owe(tx, context, taken, missingMicros - sumOf(parts));
};

/**
 * Of what is still owed, the payment's own credit leaves that was not there when the dispute was lost: it had been forfeited, and came back.
 * Paying the debt would leave it there, and take the credit of other payments.
 */
const takeOwed = async (tx: Tx, context: Context, lost: Dispute): Promise<Dispute> => {
  if (lost.owedMicros === 0n) return lost;
  const { debtMicros } = await walletBalance(tx, lost.customerId);
  const owedMicros = debtMicros < lost.owedMicros ? debtMicros : lost.owedMicros;
  const freeMicros = await freeOf(tx, lost.customerId);
  const own = ownParts(await unspentParts(tx, lost.customerId), lost.paymentId);
  const parts = takeParts(own, owedMicros < freeMicros ? owedMicros : freeMicros);
  return forgive(tx, context, await take(tx, context, lost, parts), sumOf(parts));
};

/** What is kept for something else, a call in progress, does not leave for a dispute. */
const freeOf = async (tx: Tx, customerId: string): Promise<bigint> => {
  const { balanceMicros, heldMicros } = await walletBalance(tx, customerId);
  return balanceMicros - heldMicros;
};

/** An open dispute that could not hold all, because a call in progress or a refund that waits has it. */
const isShort = async (tx: Tx, dispute: Dispute): Promise<boolean> => {
  if (dispute.state !== 'open') return false;
  const payment = (await selectPayment(tx, dispute.paymentId))!;
  const own = ownParts(await unspentParts(tx, dispute.customerId), dispute.paymentId);
  return own.length > 0 && lossOf(payment, dispute) > dispute.heldMicros;
};

const announce = async (
  tx: Tx,
  context: Context,
  { before, after, isNew }: { readonly before: Dispute; readonly after: Dispute; readonly isNew: boolean },
): Promise<void> => {
  const { id, customerId, paymentId, amountMicros, heldMicros, takenMicros, owedMicros } = after;
  const subject = { customerId, disputeId: id, paymentId, amountMicros: String(amountMicros) };
  const opened = { ...subject, heldMicros: String(heldMicros) };
  if (after.state === 'open' && (isNew || before.state !== 'open'))
    await recordEvents(tx, context.clock, 'payments.dispute_opened', [opened]);
  if (after.state === before.state) return;
  if (after.state === 'won') await recordEvents(tx, context.clock, 'payments.dispute_won', [subject]);
  if (after.state === 'lost')
    await recordEvents(tx, context.clock, 'payments.dispute_lost', [
      { ...subject, takenMicros: String(takenMicros), owedMicros: String(owedMicros) },
    ]);
};
