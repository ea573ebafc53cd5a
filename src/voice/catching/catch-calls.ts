import type { Tx } from '#platform';
import { planTo, type Plan } from '../forwarding/plan.ts';
import { deleteCatching, upsertCatching } from './store.ts';

/** The service at the edge that answers caught calls, listens, and tells what it heard. */
export const listener = 'verification-listener';

/** Where caught calls go: it costs nothing. */
export const planToListen: Plan = planTo({ kind: 'service', target: listener });

/**
 * Until then, calls to the number of this rental are answered by the listener instead of forwarded; null: no longer. Where the number forwards to
 * stays as it is. Lock the wallet first, as routing does.
 * @source POLICY S4
 */
export const catchCalls = (tx: Tx, rentalId: bigint, until: Temporal.Instant | null): Promise<void> =>
  until === null ? deleteCatching(tx, rentalId) : upsertCatching(tx, rentalId, until);
