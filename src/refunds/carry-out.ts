import assert from 'node:assert/strict';
import { houseAccount } from '#ledger';
import { orderPayouts } from '#payments';
import { recordEvents, type Tx } from '#platform';
import type { Context, Decision } from '#policy';
import { removeCredit } from '#wallet';
import { givePriceBack } from './give-price-back.ts';

export interface Decided {
  readonly refundId: string;
  readonly customerId: string;
  readonly decision: Decision;
}

/**
 * Takes the credit out of the wallet and puts the money on its way; returns the journal, null when nothing
 * moves.
 */
export const carryOut = async (tx: Tx, context: Context, decided: Decided): Promise<bigint | null> => {
  const { refundId, customerId, decision } = decided;
  // What a price becomes must be credit before it can leave it.
  await givePriceBack(tx, context, decided);
  const removedMicros = decision.removals.reduce((sum, part) => sum + part.amountMicros, 0n);
  assert.equal(
    removedMicros,
    decision.grossMicros - decision.toCreditMicros,
    'what leaves the credit is what is decided',
  );
  if (removedMicros === 0n) return null;
  const { journalId } = await removeCredit(tx, context, {
    walletId: customerId,
    key: `refund.paid_back:${refundId}`,
    details: { refundId, subject: decision.subject },
    parts: decision.removals,
    transfers: await transfersOf(tx, context, decided),
    reason: 'refund',
  });
  await orderPayouts(tx, context, {
    refundId,
    customerId,
    journalId,
    payouts: decision.payouts.map((payout) => ({
      ...payout,
      parts: decision.removals.filter((part) => part.paymentId === payout.paymentId),
    })),
  });
  return journalId;
};

/** For each payment: what is owed to its payer, and what is retained of its fee. */
const transfersOf = async (tx: Tx, context: Context, { customerId, decision }: Decided) => {
  const payable = await houseAccount(tx, context, 'refunds_payable');
  const retained = await houseAccount(tx, context, 'fees_retained');
  return decision.payouts.flatMap(({ amountMicros, retainedMicros }) => [
    { code: 'refund.paid_back', fromAccountId: customerId, toAccountId: payable, amountMicros },
    ...(retainedMicros === 0n
      ? []
      : [
          {
            code: 'refund.fee_retained',
            fromAccountId: customerId,
            toAccountId: retained,
            amountMicros: retainedMicros,
          },
        ]),
  ]);
};

/** For whoever is subscribed: the mail to the customer. */
export const announce = async (
  tx: Tx,
  context: Context,
  { refundId, customerId, decision }: Decided,
): Promise<void> => {
  await recordEvents(tx, context.clock, 'refunds.decided', [
    {
      customerId,
      refundId,
      subject: decision.subject,
      outcome: decision.outcome,
      grossMicros: String(decision.grossMicros),
      retainedMicros: String(decision.retainedMicros),
      paidBackMicros: String(decision.paidBackMicros),
      toCreditMicros: String(decision.toCreditMicros),
    },
  ]);
};
