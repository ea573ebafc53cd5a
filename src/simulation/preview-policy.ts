// Plays stories under the version in force and under a draft, in the background of the API, on a PostgreSQL server of its own.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTransaction, type Database } from '#platform';
import { failPreview, finishPreview, notePreviewProgress, previewById, type Context } from '#policy';
import { comparePolicies, type StoryDifference, type StorySource } from './scenario/compare-policies.ts';
import { layGround } from './scenario/run-files.ts';

const shippedFolder = fileURLToPath(new URL('../../scenarios/', import.meta.url));

/** The stories that the product brings, by name. */
export const shippedStories = async (): Promise<readonly StorySource[]> => {
  const files = (await readdir(shippedFolder)).filter((name) => name.endsWith('.yaml')).toSorted();
  return Promise.all(
    files.map(async (name) => ({ file: name, text: await readFile(join(shippedFolder, name), 'utf8') })),
  );
};

/** Files that an operator names. */
export const storiesOf = (files: readonly string[]): Promise<readonly StorySource[]> =>
  Promise.all(files.map(async (file) => ({ file: basename(file), text: await readFile(file, 'utf8') })));

/** Carries out a preview that was requested, tells how far it is, and keeps what differs, or why it broke off. */
export const runPreview = async (
  db: Database,
  context: Context,
  previewId: string,
  stopping: AbortSignal,
): Promise<void> => {
  try {
    const preview = await inTransaction(db, (tx) => previewById(tx, previewId));
    const stories =
      preview.stories?.map(({ name, text }) => ({ file: name, text })) ?? (await shippedStories());
    const total = stories.length;
    const note = (done: number) =>
      inTransaction(db, (tx) => notePreviewProgress(tx, context, previewId, { done, total }));
    await note(0);
    const ground = await layGround(undefined);
    const found: StoryDifference[] = [];
    try {
      const policies = { inForce: preview.baseParameters, draft: preview.parameters };
      await comparePolicies(
        ground,
        stories,
        policies,
        (difference) => {
          found.push(difference);
          return note(found.length);
        },
        stopping,
      );
    } finally {
      await ground.close();
    }
    await inTransaction(db, (tx) => finishPreview(tx, context, previewId, found));
  } catch (error) {
    const failure = stopping.aborted ? 'Ringfence was stopped' : (error as Error).message;
    await inTransaction(db, (tx) => failPreview(tx, context, previewId, failure));
  }
};
