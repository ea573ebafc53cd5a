import { createHash } from 'node:crypto';

/** JSON with the keys of every object in alphabetical order and bigint as decimal text: the same for the same content. */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'bigint') return `"${value}"`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if ('toJSON' in value) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const members = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
};

/** What a movement is, whenever and by whom it is asked for: the same key with another hash is refused. */
export const contentHash = (details: unknown, movements: unknown): Buffer =>
  createHash('sha256')
    .update(canonicalJson([details, movements]))
    .digest();

/** The most by which a wallet is below where it began, after any of the transfers: what it must have to go through all of them. */
export const shortfall = (
  walletId: string,
  transfers: readonly {
    readonly fromAccountId: string;
    readonly toAccountId: string;
    readonly amountMicros: bigint;
  }[],
): bigint => {
  let below = 0n;
  let deepest = 0n;
  for (const { fromAccountId, toAccountId, amountMicros } of transfers) {
    if (fromAccountId === walletId) below += amountMicros;
    if (toAccountId === walletId) below -= amountMicros;
    if (below > deepest) deepest = below;
  }
  return deepest;
};
