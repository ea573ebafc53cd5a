import assert from 'node:assert/strict';
import { houseAccount, type HouseAccountType } from '#ledger';
import { orderPayouts } from '#payments';
import { recordEvents, type Tx } from '#platform';
import type { Context, Decision, RefundSubject } from '#policy';
import { creditWallet, removeCredit } from '#wallet';
import { givePriceBack } from './give-price-back.ts';

export interface Decided {
  readonly refundId: string;
  readonly customerId: string;
  readonly decision: Decision;
}

/** The journals by which credit arrived and left; null: none did. */
export interface Moved {
  readonly grantedJournalId: bigint | null;
  readonly journalId: bigint | null;
}

export const nothingMoved: Moved = { grantedJournalId: null, journalId: null };

/** Puts back as credit what a charge gives back, takes out what is paid back, and puts that money on its way. */
export const carryOut = async (tx: Tx, context: Context, decided: Decided): Promise<Moved> => {
  // What a charge or a price becomes must be credit before it can leave it.
  await givePriceBack(tx, context, decided);
  const grantedJournalId = await grant(tx, context, decided);
  return { grantedJournalId, journalId: await payBack(tx, context, decided) };
};

/** Where the credits of a decision come from, by its subject. */
const grants: Partial<Record<RefundSubject, { readonly code: string; readonly from: HouseAccountType }>> = {
  disruption: { code: 'compensation.granted', from: 'compensation' },
};

const grant = async (
  tx: Tx,
  context: Context,
  { refundId, customerId, decision }: Decided,
): Promise<bigint | null> => {
  if (decision.credits.length === 0) return null;
  const given = grants[decision.subject];
  assert(given, `a refund for ${decision.subject} gives no charge back`);
  const { journalId, legs } = await creditWallet(tx, context, {
    walletId: customerId,
    key: `${given.code}:${refundId}`,
    code: given.code,
    fromAccountId: await houseAccount(tx, context, given.from),
    details: { refundId, subject: decision.subject },
    pieces: decision.credits,
  });
  assert(
    decision.removals.every(({ turn }) => turn === legs[0]!.version),
    'what is paid back leaves the credit that has just arrived',
  );
  return journalId;
};

/**
 * Takes the credit out of the wallet and puts the money on its way; returns the journal, null when nothing
 * leaves.
 */
const payBack = async (tx: Tx, context: Context, decided: Decided): Promise<bigint | null> => {
  const { refundId, customerId, decision } = decided;
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
