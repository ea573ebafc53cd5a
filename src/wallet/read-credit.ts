import assert from 'node:assert/strict';
import { walletMovements, type WalletMovement } from '#ledger';
import type { Page, PageRequest, Tx } from '#platform';
import type { CreditPart, CreditShare } from './lot.ts';
import {
  selectMoved,
  selectRemovals,
  selectSpent,
  selectUnspent,
  selectVersions,
  selectVersionsOfLines,
  type Removal,
} from './store.ts';

export type { Removal };

/** All unspent credit of a wallet, in the order in which it will be spent. Lock the wallet first to act on it. */
export const unspentParts = (tx: Tx, walletId: string): Promise<readonly CreditPart[]> =>
  selectUnspent(tx, walletId);

/** What left the lots of wallets by these journals otherwise than by spending, and what came back to them, in micro-units. */
export const removalsOfJournals = (tx: Tx, journalIds: readonly bigint[]): Promise<readonly Removal[]> =>
  selectRemovals(tx, journalIds);

/** A charge, and the credit that it was spent from, oldest first. */
export interface ChargeSources {
  readonly version: bigint;
  readonly shares: readonly CreditShare[];
}

/**
 * The charges among a wallet's versions `fromVersion` through `toVersion`, in order, each with the lots that it was spent from. What
 * left by a refund or dispute is no charge.
 */
export const spentFrom = async (tx: Tx, range: VersionRange): Promise<readonly ChargeSources[]> =>
  [...byVersion(await selectSpent(tx, range))].map(([version, shares]) => ({ version, shares }));

/** The charges of one journal of a wallet, in the order of its lines, each with the lots that it was spent from. */
export const spentByJournal = async (
  tx: Tx,
  charge: { readonly walletId: string; readonly journalId: bigint },
): Promise<readonly ChargeSources[]> => {
  const range = await selectVersions(tx, charge);
  return range === undefined ? [] : spentFrom(tx, { walletId: charge.walletId, ...range });
};

/** What each of these charges was spent from, oldest first, in their order. A charge is a line of a journal. */
export const sourcesOfCharges = async (
  tx: Tx,
  walletId: string,
  charges: readonly { readonly journalId: bigint; readonly line: number }[],
): Promise<readonly (readonly CreditShare[])[]> => {
  const versions = await selectVersionsOfLines(tx, walletId, charges);
  assert.equal(versions.length, charges.length, 'every charge moved the wallet');
  const sources: (readonly CreditShare[])[] = [];
  for (const version of versions) {
    const [charge] = await spentFrom(tx, { walletId, fromVersion: version, toVersion: version });
    sources.push(charge?.shares ?? []);
  }
  return sources;
};

/** credit: it came; charge: it was spent; removal: it left otherwise; return: what had left came back. */
export type StatementKind = 'credit' | 'charge' | 'removal' | 'return';

/** A movement as the customer reads it. */
export interface StatementLine extends WalletMovement {
  readonly kind: StatementKind;
  /** The lots that this line brought, was spent from, took from or gave back to: together its amount. */
  readonly shares: readonly CreditShare[];
}

/**
 * A wallet's statement, newest first, a page at a time: every movement with the balance it left, every charge with the payments that
 * it was spent from.
 * @refuses pages.invalid_cursor
 */
export const statement = async (
  tx: Tx,
  request: PageRequest & { readonly walletId: string },
): Promise<Page<StatementLine>> => {
  const page = await walletMovements(tx, request);
  const [newest, oldest] = [page.items[0], page.items.at(-1)];
  if (newest === undefined || oldest === undefined) return { items: [], nextCursor: null };
  const range = { walletId: request.walletId, fromVersion: oldest.version, toVersion: newest.version };
  const spent = byVersion(await selectSpent(tx, range));
  const moved = byVersion(await selectMoved(tx, range));
  const items = page.items.map((movement): StatementLine => {
    const charged = spent.get(movement.version);
    if (charged) return { ...movement, kind: 'charge', shares: charged };
    const others = moved.get(movement.version) ?? [];
    return {
      ...movement,
      kind: kindOf(movement, others),
      shares: others.map(withoutNovelty),
    };
  });
  return { ...page, items };
};

const withoutNovelty = ({ turn, part, amountMicros, origin, paymentId }: CreditShare): CreditShare => ({
  turn,
  part,
  amountMicros,
  origin,
  paymentId,
});

type VersionRange = Parameters<typeof selectSpent>[1];

const kindOf = (
  { changeMicros }: WalletMovement,
  shares: readonly { readonly isNew: boolean }[],
): StatementKind =>
  changeMicros < 0n ? 'removal' : shares.some((share) => !share.isNew) ? 'return' : 'credit';

const byVersion = <Row extends { readonly version: bigint }>(
  rows: readonly Row[],
): ReadonlyMap<bigint, readonly Omit<Row, 'version'>[]> => {
  const versions = new Map<bigint, Omit<Row, 'version'>[]>();
  for (const { version, ...share } of rows) {
    const shares = versions.get(version);
    if (shares) shares.push(share);
    else versions.set(version, [share]);
  }
  return versions;
};
