import {
  countRentalsActiveDuring,
  findCities,
  numbersMeant,
  rentalsActiveDuring,
  type ActiveCount,
  type ActiveRental,
} from '#numbers';
import { numberCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import type { Context } from '#policy';
import { unknownIncident } from './errors.ts';
import type { Incident, Scope } from './incident.ts';
import { selectIncident, selectIncidents, selectIncidentsById, selectVersions } from './store.ts';

/** Incidents as they are known now, newest first; a page at a time. @refuses pages.invalid_cursor */
export const listIncidents = async (
  tx: Tx,
  filter: { readonly isPublished?: boolean | undefined; readonly isProven?: boolean | undefined },
  { cursor, limit }: PageRequest,
): Promise<Page<Incident>> => {
  const rows = await selectIncidents(tx, filter, { before: numberCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ no }) => String(no));
};

/** One incident as it is known now. @refuses incidents.unknown */
export const incidentById = async (tx: Tx, incidentId: string): Promise<Incident> => {
  const incident = await selectIncident(tx, incidentId);
  if (!incident) throw unknownIncident({ incidentId });
  return incident;
};

/** Those of these incidents that there are, as they are known now. */
export const incidentsByIds = (tx: Tx, ids: readonly string[]): Promise<readonly Incident[]> =>
  selectIncidentsById(tx, ids);

/** All that was known of an incident, oldest first. @refuses incidents.unknown */
export const incidentVersions = async (tx: Tx, incidentId: string): Promise<readonly Incident[]> => {
  const versions = await selectVersions(tx, incidentId);
  if (versions.length === 0) throw unknownIncident({ incidentId });
  return versions;
};

/** Whether a number belongs to the scope. */
export const concerns = async (tx: Tx, { scope }: Incident, e164: string): Promise<boolean> =>
  (await numbersMeant(tx, scope, [e164])).length > 0;

/**
 * Who was affected, computed: rentals whose number belongs to the scope and was active at some moment of the incident; through now while
 * it goes on.
 * @refuses pages.invalid_cursor
 */
export const affectedBy = (
  tx: Tx,
  context: Context,
  incident: Incident,
  page: PageRequest & { readonly customerId?: string | undefined },
): Promise<Page<ActiveRental>> =>
  rentalsActiveDuring(tx, { ...timeOf(context, incident), customerId: page.customerId }, page);

/** How many numbers and customers were affected. */
export const countAffectedBy = (tx: Tx, context: Context, incident: Incident): Promise<ActiveCount> =>
  countRentalsActiveDuring(tx, timeOf(context, incident));

const timeOf = (context: Context, { scope, from, until }: Incident) => ({
  meant: scope,
  from,
  until: until ?? context.clock.now(),
});

/**
 * The scope of a city, by its slug or its name in any language; a name that several cities share means all of them.
 * @refuses numbers.unknown_country, numbers.unknown_city
 */
export const cityScope = async (tx: Tx, city: string, country?: string): Promise<Scope> => ({
  cities: await findCities(tx, city, country),
});
