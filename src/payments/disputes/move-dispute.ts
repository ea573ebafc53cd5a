// The journals of a dispute: each step moves credit or money, counts itself, and returns the dispute as it is after it.
import { forgiveDebt, houseAccount, post, raiseDebt, walletBalance, type TransferOrder } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { creditWallet, removeCredit, returnCredit } from '#wallet';
import type { Dispute, DisputedPart } from './dispute.ts';
import { mergeParts, sumOf } from './rules.ts';

/** A key for the next journal: the row is locked, so nobody else has it. */
const next = (dispute: Dispute) => {
  const { id, moves, paymentId } = dispute;
  return { key: `dispute:${id}:${moves + 1}`, details: { disputeId: id, paymentId }, moves: moves + 1 };
};

const clearingOf = (tx: Tx, context: Context, dispute: Dispute): Promise<string> =>
  houseAccount(tx, context, 'processor_clearing', dispute.processor);

/** Unspent credit goes where it is neither spent nor refunded. */
export const hold = async (
  tx: Tx,
  context: Context,
  dispute: Dispute,
  parts: readonly DisputedPart[],
): Promise<Dispute> => {
  if (parts.length === 0) return dispute;
  const toAccountId = await houseAccount(tx, context, 'dispute_suspense');
  const { moves } = await leave(tx, context, dispute, { code: 'dispute.held', toAccountId, parts });
  const heldMicros = dispute.heldMicros + sumOf(parts);
  return { ...dispute, moves, heldMicros, parts: mergeParts([...dispute.parts, ...parts]) };
};

/** What is held is credit again, in its old turn. */
export const unhold = async (
  tx: Tx,
  context: Context,
  dispute: Dispute,
  parts: readonly DisputedPart[],
): Promise<Dispute> => {
  if (parts.length === 0) return dispute;
  const fromAccountId = await houseAccount(tx, context, 'dispute_suspense');
  const { moves } = await comeBack(tx, context, dispute, { code: 'dispute.returned', fromAccountId, parts });
  const heldMicros = dispute.heldMicros - sumOf(parts);
  return { ...dispute, moves, heldMicros, parts: without(dispute.parts, parts) };
};

/** What is held is the processor's: it is taken. */
export const loseHeld = async (tx: Tx, context: Context, dispute: Dispute): Promise<Dispute> => {
  const { heldMicros } = dispute;
  if (heldMicros === 0n) return dispute;
  const { key, details, moves } = next(dispute);
  const transfer = {
    code: 'dispute.lost',
    fromAccountId: await houseAccount(tx, context, 'dispute_suspense'),
    toAccountId: await clearingOf(tx, context, dispute),
    amountMicros: heldMicros,
  };
  await post(tx, context, { key, details, transfers: [transfer] });
  return { ...dispute, moves, heldMicros: 0n, takenMicros: dispute.takenMicros + heldMicros };
};

/** Credit leaves for what was spent of the payment. */
export const take = async (
  tx: Tx,
  context: Context,
  dispute: Dispute,
  parts: readonly DisputedPart[],
): Promise<Dispute> => {
  if (parts.length === 0) return dispute;
  const toAccountId = await clearingOf(tx, context, dispute);
  const { moves } = await leave(tx, context, dispute, { code: 'dispute.taken', toAccountId, parts });
  const takenMicros = dispute.takenMicros + sumOf(parts);
  return { ...dispute, moves, takenMicros, parts: mergeParts([...dispute.parts, ...parts]) };
};

/** What is missing is owed by the customer. */
export const owe = async (
  tx: Tx,
  context: Context,
  dispute: Dispute,
  amountMicros: bigint,
): Promise<Dispute> => {
  if (amountMicros === 0n) return dispute;
  const { key, details, moves } = next(dispute);
  const toAccountId = await clearingOf(tx, context, dispute);
  const debt = {
    walletId: dispute.customerId,
    key,
    details,
    code: 'dispute.owed',
    toAccountId,
    amountMicros,
  };
  await raiseDebt(tx, context, debt);
  return { ...dispute, moves, owedMicros: dispute.owedMicros + amountMicros };
};

/** What was owed is not any more: credit has left for it. */
export const forgive = async (
  tx: Tx,
  context: Context,
  dispute: Dispute,
  amountMicros: bigint,
): Promise<Dispute> => {
  if (amountMicros === 0n) return dispute;
  const { key, details, moves } = next(dispute);
  const fromAccountId = await clearingOf(tx, context, dispute);
  const order = { walletId: dispute.customerId, key, details, code: 'dispute.forgiven', fromAccountId };
  await forgiveDebt(tx, context, { ...order, amountMicros });
  return { ...dispute, moves, owedMicros: dispute.owedMicros - amountMicros };
};

