import { sql } from 'kysely';
import type { Tx } from '#platform';
import { parametersSchema } from '../parameters.ts';
import type { Preview, StoryText } from './preview.ts';

const columns = [
  'id',
  'versionId',
  'parameters',
  'baseVersionId',
  'baseParameters',
  'stories',
  'requestedAt',
  'requestedBy',
  'state',
  'done',
  'total',
  'finishedAt',
  'result',
  'failure',
] as const;

type Row = Omit<Preview, 'parameters' | 'baseParameters' | 'stories'> &
  Record<'parameters' | 'baseParameters' | 'stories', unknown>;

const toPreview = ({ parameters, baseParameters, stories, ...row }: Row): Preview => ({
  ...row,
  parameters: parametersSchema.parse(parameters),
  baseParameters: parametersSchema.parse(baseParameters),
  stories: stories as readonly StoryText[] | null,
});

export type NewPreview = Pick<
  Preview,
  | 'id'
  | 'versionId'
  | 'parameters'
  | 'baseVersionId'
  | 'baseParameters'
  | 'stories'
  | 'requestedAt'
  | 'requestedBy'
>;

/** undefined: another one is running. */
export const insertPreview = async (tx: Tx, preview: NewPreview): Promise<Preview | undefined> => {
  const { parameters, baseParameters, stories, ...rest } = preview;
  const row = await tx
    .insertInto('policy.preview')
    .values({
      ...rest,
      parameters: JSON.stringify(parameters),
      baseParameters: JSON.stringify(baseParameters),
      stories: stories && JSON.stringify(stories),
      seenAt: rest.requestedAt,
    })
    .onConflict((conflict) => conflict.column('state').where('state', '=', 'running').doNothing())
    .returning(columns)
    .executeTakeFirst();
  return row && toPreview(row);
};

/** Those whose process has said nothing since `seenBefore` have failed. */
export const failSilent = async (
  tx: Tx,
  { seenBefore, now }: { readonly seenBefore: Temporal.Instant; readonly now: Temporal.Instant },
): Promise<void> => {
  await tx
    .updateTable('policy.preview')
    .set({
      state: 'failed',
      finishedAt: now,
      failure: 'the process that played the stories did not come back',
    })
    .where('state', '=', 'running')
    .where('seenAt', '<=', seenBefore)
    .execute();
};

export const selectPreview = async (tx: Tx, id: string): Promise<Preview | undefined> => {
  const row = await tx.selectFrom('policy.preview').select(columns).where('id', '=', id).executeTakeFirst();
  return row && toPreview(row);
};

/** Newest first. */
export const selectPreviews = async (
  tx: Tx,
  versionId: number,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly Preview[]> => {
  let query = tx
    .selectFrom('policy.preview')
    .select(columns)
    .where('versionId', '=', versionId)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.before !== null) query = query.where('id', '<', page.before);
  return (await query.execute()).map(toPreview);
};

export const updateProgress = async (
  tx: Tx,
  id: string,
  progress: { readonly done: number; readonly total: number; readonly seenAt: Temporal.Instant },
): Promise<void> => {
  await tx
    .updateTable('policy.preview')
    .set(progress)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
};

export const updateEnd = async (
  tx: Tx,
  id: string,
  end: { readonly finishedAt: Temporal.Instant } & (
    | { readonly state: 'finished'; readonly result: unknown }
    | { readonly state: 'failed'; readonly failure: string }
  ),
): Promise<void> => {
  const { finishedAt, state } = end;
  await tx
    .updateTable('policy.preview')
    .set({
      state,
      finishedAt,
      ...(end.state === 'finished'
        ? { result: sql<string>`${JSON.stringify(end.result)}::jsonb` }
        : { failure: end.failure }),
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
};
