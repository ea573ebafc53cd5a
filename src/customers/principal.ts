import type { Permission, StaffRole } from './permissions.ts';

interface Signed {
  /** The signed-in user; null for an API key. */
  readonly userId: string | null;
  /** The API key; null for a signed-in user. */
  readonly apiKeyId: string | null;
  /** All that this caller may do: what the owner may do, and for an API key only what its scopes name too. */
  readonly scopes: readonly Permission[];
}

/** Who asks: a customer, by one of its users or API keys, or a member of staff. */
export type Principal =
  | (Signed & { readonly kind: 'customer'; readonly customerId: string })
  | (Signed & { readonly kind: 'staff'; readonly staffId: string; readonly role: StaffRole });

/**
 * Whether the caller may do it at all. That a customer reaches only its own things is for the doors to check.
 */
export const allow = (principal: Principal, permission: Permission): boolean =>
  principal.scopes.includes(permission);
