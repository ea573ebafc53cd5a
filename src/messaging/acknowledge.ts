import type { Database, Tx } from '#platform';
import { today, versionInForce, type Context } from '#policy';
import { notAcknowledged } from './errors.ts';
import { insertAcknowledgement, selectAcknowledgements } from './store/wishes.ts';

/** That a customer knows that SMS come without warranty. */
export interface Acknowledgement {
  readonly policyVersionId: number;
  readonly acknowledgedAt: Temporal.Instant;
  /** Who said so: `customer:<id>`, `staff:<id>`. */
  readonly actor: string;
  /** The network address it came from; null when it came by another way than the network. */
  readonly address: string | null;
}

/**
 * Records that the customer knows that receiving SMS is without warranty, under the policy in force; the first time counts.
 * @refuses policy.none_in_force
 * @source POLICY N4
 */
export const acknowledgeSms = async (
  tx: Tx,
  context: Context,
  { customerId, address }: { readonly customerId: string; readonly address: string | null },
): Promise<void> => {
  const { id: policyVersionId } = await versionInForce(tx, today(context));
  const acknowledgedAt = context.clock.now();
  await insertAcknowledgement(tx, customerId, {
    policyVersionId,
    acknowledgedAt,
    actor: context.actor,
    address,
  });
};

/** When and under which versions of the policy the customer said so, oldest first. */
export const acknowledgementsOf = (db: Database, customerId: string): Promise<readonly Acknowledgement[]> =>
  selectAcknowledgements(db, customerId);

/** Whoever turns to SMS must have said so once. @refuses messaging.not_acknowledged */
export const refuseUnacknowledged = async (db: Database, customerId: string): Promise<void> => {
  if ((await selectAcknowledgements(db, customerId)).length === 0) throw notAcknowledged({});
};
