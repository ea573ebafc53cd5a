import type { Database, Tx } from '#platform';
import type { Sunset } from '../sunset.ts';

const columns = [
  'service',
  'revision',
  'closedFrom',
  'lastDay',
  'announcementEn',
  'announcementEs',
  'announcementIt',
  'insteadEn',
  'insteadEs',
  'insteadIt',
  'announcedAt',
  'announcedBy',
] as const;

const rows = (db: Database) => db.selectFrom('suppliers.sunset').select(columns);
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

const toSunset = (row: Row): Sunset => ({
  service: row.service,
  revision: row.revision,
  closedFrom: row.closedFrom,
  lastDay: row.lastDay,
  announcement: { en: row.announcementEn, es: row.announcementEs, it: row.announcementIt },
  instead: { en: row.insteadEn, es: row.insteadEs, it: row.insteadIt },
  announcedAt: row.announcedAt,
  announcedBy: row.announcedBy,
});

/** The newest revision of every sunset, by service. */
export const selectSunsets = async (db: Database): Promise<readonly Sunset[]> =>
  (await rows(db).distinctOn('service').orderBy('service').orderBy('revision', 'desc').execute()).map(
    toSunset,
  );

/** The newest revision. */
export const selectSunset = async (tx: Tx, service: string): Promise<Sunset | undefined> => {
  const row = await rows(tx)
    .where('service', '=', service)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toSunset(row);
};

/** All that was ever announced of it, first to last. */
export const selectRevisions = async (tx: Tx, service: string): Promise<readonly Sunset[]> =>
  (await rows(tx).where('service', '=', service).orderBy('revision').execute()).map(toSunset);

export const insertSunset = async (tx: Tx, sunset: Sunset): Promise<void> => {
  const { announcement, instead, ...rest } = sunset;
  await tx
    .insertInto('suppliers.sunset')
    .values({
      ...rest,
      announcementEn: announcement.en,
      announcementEs: announcement.es,
      announcementIt: announcement.it,
      insteadEn: instead.en,
      insteadEs: instead.es,
      insteadIt: instead.it,
    })
    .execute();
};
