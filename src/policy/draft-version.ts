import type { Tx } from '#platform';
import type { Context } from './context.ts';
import { invalidParameters, unknownVersion, versionPublished } from './errors.ts';
import { parametersSchema, type PolicyParameters, type PolicyParametersInput } from './parameters.ts';
import { deleteDraft, insertDraft, selectVersion, updateDraft } from './store.ts';
import type { PolicyVersion } from './versions.ts';

/** What an operator decides about a version. Parameters that are left out take their defaults. */
export interface VersionOrder {
  readonly inForceFrom: Temporal.PlainDate;
  readonly parameters: PolicyParametersInput;
}

/**
 * Drafts a version. Nothing applies and nobody is told until it is published.
 * @refuses policy.invalid_parameters
 * @source POLICY.md §4
 */
export const draftVersion = (tx: Tx, context: Context, order: VersionOrder): Promise<PolicyVersion> =>
  insertDraft(
    tx,
    { inForceFrom: order.inForceFrom, parameters: readParameters(order.parameters) },
    context.clock.now(),
  );

/**
 * Writes a draft anew.
 * @refuses policy.unknown_version, policy.version_published, policy.invalid_parameters
 * @source POLICY.md §4
 */
export const redraftVersion = async (tx: Tx, id: number, order: VersionOrder): Promise<PolicyVersion> => {
  await draftById(tx, id);
  return updateDraft(tx, id, {
    inForceFrom: order.inForceFrom,
    parameters: readParameters(order.parameters),
  });
};

/**
 * Throws a draft away.
 * @refuses policy.unknown_version, policy.version_published
 * @source POLICY.md §4
 */
export const discardVersion = async (tx: Tx, id: number): Promise<void> => {
  await draftById(tx, id);
  await deleteDraft(tx, id);
};

/**
 * Reads parameters as an operator writes them: all of them, with defaults for what is left out.
 * @refuses policy.invalid_parameters names the first that is unknown or has a value it cannot have
 * @source POLICY.md §4
 */
export const readParameters = (parameters: unknown): PolicyParameters => {
  const read = parametersSchema.safeParse(parameters);
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  throw invalidParameters({ parameter: path.join('.'), problem: issue.message });
};

/**
 * A version that can still change.
 * @refuses policy.unknown_version, policy.version_published
 */
export const draftById = async (tx: Tx, id: number): Promise<PolicyVersion> => {
  const version = await selectVersion(tx, id);
  if (!version) throw unknownVersion({ version: id });
  if (version.publishedAt !== null) throw versionPublished({ version: id });
  return version;
};
