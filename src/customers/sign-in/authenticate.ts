import type { Clock, Database } from '#platform';
import { bearerOf, hashOf } from '../api-keys/api-key.ts';
import { selectLiveKey, touchKey, type LiveKey } from '../api-keys/store.ts';
import { customerPermissions, permissionsOfRole } from '../permissions.ts';
import type { Principal } from '../principal.ts';
import type { Auth } from './auth.ts';
import { selectStanding } from './store.ts';

export interface Credentials {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/**
 * Finds out who asks, by the two headers of a request; null when nobody is known. An Authorization header
 * decides alone: with a wrong key, a session beside it does not help.
 */
export const authenticate = async (
  db: Database,
  clock: Clock,
  auth: Auth,
  headers: Credentials,
): Promise<Principal | null> => {
  if (headers.authorization !== undefined) return byKey(db, clock, headers.authorization);
  return headers.cookie === undefined ? null : bySession(db, auth, headers.cookie);
};

const byKey = async (db: Database, clock: Clock, authorization: string): Promise<Principal | null> => {
  const secret = bearerOf(authorization);
  if (secret === null) return null;
  const now = clock.now();
  const key = await selectLiveKey(db, hashOf(secret), now);
  if (key === undefined) return null;
  // Once a minute is enough for "last used", and spares a write at every request.
  if (key.lastUsedAt === null || now.since(key.lastUsedAt).total('seconds') >= 60)
    await touchKey(db, key.id, now);
  return ofKey(key);
};

const ofKey = ({ id, customerId, staffId, role, scopes }: LiveKey): Principal | null => {
  const signed = { userId: null, apiKeyId: id };
  if (customerId !== null) {
    return {
      kind: 'customer',
      customerId,
      ...signed,
      scopes: customerPermissions.filter((one) => scopes.includes(one)),
    };
  }
  if (staffId === null || role === null) return null;
  return {
    kind: 'staff',
    staffId,
    role,
    ...signed,
    scopes: permissionsOfRole(role).filter((one) => scopes.includes(one)),
  };
};

const bySession = async (db: Database, auth: Auth, cookie: string): Promise<Principal | null> => {
  const session = await auth.sessionOf(cookie);
  if (session === null) return null;
  const { userId } = session;
  const signed = { userId, apiKeyId: null };
  const standing = await selectStanding(db, userId);
  if (standing === undefined) return null;
  const { role, customerId } = standing;
  if (role !== null)
    return { kind: 'staff', staffId: userId, role, ...signed, scopes: permissionsOfRole(role) };
  if (customerId === null) return null;
  return { kind: 'customer', customerId, ...signed, scopes: customerPermissions };
};
