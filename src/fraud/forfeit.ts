import { houseAccount, lockWallets, walletBalance } from '#ledger';
import { recordEvents, type Tx } from '#platform';
import { toDecimal } from '#money';
import type { Context } from '#policy';
import { removalsOfJournals, removeCredit, returnCredit, unspentParts, type LotShare } from '#wallet';
import type { FraudCase } from './case.ts';
import { beyondHeld } from './rules.ts';
import { selectOpenCase } from './store/cases.ts';
import { insertForfeit, selectForfeits } from './store/file.ts';

type OfCase = Pick<FraudCase, 'id' | 'customerId'>;

const sumOf = (parts: readonly { readonly amountMicros: bigint }[]): bigint =>
  parts.reduce((sum, { amountMicros }) => sum + amountMicros, 0n);

/**
 * Takes all credit out of a wallet that is locked and frozen; what is held for a call in progress stays until the call has ended.
 * Returns how much it was.
 */
export const forfeitCredit = async (
  tx: Tx,
  context: Context,
  { id: caseId, customerId }: OfCase,
): Promise<bigint> => {
  const { heldMicros, version } = await walletBalance(tx, customerId);
  const parts = beyondHeld(await unspentParts(tx, customerId), heldMicros);
  const amountMicros = sumOf(parts);
  if (amountMicros === 0n) return 0n;
  const { journalId } = await removeCredit(tx, context, {
    walletId: customerId,
    // The wallet's version counts its movements: what arrives later is another one.
    key: `fraud.forfeited:${caseId}:${version}`,
    details: { caseId },
    parts,
    transfers: [
      {
        code: 'fraud.forfeited',
        fromAccountId: customerId,
        toAccountId: await houseAccount(tx, context, 'forfeited_funds'),
        amountMicros,
      },
    ],
    reason: 'forfeit',
  });
  await insertForfeit(tx, { journalId, caseId, amountMicros });
  return amountMicros;
};

/**
 * Credit arrived, or is no longer held: of a customer whose case is confirmed it is forfeited too. Otherwise nothing happens.
 * @source POLICY.md F1 (the funds are kept as compensation)
 */
export const forfeitWhatArrived = async (
  tx: Tx,
  context: Context,
  { customerId }: { readonly customerId: string },
): Promise<void> => {
  if ((await selectOpenCase(tx, customerId))?.state !== 'confirmed') return;
  await lockWallets(tx, [customerId]);
  const confirmed = await selectOpenCase(tx, customerId);
  if (confirmed?.state !== 'confirmed') return;
  const amountMicros = await forfeitCredit(tx, context, confirmed);
  if (amountMicros === 0n) return;
  await recordEvents(tx, context.clock, 'fraud.forfeited', [
    { customerId, caseId: confirmed.id, amount: toDecimal(amountMicros) },
  ]);
};

/** Gives all that a case forfeited back to the lots that it left, in their old turns. Returns the journal; null: there was nothing. */
export const giveBack = async (
  tx: Tx,
  context: Context,
  { id: caseId, customerId }: OfCase,
): Promise<bigint | null> => {
  const forfeits = await selectForfeits(tx, caseId);
  if (forfeits.length === 0) return null;
  const removals = await removalsOfJournals(
    tx,
    forfeits.map(({ journalId }) => journalId),
  );
  const { journalId } = await returnCredit(tx, context, {
    walletId: customerId,
    key: `fraud.returned:${caseId}`,
    details: { caseId },
    parts: lotsOf(removals),
    transfers: [
      {
        code: 'fraud.returned',
        fromAccountId: await houseAccount(tx, context, 'forfeited_funds'),
        toAccountId: customerId,
        amountMicros: sumOf(forfeits),
      },
    ],
    reason: 'forfeit',
  });
  return journalId;
};

/** One share a lot, in the order of their turns. */
const lotsOf = (removals: readonly LotShare[]): readonly LotShare[] =>
  [...Map.groupBy(removals, ({ turn, part }) => `${turn}/${part}`).values()]
    .map((ofLot) => ({ turn: ofLot[0]!.turn, part: ofLot[0]!.part, amountMicros: sumOf(ofLot) }))
    .toSorted((a, b) => Number(a.turn - b.turn) || a.part - b.part);
