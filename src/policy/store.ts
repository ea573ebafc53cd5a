import type { InEveryLanguage, Tx } from '#platform';
import type { Operator } from './operator.ts';
import { parametersSchema, type PolicyParameters } from './parameters.ts';
import type { PolicyText } from './text/policy-text.ts';
import type { PolicyVersion } from './versions.ts';

const operatorColumns = ['name', 'timeZone', 'currency', 'supportEmail'] as const;

/** False when there is an operator already. */
export const insertOperator = async (
  tx: Tx,
  operator: Operator,
  createdAt: Temporal.Instant,
): Promise<boolean> => {
  const inserted = await tx
    .insertInto('policy.operator')
    .values({ ...operator, createdAt })
    .onConflict((conflict) => conflict.column('onlyRow').doNothing())
    .returning('onlyRow')
    .executeTakeFirst();
  return inserted !== undefined;
};

export const selectOperator = (tx: Tx): Promise<Operator | undefined> =>
  tx.selectFrom('policy.operator').select(operatorColumns).executeTakeFirst();

/** Whoever holds this lock publishes alone. */
export const lockVersions = async (tx: Tx): Promise<void> => {
  await tx.selectFrom('policy.operator').select('onlyRow').forUpdate().execute();
};

const versionColumns = [
  'id',
  'inForceFrom',
  'parameters',
  'createdAt',
  'publishedAt',
  'publishedBy',
] as const;

type VersionRow = Omit<PolicyVersion, 'parameters'> & { readonly parameters: unknown };

// A parameter that is newer than a stored version takes its default.
const toVersion = ({ parameters, ...row }: VersionRow): PolicyVersion => ({
  ...row,
  parameters: parametersSchema.parse(parameters),
});

export const selectVersions = async (tx: Tx): Promise<readonly PolicyVersion[]> => {
  const rows = await tx
    .selectFrom('policy.version')
    .select(versionColumns)
    .orderBy('inForceFrom')
    .orderBy('id')
    .execute();
  return rows.map(toVersion);
};

export const selectVersion = async (tx: Tx, id: number): Promise<PolicyVersion | undefined> => {
  const row = await tx
    .selectFrom('policy.version')
    .select(versionColumns)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toVersion(row);
};

export const selectVersionInForce = async (
  tx: Tx,
  date: Temporal.PlainDate,
): Promise<PolicyVersion | undefined> => {
  const row = await tx
    .selectFrom('policy.version')
    .select(versionColumns)
    .where('publishedAt', 'is not', null)
    .where('inForceFrom', '<=', date)
    .orderBy('inForceFrom', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toVersion(row);
};

/** null: a draft, whose texts are not written yet. */
export const selectTexts = async (tx: Tx, id: number): Promise<InEveryLanguage<PolicyText> | null> => {
  const row = await tx
    .selectFrom('policy.version')
    .select('texts')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.texts as unknown as InEveryLanguage<PolicyText> | null;
};

interface NewDraft {
  readonly inForceFrom: Temporal.PlainDate;
  readonly parameters: PolicyParameters;
}

export const insertDraft = async (
  tx: Tx,
  { inForceFrom, parameters }: NewDraft,
  createdAt: Temporal.Instant,
): Promise<PolicyVersion> =>
  toVersion(
    await tx
      .insertInto('policy.version')
      .values({ inForceFrom, parameters: JSON.stringify(parameters), createdAt })
      .returning(versionColumns)
      .executeTakeFirstOrThrow(),
  );

export const updateDraft = async (
  tx: Tx,
  id: number,
  { inForceFrom, parameters }: NewDraft,
): Promise<PolicyVersion> =>
  toVersion(
    await tx
      .updateTable('policy.version')
      .set({ inForceFrom, parameters: JSON.stringify(parameters) })
      .where('id', '=', id)
      .returning(versionColumns)
      .executeTakeFirstOrThrow(),
  );

export const deleteDraft = async (tx: Tx, id: number): Promise<void> => {
  await tx.deleteFrom('policy.version').where('id', '=', id).execute();
};

export const markPublished = async (
  tx: Tx,
  id: number,
  published: {
    readonly texts: InEveryLanguage<PolicyText>;
    readonly at: Temporal.Instant;
    readonly by: string;
  },
): Promise<PolicyVersion> =>
  toVersion(
    await tx
      .updateTable('policy.version')
      .set({
        texts: JSON.stringify(published.texts),
        publishedAt: published.at,
        publishedBy: published.by,
      })
      .where('id', '=', id)
      .returning(versionColumns)
      .executeTakeFirstOrThrow(),
  );
