import type { Tx } from '#platform';
import { selectVersions } from './store.ts';
import { changesBetween, type PolicyChange } from './text/changes.ts';
import { versionById } from './read-versions.ts';
import type { PolicyVersion } from './versions.ts';

/** What a version says otherwise than the one that it follows. */
export interface VersionChanges {
  readonly version: PolicyVersion;
  /** null: it is the first. */
  readonly since: PolicyVersion | null;
  readonly changes: readonly PolicyChange[];
}

/**
 * What changes by a version, published or a draft: since another one, or since the published one that is in force on the day before.
 * @refuses policy.unknown_version
 * @source POLICY.md §4
 */
export const changesOfVersion = async (tx: Tx, id: number, sinceId?: number): Promise<VersionChanges> => {
  const version = await versionById(tx, id);
  const since = sinceId === undefined ? await versionBefore(tx, version) : await versionById(tx, sinceId);
  const changes = since === null ? [] : changesBetween(since.parameters, version.parameters);
  return { version, since, changes };
};

const versionBefore = async (tx: Tx, { id, inForceFrom }: PolicyVersion): Promise<PolicyVersion | null> =>
  (await selectVersions(tx)).findLast(
    (one) =>
      one.publishedAt !== null &&
      one.id !== id &&
      Temporal.PlainDate.compare(one.inForceFrom, inForceFrom) < 0,
  ) ?? null;
