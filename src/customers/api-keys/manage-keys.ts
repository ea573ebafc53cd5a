import { newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { audit } from '../audit.ts';
import { expiryInThePast, invalidName, scopeNotGrantable, unknownKey } from '../errors.ts';
import type { Permission } from '../permissions.ts';
import { hashOf, newSecret, prefixOf, type ApiKey, type KeyOwner } from './api-key.ts';
import { insertKey, markRevoked, selectKeys } from './store.ts';

const longestKeyName = 100;

export interface KeyOrder {
  readonly owner: KeyOwner;
  readonly name: string;
  readonly scopes: readonly string[];
  /** null: it does not expire. */
  readonly expiresAt: Temporal.Instant | null;
  /** The scopes of whoever asks: nobody makes a key that can do more than they can. */
  readonly grantable: readonly Permission[];
}

/**
 * Makes an API key. The secret is in this answer and nowhere else: only its hash is kept. Written to the
 * audit log.
 * @refuses customers.scope_not_grantable, customers.invalid_name, customers.expiry_in_the_past
 */
export const createApiKey = async (
  tx: Tx,
  context: Context,
  order: KeyOrder,
): Promise<{ readonly key: ApiKey; readonly secret: string }> => {
  const { owner, expiresAt } = order;
  const now = context.clock.now();
  const name = order.name.trim();
  if (name.length === 0 || name.length > longestKeyName) throw invalidName({ longest: longestKeyName });
  if (expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0)
    throw expiryInThePast({ expiresAt: String(expiresAt) });
  const scopes = grantedScopes(order.scopes, order.grantable);
  const secret = newSecret();
  const id = newId(context.clock);
  const key = {
    id,
    name,
    prefix: prefixOf(secret),
    scopes,
    createdAt: now,
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  };
  await insertKey(tx, owner, key, hashOf(secret));
  await audit(tx, context, {
    action: 'api_key.created',
    ...customerOf(owner),
    subject: id,
    details: { name, scopes },
  });
  return { key, secret };
};

/** All keys of the owner, also those that are revoked or expired, oldest first. */
export const apiKeysOf = (tx: Tx, owner: KeyOwner): Promise<readonly ApiKey[]> => selectKeys(tx, owner);

/** Ends a key for good; again changes nothing. Written to the audit log. @refuses customers.unknown_key */
export const revokeApiKey = async (
  tx: Tx,
  context: Context,
  { owner, keyId }: { readonly owner: KeyOwner; readonly keyId: string },
): Promise<void> => {
  if (!(await markRevoked(tx, owner, keyId, context.clock.now()))) throw unknownKey({ keyId });
  await audit(tx, context, { action: 'api_key.revoked', ...customerOf(owner), subject: keyId, details: {} });
};

const grantedScopes = (asked: readonly string[], grantable: readonly Permission[]): readonly Permission[] => {
  if (asked.length === 0) throw scopeNotGrantable({ scope: '' });
  return [...new Set(asked)].toSorted().map((scope) => {
    const found = grantable.find((permission) => permission === scope);
    if (found === undefined) throw scopeNotGrantable({ scope });
    return found;
  });
};

const customerOf = (owner: KeyOwner): { readonly customerId?: string } =>
  'customerId' in owner ? { customerId: owner.customerId } : {};
