import type { Database, Tx } from '#platform';
import { noSunset } from './errors.ts';
import { selectRevisions, selectSunsets } from './store/sunsets.ts';
import type { Sunset } from './sunset.ts';

/** The end of every service that has one announced, as it stands after corrections; by service. */
export const listSunsets = (db: Database): Promise<readonly Sunset[]> => selectSunsets(db);

/** All that was announced about the end of a service, first to last: the last one counts. @refuses suppliers.no_sunset */
export const sunsetRevisions = async (tx: Tx, service: string): Promise<readonly Sunset[]> => {
  const revisions = await selectRevisions(tx, service);
  if (revisions.length === 0) throw noSunset({ service });
  return revisions;
};

/** The end of a service, as it stands after corrections. @refuses suppliers.no_sunset */
export const sunsetOf = async (tx: Tx, service: string): Promise<Sunset> =>
  (await sunsetRevisions(tx, service)).at(-1)!;
