import { idCursor, newId, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import { today, type Context } from '../context.ts';
import { previewUnderWay, unknownPreview } from '../errors.ts';
import { versionById, versionInForce } from '../read-versions.ts';
import type { Preview, StoryText } from './preview.ts';
import {
  failSilent,
  insertPreview,
  selectPreview,
  selectPreviews,
  updateEnd,
  updateProgress,
} from './store.ts';

/** A preview says after every story that it goes on; the longest story takes some seconds. */
const silentMinutes = 10;

/**
 * Notes that a version, usually a draft, is to be tried with stories against the one in force. Whoever can play stories does it, and tells
 * how far it is. One at a time.
 * @refuses policy.unknown_version, policy.none_in_force, policy.preview_under_way
 * @source POLICY.md §4
 */
export const requestPreview = async (
  tx: Tx,
  context: Context,
  order: { readonly versionId: number; readonly stories: readonly StoryText[] | null },
): Promise<Preview> => {
  const version = await versionById(tx, order.versionId);
  const base = await versionInForce(tx, today(context));
  const now = context.clock.now();
  await failSilent(tx, { seenBefore: now.subtract({ minutes: silentMinutes }), now });
  const preview = await insertPreview(tx, {
    id: newId(context.clock),
    versionId: version.id,
    parameters: version.parameters,
    baseVersionId: base.id,
    baseParameters: base.parameters,
    stories: order.stories,
    requestedAt: now,
    requestedBy: context.actor,
  });
  if (preview === undefined) throw previewUnderWay({});
  return preview;
};

/** @refuses policy.unknown_preview */
export const previewById = async (tx: Tx, id: string): Promise<Preview> => {
  const preview = await selectPreview(tx, id);
  if (preview === undefined) throw unknownPreview({ previewId: id });
  return preview;
};

/** The previews of a version, newest first. @refuses policy.unknown_version, pages.invalid_cursor */
export const previewsOf = async (
  tx: Tx,
  versionId: number,
  { limit, cursor }: PageRequest,
): Promise<Page<Preview>> => {
  await versionById(tx, versionId);
  const rows = await selectPreviews(tx, versionId, { before: idCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ id }) => id);
};

/** Tells how many stories were played; also that it is still at it. */
export const notePreviewProgress = (
  tx: Tx,
  context: Context,
  id: string,
  progress: { readonly done: number; readonly total: number },
): Promise<void> => updateProgress(tx, id, { ...progress, seenAt: context.clock.now() });

/** Keeps what differs. */
export const finishPreview = (tx: Tx, context: Context, id: string, result: unknown): Promise<void> =>
  updateEnd(tx, id, { state: 'finished', finishedAt: context.clock.now(), result });

/** Keeps why it broke off. */
export const failPreview = (tx: Tx, context: Context, id: string, failure: string): Promise<void> =>
  updateEnd(tx, id, { state: 'failed', finishedAt: context.clock.now(), failure });