/**
 * The processor gives back what it had taken: what is still owed is no longer, what had paid for it is credit,
 * and what left comes back in its old turn.
 */
export const reverse = async (tx: Tx, context: Context, dispute: Dispute): Promise<Dispute> =>
  bringBackTaken(tx, context, await undoDebt(tx, context, dispute));

const bringBackTaken = async (tx: Tx, context: Context, dispute: Dispute): Promise<Dispute> => {
  if (dispute.takenMicros === 0n) return dispute;
  const fromAccountId = await clearingOf(tx, context, dispute);
  const { parts } = dispute;
  const { moves } = await comeBack(tx, context, dispute, { code: 'dispute.reversed', fromAccountId, parts });
  return { ...dispute, moves, takenMicros: 0n, parts: [] };
};

const undoDebt = async (tx: Tx, context: Context, dispute: Dispute): Promise<Dispute> => {
  const { owedMicros, customerId, paymentId } = dispute;
  if (owedMicros === 0n) return dispute;
  const { debtMicros } = await walletBalance(tx, customerId);
  const forgivenMicros = debtMicros < owedMicros ? debtMicros : owedMicros;
  const fromAccountId = await clearingOf(tx, context, dispute);
  let after = await forgive(tx, context, dispute, forgivenMicros);
  if (owedMicros > forgivenMicros) {
    const { key, details, moves } = next(after);
    await creditWallet(tx, context, {
      walletId: customerId,
      key,
      details,
      code: 'dispute.reversed',
      fromAccountId,
      amountMicros: owedMicros - forgivenMicros,
      // It was paid for, so it can be paid back: to the payment that is ours again.
      origin: 'goodwill',
      paymentId,
    });
    after = { ...after, moves };
  }
  return { ...after, owedMicros: 0n };
};

/** Moves what we bear, or what the processor charges for the case, to what it is to be. */
export const settleCost = async (
  tx: Tx,
  context: Context,
  dispute: Dispute,
  cost: { readonly of: 'borne' | 'fee'; readonly toBeMicros: bigint },
): Promise<Dispute> => {
  const name = cost.of === 'fee' ? 'feeMicros' : 'borneMicros';
  const moreMicros = cost.toBeMicros - dispute[name];
  if (moreMicros === 0n) return dispute;
  const { key, details, moves } = next(dispute);
  const costs = await houseAccount(tx, context, 'dispute_fees');
  const clearing = await clearingOf(tx, context, dispute);
  const [more, less] =
    cost.of === 'fee'
      ? ['dispute.fee_charged', 'dispute.fee_returned']
      : ['dispute.borne', 'dispute.no_longer_borne'];
  const transfer: TransferOrder =
    moreMicros > 0n
      ? { code: more, fromAccountId: costs, toAccountId: clearing, amountMicros: moreMicros }
      : { code: less, fromAccountId: clearing, toAccountId: costs, amountMicros: -moreMicros };
  await post(tx, context, { key, details, transfers: [transfer] });
  return { ...dispute, moves, [name]: cost.toBeMicros };
};

const leave = async (
  tx: Tx,
  context: Context,
  dispute: Dispute,
  to: { readonly code: string; readonly toAccountId: string; readonly parts: readonly DisputedPart[] },
) => {
  const { key, details, moves } = next(dispute);
  const { code, toAccountId, parts } = to;
  const transfer = { code, fromAccountId: dispute.customerId, toAccountId, amountMicros: sumOf(parts) };
  const move = { walletId: dispute.customerId, key, details, parts, transfers: [transfer] };
  await removeCredit(tx, context, { ...move, reason: 'dispute' });
  return { moves };
};

const comeBack = async (
  tx: Tx,
  context: Context,
  dispute: Dispute,
  from: { readonly code: string; readonly fromAccountId: string; readonly parts: readonly DisputedPart[] },
) => {
  const { key, details, moves } = next(dispute);
  const { code, fromAccountId, parts } = from;
  const transfer = { code, fromAccountId, toAccountId: dispute.customerId, amountMicros: sumOf(parts) };
  const move = { walletId: dispute.customerId, key, details, parts, transfers: [transfer] };
  await returnCredit(tx, context, { ...move, reason: 'dispute' });
  return { moves };
};

const without = (parts: readonly DisputedPart[], leaving: readonly DisputedPart[]): readonly DisputedPart[] =>
  mergeParts([...parts, ...leaving.map((part) => ({ ...part, amountMicros: -part.amountMicros }))]).filter(
    (part) => part.amountMicros > 0n,
  );
