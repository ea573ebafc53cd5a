export { correctIncident, type Correction } from './correct-incident.ts';
export { correctedMeanwhile, endsTooEarly, titleMissing, unknownIncident } from './errors.ts';
export { services, type Incident, type IncidentKnowledge, type Scope, type Service } from './incident.ts';
export { openIncident, type IncidentOrder } from './open-incident.ts';
export {
  affectedBy,
  cityScope,
  concerns,
  countAffectedBy,
  incidentById,
  incidentsByIds,
  incidentVersions,
  listIncidents,
} from './read.ts';
