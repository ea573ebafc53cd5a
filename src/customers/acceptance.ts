import type { Tx } from '#platform';
import type { Context } from '#policy';
import { insertAcceptance, selectAcceptances } from './store.ts';

export interface Acceptance {
  readonly policyVersionId: number;
  readonly acceptedAt: Temporal.Instant;
  /** The network address it was accepted from; null when it came by another way than the network. */
  readonly address: string | null;
}

/**
 * Records that the customer accepted a version of the policy; the first time counts, again changes nothing.
 * @source POLICY §4
 */
export const acceptPolicy = (
  tx: Tx,
  context: Context,
  order: { readonly customerId: string; readonly policyVersionId: number; readonly address: string | null },
): Promise<void> => insertAcceptance(tx, { ...order, acceptedAt: context.clock.now() });

/** The versions that the customer accepted, oldest first. */
export const acceptancesOf = (tx: Tx, customerId: string): Promise<readonly Acceptance[]> =>
  selectAcceptances(tx, customerId);
