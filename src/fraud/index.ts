export { appeal, rejectAppeal, upholdAppeal, type AppealAnswer, type AppealOrder } from './appeal.ts';
export {
  caseStates,
  type Appeal,
  type AppealState,
  type CaseState,
  type Evidence,
  type FraudCase,
} from './case.ts';
export { checkFraud, fraudChecks } from './checks.ts';
export { confirmCase, includeActivated, type Confirmation } from './confirm-case.ts';
export { dismissCase, type Dismissal } from './dismiss-case.ts';
export {
  caseOpen,
  noAppeal,
  notEndorsed,
  nothingToAppeal,
  secondMemberNeeded,
  unknownCase,
  wrongState,
} from './errors.ts';
export { explainFreeze } from './explain-freeze.ts';
export { forfeitWhatArrived } from './forfeit.ts';
export { endorseCase, giveEvidence, type GivenEvidence } from './give-evidence.ts';
export { forgetting, observe, setThreshold, thresholds, type Observation } from './observe.ts';
export { proposeCase, type Proposal } from './propose-case.ts';
export { caseById, freezeOf, listCases, openCaseOf, type CaseFile, type Freeze } from './read-cases.ts';
export {
  explainFinding,
  signalNames,
  signalsOfCall,
  type Finding,
  type SignalName,
  type Threshold,
} from './signals.ts';
