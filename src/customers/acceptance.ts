import type { Tx } from '#platform';
import { listVersions, today, versionInForce, type Context, type PolicyVersion } from '#policy';
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

/**
 * The versions that wait to be accepted: the one in force, and those that are announced. What another version has replaced is not waited for.
 * @source POLICY §4
 */
export const pendingAcceptances = async (
  tx: Tx,
  context: Context,
  customerId: string,
): Promise<readonly PolicyVersion[]> => {
  const accepted = new Set(
    (await selectAcceptances(tx, customerId)).map(({ policyVersionId }) => policyVersionId),
  );
  const date = today(context);
  const { id: inForce } = await versionInForce(tx, date);
  return (await listVersions(tx)).filter(
    ({ id, publishedAt, inForceFrom }) =>
      publishedAt !== null &&
      !accepted.has(id) &&
      (id === inForce || Temporal.PlainDate.compare(inForceFrom, date) > 0),
  );
};

/**
 * Records that the customer accepted the version in force, by doing what accepts it: buying, paying ahead, restoring.
 * @refuses policy.none_in_force
 * @source POLICY §4
 */
export const acceptPolicyInForce = async (
  tx: Tx,
  context: Context,
  order: { readonly customerId: string; readonly address: string | null },
): Promise<void> => {
  const { id: policyVersionId } = await versionInForce(tx, today(context));
  await acceptPolicy(tx, context, { ...order, policyVersionId });
};
