export type { Operator } from './operator.ts';
export { today, type Context } from './context.ts';
export { createOperator, hasOperator, loadOperator } from './create-operator.ts';
export {
  announcedTooLate,
  dateTaken,
  invalidOperator,
  invalidParameters,
  noneInForce,
  noOperator,
  operatorExists,
  previewUnderWay,
  unknownPreview,
  unknownVersion,
  versionPublished,
} from './errors.ts';
export { previewStates, type Preview, type PreviewState, type StoryText } from './previews/preview.ts';
export {
  failPreview,
  finishPreview,
  notePreviewProgress,
  previewById,
  previewsOf,
  requestPreview,
} from './previews/request-preview.ts';
export { changesBetween, type PolicyChange } from './text/changes.ts';

export {
  defaultParameters,
  parametersSchema,
  processorNames,
  type PolicyParameters,
  type PolicyParametersInput,
  type ProcessorName,
} from './parameters.ts';
export type { PolicyVersion } from './versions.ts';
export {
  discardVersion,
  draftVersion,
  readParameters,
  redraftVersion,
  type VersionOrder,
} from './draft-version.ts';
export { changesOfVersion, type VersionChanges } from './changes-of-version.ts';
export { publishFirstVersion, publishVersion } from './publish-version.ts';
export { listVersions, versionById, versionInForce, versionTexts } from './read-versions.ts';
export {
  policyText,
  policyTexts,
  type ClauseText,
  type PolicySection,
  type PolicyText,
} from './text/policy-text.ts';
export { renderPolicy } from './text/render-policy.ts';
export { clauseIds, type ClauseId } from './clauses/clause.ts';

export {
  forSaleAgainOn,
  periodEnd,
  periodsToPass,
  quarantineReminders,
  renewalReminders,
  restorableUntil,
  sunsetReminder,
  sunsetReminderDays,
  type ReminderWindow,
} from './calendar.ts';

export {
  policyFacts,
  refundSubjects,
  type CallsFacts,
  type CommonFacts,
  type ChargedPeriod,
  type CompensatedIncident,
  type CreditFacts,
  type CreditOrigin,
  type CreditPart,
  type DisruptionFacts,
  type IncidentFacts,
  type PaidPeriod,
  type PaymentFacts,
  type PolicyFacts,
  type RefundDestination,
  type RegistrationFacts,
  type RefundFacts,
  type RefundSubject,
  type RentalFacts,
  type SmsFacts,
} from './refunds/facts.ts';
export type { Decision, DecisionLine, Outcome, Payout } from './refunds/decision.ts';
export { compensate, type Compensation } from './clauses/r3-compensation.ts';
export { decideRefund, refundable } from './refunds/decide-refund.ts';
export {
  decisionDocumentSchema,
  decisionJson,
  readDecision,
  toDocument,
  type DecisionDocument,
} from './refunds/document.ts';
export { explainDecision, type ExplainedLine, type Explanation } from './refunds/explain-decision.ts';
