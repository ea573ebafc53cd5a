import type { InEveryLanguage, Tx } from '#platform';
import { loadOperator } from './create-operator.ts';
import { noneInForce, unknownVersion } from './errors.ts';
import { selectTexts, selectVersion, selectVersionInForce, selectVersions } from './store.ts';
import { policyTexts, type PolicyText } from './text/policy-text.ts';
import type { PolicyVersion } from './versions.ts';

/**
 * All versions, drafts among them, by the date from which they are in force.
 * @source POLICY.md §4
 */
export const listVersions = (tx: Tx): Promise<readonly PolicyVersion[]> => selectVersions(tx);

/**
 * One version.
 * @refuses policy.unknown_version
 * @source POLICY.md §4
 */
export const versionById = async (tx: Tx, id: number): Promise<PolicyVersion> => {
  const version = await selectVersion(tx, id);
  if (!version) throw unknownVersion({ version: id });
  return version;
};

/**
 * The published version that is in force on a date of the operator.
 * @refuses policy.none_in_force
 * @source POLICY.md §4
 */
export const versionInForce = async (tx: Tx, date: Temporal.PlainDate): Promise<PolicyVersion> => {
  const version = await selectVersionInForce(tx, date);
  if (!version) throw noneInForce({ date: date.toString() });
  return version;
};

/**
 * The texts of a version in every language: as published, or, of a draft, as they would be published now.
 * @source POLICY.md §4
 */
export const versionTexts = async (tx: Tx, version: PolicyVersion): Promise<InEveryLanguage<PolicyText>> =>
  (await selectTexts(tx, version.id)) ?? policyTexts(version.parameters, await loadOperator(tx));
