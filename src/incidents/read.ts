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
import { forwardedToNumbers } from '#voice';
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

/**
 * Whether a number was affected while it was active: it belongs to the scope, and where only the forwarding to the telephone network was
 * disrupted, it was one of those that use it.
 */
export const concerns = async (
  tx: Tx,
  context: Context,
  incident: Incident,
  { customerId, e164 }: { readonly customerId: string; readonly e164: string },
): Promise<boolean> => {
  if ((await numbersMeant(tx, incident.scope, [e164])).length === 0) return false;
  if (!isOfForwardingAlone(incident)) return true;
  const scope = { numbers: [e164] };
  const page = await affectedBy(tx, context, { ...incident, scope }, { limit: mostRentals, customerId });
  return page.items.length > 0;
};

/** More often than this nobody has held one number. */
const mostRentals = 100;

const isOfForwardingAlone = ({ services }: Incident): boolean =>
  services.includes('forwarding') && !services.includes('voice');

/**
 * Who was affected, computed: rentals whose number belongs to the scope and was active at some moment of the incident; where only the
 * forwarding to the telephone network was disrupted, those that used it then. Through now while the incident goes on. A page may have fewer
 * than its limit.
 * @refuses pages.invalid_cursor
 */
export const affectedBy = async (
  tx: Tx,
  context: Context,
  incident: Incident,
  { customerId, ...request }: PageRequest & { readonly customerId?: string | undefined },
): Promise<Page<ActiveRental>> => {
  const time = timeOf(context, incident);
  const page = await rentalsActiveDuring(tx, { ...time, meant: incident.scope, customerId }, request);
  if (!isOfForwardingAlone(incident)) return page;
  const ids = page.items.map(({ rentalId }) => rentalId);
  const forwarded = await forwardedToNumbers(tx, ids, time);
  return { ...page, items: page.items.filter(({ rentalId }) => forwarded.has(rentalId)) };
};

/** How many numbers and customers were affected. */
export const countAffectedBy = async (tx: Tx, context: Context, incident: Incident): Promise<ActiveCount> => {
  if (!isOfForwardingAlone(incident))
    return countRentalsActiveDuring(tx, { ...timeOf(context, incident), meant: incident.scope });
  const numbers = new Set<string>();
  const customers = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await affectedBy(tx, context, incident, { limit: countedAtOnce, cursor });
    for (const { e164, customerId } of page.items) {
      numbers.add(e164);
      customers.add(customerId);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { numbers: numbers.size, customers: customers.size };
};

const countedAtOnce = 5_000;

const timeOf = (context: Context, { from, until }: Incident) => ({
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
