import type { Tx } from '#platform';
import type { Context } from '#policy';
import { correctedMeanwhile, unknownIncident } from './errors.ts';
import { recordKnowledge } from './events.ts';
import type { Incident, IncidentKnowledge } from './incident.ts';
import { refuseImpossible } from './rules.ts';
import { insertVersion, lockIncident, selectIncident } from './store.ts';

export interface Correction {
  readonly incidentId: string;
  /** What is known better now; what is left out stays. */
  readonly known: Partial<IncidentKnowledge>;
  /** For staff. */
  readonly reason: string;
  /** The version that was looked at; left out: whatever is there. */
  readonly version?: number | undefined;
}

/**
 * Corrects what is known of an incident: its end, its times, its scope, that it is proven, what is published. What was known before is
 * kept. Nothing is paid by it: whoever asks next, or the next run for all, gets the difference.
 * @refuses incidents.unknown, incidents.corrected_meanwhile, incidents.ends_too_early, incidents.title_missing
 * @source POLICY.md R3
 */
export const correctIncident = async (
  tx: Tx,
  context: Context,
  correction: Correction,
): Promise<Incident> => {
  const { incidentId, known, reason, version } = correction;
  await lockIncident(tx, incidentId);
  const incident = await selectIncident(tx, incidentId);
  if (!incident) throw unknownIncident({ incidentId });
  if (version !== undefined && version !== incident.version)
    throw correctedMeanwhile({ incidentId, version: incident.version });
  const better = { ...incident, ...known };
  refuseImpossible(better);
  await insertVersion(tx, {
    ...better,
    incidentId,
    version: incident.version + 1,
    reason,
    at: context.clock.now(),
    by: context.actor,
  });
  const corrected = (await selectIncident(tx, incidentId))!;
  await recordKnowledge(tx, context, incident, corrected);
  return corrected;
};
