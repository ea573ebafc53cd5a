// Disputes of a paying customer, played at the sandbox processors.
import { fromDecimal, toDecimal } from '#money';
import { creditOf, disputesOf, playSandboxDispute, type Dispute, type Payment } from '#payments';
import { inTransaction } from '#platform';
import { settle, type PayingWorld } from './payments.ts';

/** Plays what happens to a payment, and lets us hear of it. */
export const dispute = async (
  world: PayingWorld,
  payment: Payment,
  deed: 'open' | 'win' | 'lose',
  amounts: { readonly amount?: string; readonly fee?: string } = {},
): Promise<void> => {
  const { amount, fee } = amounts;
  await playSandboxDispute(world.processors, payment.processor, {
    paymentId: payment.id,
    reference: payment.reference,
    do: deed,
    amountMicros: amount === undefined ? undefined : fromDecimal(amount),
    feeMicros: fee === undefined ? undefined : fromDecimal(fee),
  });
  await settle(world);
};

/** The credit as the customer sees it: "credit 30.00, held 20.00, debt 0.00". */
export const standingOf = ({ db, customerId }: PayingWorld): Promise<string> =>
  inTransaction(db, async (tx) => {
    const { creditMicros, heldMicros, debtMicros } = await creditOf(tx, customerId);
    return `credit ${toDecimal(creditMicros)}, held ${toDecimal(heldMicros)}, debt ${toDecimal(debtMicros)}`;
  });

/** All disputes, oldest first. */
export const disputesNow = async ({ db }: PayingWorld): Promise<readonly Dispute[]> =>
  (await inTransaction(db, (tx) => disputesOf(tx, {}, { limit: 100 }))).items.toReversed();
