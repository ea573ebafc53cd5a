import assert from 'node:assert/strict';
import { endRegistration, lockRegistrationOf } from '#compliance';
import { houseAccount } from '#ledger';
import { noteCreditArrived, purchaseOf, releaseRegistering } from '#numbers';
import type { Tx } from '#platform';
import type { Context, RegistrationFacts } from '#policy';
import { creditWallet } from '#wallet';
import type { Decided } from './carry-out.ts';
import { insertPriceLine } from './registration-store.ts';
import { priceAsCredit } from './subjects/registration.ts';

/**
 * The price of a number becomes credit again, each line from the revenue that it was, and the number is released if it was not before.
 * Nothing happens where the decision speaks of no such price, or refuses it.
 * @source POLICY.md R2
 */
export const givePriceBack = async (
  tx: Tx,
  context: Context,
  { refundId, customerId, decision }: Decided,
): Promise<void> => {
  const { facts, outcome } = decision;
  if (facts.subject !== 'registration' || outcome === 'refused') return;
  if (facts.standing !== 'waits' && facts.standing !== 'owed') return;
  const { e164 } = facts;
  const purchase = await purchaseOf(tx, { customerId, e164 });
  if (facts.standing === 'waits') await release(tx, context, customerId, facts, purchase.rentalId);
  const lines = await priceAsCredit(tx, customerId, purchase);
  const sources = sourcesOf(lines.length);
  for (const [line, pieces] of lines.entries()) {
    const { code, account } = sources[line]!;
    const { journalId, legs } = await creditWallet(tx, context, {
      walletId: customerId,
      key: `${code}:${purchase.rentalId}`,
      code,
      fromAccountId: await houseAccount(tx, context, account),
      details: { refundId, rentalId: String(purchase.rentalId), e164 },
      pieces,
    });
    const turn = legs[0]!.version;
    assert(
      facts.destination === 'credit' || facts.parts.some((part) => part.turn === turn),
      'the credit that is decided on is the credit that came back',
    );
    await insertPriceLine(tx, { rentalId: purchase.rentalId, line, refundId, journalId, turn });
  }
  await noteCreditArrived(tx, context, [customerId]);
};

/** A purchase charges the setup, if there is one, and then the first period. */
const sourcesOf = (lines: number) =>
  [
    { code: 'registration.setup_returned', account: 'revenue_setup' } as const,
    { code: 'registration.rental_returned', account: 'revenue_rental' } as const,
  ].slice(-lines);

const release = async (
  tx: Tx,
  context: Context,
  customerId: string,
  { e164, cause }: RegistrationFacts,
  rentalId: bigint,
): Promise<void> => {
  const registration = await lockRegistrationOf(tx, rentalId);
  assert(registration?.endedAt === null, `the registration of ${e164} is over`);
  await endRegistration(tx, context, registration);
  await releaseRegistering(tx, context, { customerId, e164, reason: cause });
};
