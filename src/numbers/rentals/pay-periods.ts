import { houseAccount } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { chargeWallet } from '#wallet';
import type { Period, PeriodReason, PriceChange, Rental } from './rental.ts';
import { applyPrices, insertPeriods } from './store/periods.ts';

const codes: Readonly<Record<PeriodReason, string>> = {
  started: 'rental.started',
  renewed: 'rental.renewed',
  paid_ahead: 'rental.paid_ahead',
  restored: 'rental.restored',
};

export interface PeriodsOrder {
  readonly rental: Pick<Rental, 'id' | 'e164' | 'customerId'>;
  readonly periods: readonly Period[];
  readonly reason: PeriodReason;
  /** Charged before the periods, in the same journal. */
  readonly setupMicros: bigint;
  readonly policyVersionId: number;
  /** The customer's idempotency key. */
  readonly key: string;
}

/**
 * Charges a customer for periods, in one journal with a line for each, and writes them down. Returns the journal.
 * @refuses wallet.insufficient_credit, ledger.key_reused
 */
export const payPeriods = async (tx: Tx, context: Context, order: PeriodsOrder): Promise<bigint> => {
  const { rental, periods, reason } = order;
  const setup =
    order.setupMicros === 0n
      ? []
      : [
          {
            code: 'rental.set_up',
            toAccountId: await houseAccount(tx, context, 'revenue_setup'),
            amountMicros: order.setupMicros,
          },
        ];
  const toAccountId = await houseAccount(tx, context, 'revenue_rental');
  const { journalId, legs } = await chargeWallet(tx, context, {
    walletId: rental.customerId,
    key: `rental/${rental.customerId}/${order.key}`,
    details: { rentalId: String(rental.id), e164: rental.e164, reason },
    lines: [
      ...setup,
      ...periods.map(({ amountMicros }) => ({ code: codes[reason], toAccountId, amountMicros })),
    ],
  });
  const lines = legs.slice(setup.length).map(({ line }) => line);
  const now = context.clock.now();
  await insertPeriods(tx, {
    rentalId: rental.id,
    e164: rental.e164,
    periods: periods.map((period, index) => ({ ...period, line: lines[index]! })),
    policyVersionId: order.policyVersionId,
    journalId,
    paidAt: now,
    reason,
  });
  return journalId;
};

export interface ChargedPrices {
  readonly e164: string;
  readonly periods: readonly Period[];
  /** The announced prices that the periods were computed from. One that was announced meanwhile is none of them, and stays to be charged. */
  readonly prices: readonly PriceChange[];
}

/** The newest price that the periods were charged at is the number's price from now on. */
export const settlePrices = async (
  tx: Tx,
  context: Context,
  { e164, periods, prices }: ChargedPrices,
): Promise<void> => {
  const last = periods.at(-1);
  if (last === undefined) return;
  const charged = prices.filter(({ appliesFrom }) => Temporal.PlainDate.compare(appliesFrom, last.from) <= 0);
  if (charged.length > 0) await applyPrices(tx, e164, charged, context.clock.now());
};
