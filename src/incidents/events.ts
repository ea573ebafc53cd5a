import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import type { Incident } from './incident.ts';

/** What becomes known of incidents, for those who react. */
export type IncidentEventKind =
  | 'incidents.opened'
  | 'incidents.corrected'
  /** What the public list says of it is new. */
  | 'incidents.published'
  /** It is no longer on the public list. */
  | 'incidents.withdrawn';

/** Records that an incident is known as it is now. `before`: as it was known; null: it was not. */
export const recordKnowledge = async (
  tx: Tx,
  context: Context,
  before: Incident | null,
  now: Incident,
): Promise<void> => {
  const record = (kind: IncidentEventKind, payload: Payload) =>
    recordEvents(tx, context.clock, kind, [payload]);
  const forStaff = { ...common(now), ...staffOnly(now) };
  await record(before === null ? 'incidents.opened' : 'incidents.corrected', forStaff);
  if (now.isPublished && publicText(before) !== publicText(now))
    await record('incidents.published', publicly(now));
  if (before?.isPublished === true && !now.isPublished)
    await record('incidents.withdrawn', { incidentId: now.id, version: now.version });
};

type Payload = Readonly<Record<string, unknown>>;

const common = (incident: Incident) => ({
  incidentId: incident.id,
  version: incident.version,
  from: incident.from.toString(),
  until: incident.until?.toString() ?? null,
  services: incident.services,
  fault: incident.fault,
});

const staffOnly = ({ scope, provenBy, isPublished, reason, by }: Incident) => ({
  scope,
  provenBy,
  published: isPublished,
  reason,
  by,
});

/** Neither suppliers nor the numbers of others are named. */
const publicly = (incident: Incident) => ({
  ...common(incident),
  proven: incident.provenBy !== null,
  country: 'country' in incident.scope ? incident.scope.country : null,
  cities: 'cities' in incident.scope ? incident.scope.cities : [],
  title: incident.title,
  note: incident.note,
});

/** What the public list says; a correction of anything else is no news. */
const publicText = (incident: Incident | null): string | null =>
  incident?.isPublished === true ? JSON.stringify({ ...publicly(incident), version: 0 }) : null;
