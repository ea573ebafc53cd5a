import { createHash, randomBytes } from 'node:crypto';
import type { Permission } from '../permissions.ts';

/** Whose key it is. */
export type KeyOwner = { readonly customerId: string } | { readonly staffId: string };

/** An API key as it can be shown: its secret exists only in the answer that created it. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The first characters of the secret, to tell keys apart. */
  readonly prefix: string;
  readonly scopes: readonly Permission[];
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
  /** To the minute. */
  readonly lastUsedAt: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
}

const mark = 'rf_live_';

/** A new secret: 256 random bits behind a mark by which scanners of leaked secrets can know it. */
export const newSecret = (): string => mark + randomBytes(32).toString('base64url');

export const prefixOf = (secret: string): string => secret.slice(0, mark.length + 4);

/** What is kept of a secret. A plain hash is enough: nobody can try 256 random bits. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The API key in an Authorization header; null for anything else. @source RFC 6750 */
export const bearerOf = (authorization: string): string | null =>
  /^Bearer +(rf_live_[\w-]{43}) *$/i.exec(authorization)?.[1] ?? null;
