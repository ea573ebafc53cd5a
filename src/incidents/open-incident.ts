import { newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { recordKnowledge } from './events.ts';
import type { Incident, IncidentKnowledge } from './incident.ts';
import { noText, refuseImpossible } from './rules.ts';
import { insertIncident, insertVersion, selectIncident } from './store.ts';

export type IncidentOrder = Pick<IncidentKnowledge, 'from' | 'services' | 'scope' | 'fault'> &
  Partial<IncidentKnowledge>;

/**
 * Opens an incident: what was disrupted, since when, for which numbers, and whose fault it is. It may be over already, or still to come.
 * @refuses incidents.ends_too_early, incidents.title_missing
 * @source POLICY.md R3, N3
 */
export const openIncident = async (tx: Tx, context: Context, order: IncidentOrder): Promise<Incident> => {
  const knowledge: IncidentKnowledge = {
    until: null,
    provenBy: null,
    isPublished: false,
    title: noText,
    note: noText,
    ...order,
  };
  refuseImpossible(knowledge);
  const id = newId(context.clock);
  const at = context.clock.now();
  const by = context.actor;
  await insertIncident(tx, { id, at, by });
  await insertVersion(tx, { ...knowledge, incidentId: id, version: 1, reason: 'opened', at, by });
  const opened = (await selectIncident(tx, id))!;
  await recordKnowledge(tx, context, null, opened);
  return opened;
};
