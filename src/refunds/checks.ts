import { runChecks, type Finding, type LedgerCheck } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { paidTimesOf } from '#numbers';
import { payoutsOfRefunds, type Payout } from '#payments';
import type { Tx } from '#platform';
import { removalsOfJournals, type Removal } from '#wallet';
import { periodKey, selectCompensatedSums } from './compensation-store.ts';
import { priceChecks } from './registration-store.ts';
import { selectDecidedMoves, storedChecks, type DecidedMoves } from './checks-store.ts';

// Payouts are kept by payments, removals by the wallet: these are asked for what belongs to so many refunds at a time.
const refundsAtOnce = 500;

/** What is decided and what is there, as texts, one for each thing that was to happen. */
interface Compared {
  readonly decided: readonly string[];
  readonly found: readonly string[];
}

const compare = (
  name: string,
  what: string,
  read: (tx: Tx, refunds: readonly DecidedMoves[]) => Promise<(refund: DecidedMoves) => Compared>,
): LedgerCheck => ({
  name,
  findFault: async (tx) => {
    for (let after = 0n; ;) {
      const refunds = await selectDecidedMoves(tx, after, refundsAtOnce);
      if (refunds.length === 0) return null;
      const compared = await read(tx, refunds);
      for (const refund of refunds) {
        const { decided, found } = compared(refund);
        const missing = firstMissing(decided, found) ?? 'nothing more';
        const surplus = firstMissing(found, decided) ?? 'nothing more';
        if (missing !== surplus) return `refund ${refund.id}: decided ${missing}, ${what} ${surplus}`;
      }
      after = refunds.at(-1)!.no;
    }
  },
});

/** The first of `ones` that the others do not have, or have less often. */
const firstMissing = (ones: readonly string[], others: readonly string[]): string | undefined => {
  const left = [...others];
  return ones.toSorted().find((one) => {
    const place = left.indexOf(one);
    if (place !== -1) left.splice(place, 1);
    return place === -1;
  });
};

const payoutsAreAsDecided = compare('payouts-are-as-decided', 'its payouts are', async (tx, refunds) => {
  const all = await payoutsOfRefunds(
    tx,
    refunds.map(({ id }) => id),
  );
  const byRefund = Map.groupBy(all, (payout) => payout.refundId);
  return (refund) => ({
    decided: refund.payouts.map((payout) => decidedPayout(refund, payout)),
    found: (byRefund.get(refund.id) ?? []).map(foundPayout),
  });
});

const decidedPayout = (
  { customerId, removals }: DecidedMoves,
  { paymentId, amount, retained, feeFree }: DecidedMoves['payouts'][number],
): string => {
  const parts = removals
    .filter((removal) => removal.paymentId === paymentId)
    .map((removal) => share(removal.turn, removal.part, fromDecimal(removal.amount)));
  return `${amount} (${retained} retained, ${feeFree} fee-free) to payment ${paymentId} of ${customerId}, from ${list(parts)}`;
};

const foundPayout = (payout: Payout): string => {
  const { paymentId, customerId, amountMicros, retainedMicros, feeFreeMicros } = payout;
  const parts = payout.parts.map(({ turn, part, amountMicros: partMicros }) => share(turn, part, partMicros));
  return `${toDecimal(amountMicros)} (${toDecimal(retainedMicros)} retained, ${toDecimal(feeFreeMicros)} fee-free) to payment ${paymentId} of ${customerId}, from ${list(parts)}`;
};

const removalsAreAsDecided = compare('removals-are-as-decided', 'its removals are', async (tx, refunds) => {
  const all = await removalsOfJournals(
    tx,
    refunds.flatMap(({ journalId }) => (journalId === null ? [] : [journalId])),
  );
  const byJournal = Map.groupBy(all, (removal) => removal.journalId);
  return ({ customerId, journalId, removals }) => ({
    decided: removals.map(
      ({ turn, part, amount }) => `${share(turn, part, fromDecimal(amount))} of ${customerId} (refund)`,
    ),
    found: (journalId === null ? [] : (byJournal.get(journalId) ?? [])).map(foundRemoval),
  });
});

const foundRemoval = ({ walletId, turn, part, amountMicros, reason }: Removal): string =>
  `${share(turn, part, amountMicros)} of ${walletId} (${reason})`;

const share = (turn: string | bigint, part: number, amountMicros: bigint): string =>
  `${toDecimal(amountMicros)} of lot ${turn}/${part}`;

const list = (parts: readonly string[]): string => parts.toSorted().join(' and ') || 'nothing';

/** What disruptions give back of a period is no more than was paid for it. */
const noMoreThanThePeriodCost: LedgerCheck = {
  name: 'no-more-is-compensated-than-a-period-cost',
  findFault: async (tx) => {
    for (let after = 0n; ;) {
      const given = await selectCompensatedSums(tx, after, refundsAtOnce);
      const last = given.at(-1);
      if (last === undefined) return null;
      const paid = await paidTimesOf(tx, [...new Set(given.map(({ rentalId }) => rentalId))]);
      const cost = new Map(paid.map((period) => [periodKey(period), period.amountMicros]));
      const wrong = given.find((period) => period.amountMicros > (cost.get(periodKey(period)) ?? 0n));
      if (wrong) {
        const { rentalId, fromMonth, amountMicros } = wrong;
        return `rental ${rentalId}, month ${fromMonth}: ${toDecimal(amountMicros)} was given back of ${toDecimal(cost.get(periodKey(wrong)) ?? 0n)}`;
      }
      after = last.rentalId;
    }
  },
};

/** What must hold of refunds, in the form of the ledger's checks. */
export const refundChecks: readonly LedgerCheck[] = [
  ...storedChecks,
  ...priceChecks,
  payoutsAreAsDecided,
  removalsAreAsDecided,
  noMoreThanThePeriodCost,
];

/**
 * Checks that every decision adds up and is what was carried out: the journal by which the credit left, the lots that it left, and the
 * payouts. Names, for each check, the first thing that is wrong.
 */
export const checkRefunds = (tx: Tx): Promise<readonly Finding[]> => runChecks(tx, refundChecks);
