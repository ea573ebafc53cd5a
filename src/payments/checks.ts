// What must hold of payments, for `ringfence ledger check`: each names the first thing that is wrong.
import { houseBalances, runChecks, type Finding, type HouseAccountType, type LedgerCheck } from '#ledger';
import { toDecimal } from '#money';
import type { Tx } from '#platform';
import {
  firstCountingFault,
  firstDisputeFault,
  firstNotReturnedFault,
  firstOverpaidFault,
  firstUncreditedFault,
  firstUnpaidOutFault,
  selectTotals,
  type ProcessorTotals,
} from './store/checks.ts';

const whatArrivedIsCreditedOnce: LedgerCheck = {
  name: 'payments-are-one-lot-each',
  findFault: firstUncreditedFault,
};

const nothingIsPaidBackTwice: LedgerCheck = {
  name: 'payments-return-no-more-than-they-brought',
  findFault: firstOverpaidFault,
};

const whatIsPaidBackIsCounted: LedgerCheck = {
  name: 'payments-count-their-payouts',
  findFault: firstCountingFault,
};

const whatLeftIsPaidOut: LedgerCheck = {
  name: 'payouts-are-what-left',
  findFault: firstUnpaidOutFault,
};

const whatFailedCameBack: LedgerCheck = {
  name: 'failed-payouts-came-back',
  findFault: firstNotReturnedFault,
};

const whatIsDisputedIsCounted: LedgerCheck = {
  name: 'payments-count-their-disputes',
  findFault: firstDisputeFault,
};

/** The ledger's house accounts say the same as payments and payouts do. */
const housesAgree = (
  name: string,
  type: HouseAccountType,
  expected: (totals: ProcessorTotals) => bigint,
): LedgerCheck => ({
  name,
  findFault: async (tx) => {
    const byName = type === 'processor_clearing' || type === 'processor_fees';
    const totals = await selectTotals(tx);
    const balances = await balancesOf(tx, type);
    if (!byName) {
      const sum = totals.reduce((all, one) => all + expected(one), 0n);
      return difference(type, '', balances.get('') ?? 0n, sum);
    }
    for (const one of totals) {
      const fault = difference(type, one.processor, balances.get(one.processor) ?? 0n, expected(one));
      if (fault !== null) return fault;
    }
    return null;
  },
});

const balancesOf = async (tx: Tx, type: HouseAccountType): Promise<ReadonlyMap<string, bigint>> => {
  const balances = await houseBalances(tx);
  return new Map(balances.filter((one) => one.type === type).map((one) => [one.name, one.balanceMicros]));
};

const difference = (type: string, name: string, foundMicros: bigint, expectedMicros: bigint): string | null =>
  foundMicros === expectedMicros
    ? null
    : `${[type, name].join(' ').trim()}: the ledger says ${toDecimal(foundMicros)}, payments, payouts and disputes make ${toDecimal(expectedMicros)}`;

/** The checks of payments, in the form of the ledger's. */
export const paymentChecks: readonly LedgerCheck[] = [
  whatArrivedIsCreditedOnce,
  nothingIsPaidBackTwice,
  whatIsPaidBackIsCounted,
  whatLeftIsPaidOut,
  whatFailedCameBack,
  whatIsDisputedIsCounted,
  // Negative: it is money that is held elsewhere.
  housesAgree(
    'processors-hold-what-was-paid-in',
    'processor_clearing',
    (one) => one.paidOutMicros + one.feesMicros + one.lostMicros + one.disputeFeesMicros - one.creditedMicros,
  ),
  housesAgree('processor-fees-are-those-of-the-payments', 'processor_fees', (one) => -one.feesMicros),
  housesAgree('refunds-payable-are-the-open-payouts', 'refunds_payable', (one) => one.owedMicros),
  housesAgree('dispute-suspense-is-what-disputes-hold', 'dispute_suspense', (one) => one.suspendedMicros),
  housesAgree(
    'dispute-fees-are-those-of-the-disputes',
    'dispute_fees',
    (one) => -one.borneMicros - one.disputeFeesMicros,
  ),
  housesAgree('fees-retained-are-those-of-the-payouts', 'fees_retained', (one) => one.retainedMicros),
];

/** Checks payments, payouts and disputes, and names, for each check, the first thing that is wrong. */
export const checkPayments = (tx: Tx): Promise<readonly Finding[]> => runChecks(tx, paymentChecks);
