import assert from 'node:assert/strict';
import { chargeBatch, houseAccount } from '#ledger';
import { newId, recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { payInTurn } from './rules.ts';
import {
  analyzeDue,
  applyRunPrices,
  fillDue,
  recordCharged,
  removeUnpaid,
  selectShort,
  type DueKind,
  type RunPlan,
  type ShortDue,
} from './store/run-due.ts';

/** What became of the rentals of a batch. */
export interface SettledRun {
  readonly paidRentals: number;
  readonly journalId: bigint | null;
  /** Whose next period the credit did not reach. */
  readonly unpaidRentalIds: readonly bigint[];
}

/**
 * Decides what the locked wallets of run_credit can pay of what is due, charges it in one journal, and moves the rentals. The rows are
 * in run_due afterwards.
 */
export const settleRun = async (
  tx: Tx,
  context: Context,
  kind: DueKind,
  plan: RunPlan,
): Promise<SettledRun> => {
  const dues = await fillDue(tx, kind, plan);
  const unpaid = unpaidOf(kind, await selectShort(tx));
  const unpaidRentalIds = unpaid.map(({ rentalId }) => rentalId);
  const left = unpaid.length === 0 ? dues : await removeUnpaid(tx, unpaid);
  if (left === 0) return { paidRentals: 0, journalId: null, unpaidRentalIds };
  await analyzeDue(tx);
  const { journalId } = await chargeBatch(tx, context, {
    key: `numbers.${kind}/${newId(context.clock)}`,
    code: kind === 'renewals' ? 'rental.renewed' : 'rental.restored',
    toAccountId: await houseAccount(tx, context, 'revenue_rental'),
    details: { task: `numbers.${kind}`, date: plan.today.toString() },
    table: 'run_due',
  });
  const now = context.clock.now();
  const reason = kind === 'renewals' ? 'renewed' : 'restored';
  const { wanted, moved } = await recordCharged(tx, { journalId, now, reason });
  assert.equal(moved, wanted, 'a rental changed while its wallet was locked');
  if (plan.prices) await applyRunPrices(tx, now);
  // One event for all of them: who wants to hear of each reads them by the journal (`renewedIn`).
  if (kind === 'renewals')
    await recordEvents(tx, context.clock, 'numbers.renewed', [
      { journalId: String(journalId), rentals: moved },
    ]);
  return { paidRentals: moved, journalId, unpaidRentalIds };
};

/** Of every rental that its wallet cannot keep, the first period that it cannot pay for. A restore pays all of a rental's or none. */
export const unpaidOf = (kind: DueKind, dues: readonly ShortDue[]): readonly ShortDue[] =>
  [...Map.groupBy(dues, ({ walletId }) => walletId).values()].flatMap((ofWallet) =>
    firstUnpaid(kind === 'renewals' ? ofWallet : wholeRentals(ofWallet)),
  );

/** Of each rental of one wallet that it cannot keep, the first period that the credit does not reach. */
const firstUnpaid = (dues: readonly ShortDue[]): readonly ShortDue[] => {
  const paid = payInTurn(dues[0]?.creditMicros ?? 0n, dues);
  const unpaid = dues.filter((_, index) => paid[index] === false);
  return [...Map.groupBy(unpaid, ({ rentalId }) => rentalId).values()].map((ofRental) => ofRental[0]!);
};

const wholeRentals = (dues: readonly ShortDue[]): readonly ShortDue[] =>
  [...Map.groupBy(dues, ({ rentalId }) => rentalId).values()].map((ofRental) => ({
    ...ofRental[0]!,
    amountMicros: ofRental.reduce((sum, { amountMicros }) => sum + amountMicros, 0n),
  }));
