import { recordEvents, type Tx } from '#platform';
import { today, type Context } from './context.ts';
import { draftById, draftVersion, type VersionOrder } from './draft-version.ts';
import { announcedTooLate, dateTaken } from './errors.ts';
import { lockVersions, markPublished, selectVersions } from './store.ts';
import { policyTexts } from './text/policy-text.ts';
import { earliestInForce, type PolicyVersion } from './versions.ts';

/**
 * Announces a draft and locks it: its texts are written now and never change. All but the very first version
 * are in force announcementDays later at the earliest. Records `policy.announced`.
 * @refuses policy.unknown_version, policy.version_published, policy.date_taken, policy.announced_too_late
 * @source POLICY.md §4
 */
export const publishVersion = async (tx: Tx, context: Context, id: number): Promise<PolicyVersion> => {
  await lockVersions(tx);
  const draft = await draftById(tx, id);
  const published = (await selectVersions(tx)).filter((version) => version.publishedAt !== null);
  refuseDate(draft, published, today(context));
  const version = await markPublished(tx, id, {
    texts: policyTexts(draft.parameters, context.operator),
    at: context.clock.now(),
    by: context.actor,
  });
  const payload = { versionId: id, inForceFrom: draft.inForceFrom.toString() };
  await recordEvents(tx, context.clock, 'policy.announced', [payload]);
  return version;
};

/**
 * Drafts and publishes in one step the version with which a business begins; it may be in force at once.
 * @refuses policy.invalid_parameters, policy.date_taken, policy.announced_too_late when it is not the first
 * @source POLICY.md §4
 */
export const publishFirstVersion = async (
  tx: Tx,
  context: Context,
  order: VersionOrder,
): Promise<PolicyVersion> => publishVersion(tx, context, (await draftVersion(tx, context, order)).id);

const refuseDate = (
  { inForceFrom }: PolicyVersion,
  published: readonly PolicyVersion[],
  date: Temporal.PlainDate,
): void => {
  const taken = published.find((version) => version.inForceFrom.equals(inForceFrom));
  if (taken) throw dateTaken({ inForceFrom: inForceFrom.toString(), version: taken.id });
  if (published.length === 0) return;
  const earliest = earliestInForce(published, date);
  if (Temporal.PlainDate.compare(inForceFrom, earliest) < 0)
    throw announcedTooLate({ inForceFrom: inForceFrom.toString(), earliest: earliest.toString() });
};
