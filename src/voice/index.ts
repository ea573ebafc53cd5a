export { voiceChecks } from './checks-store.ts';
export type { CallEdge } from './adapters/edge.ts';
export {
  answerRouteRequest,
  edgeEvent,
  routeAnswer,
  routeRequest,
  takeEdgeEvent,
  type EdgeEvent,
  type RouteAnswer,
  type RouteRequest,
} from './adapters/edge-wire.ts';
export { sandboxEdge } from './adapters/sandbox/edge.ts';
export { placeSandboxCall, type SandboxCallOrder } from './adapters/sandbox/place-call.ts';
export { nextSandboxChange } from './adapters/sandbox/store.ts';
export { longestCallSeconds, type Call, type CallOutcome, type CallTarget } from './calls/call.ts';
export { creditForCalls, type CreditForCalls } from './calls/credit-for-calls.ts';
export { callAtEdge, callOf, listCalls, type CallView } from './calls/read-calls.ts';
export { catchCalls, listener } from './catching/catch-calls.ts';
export {
  invalidTarget,
  noRate,
  notOnService,
  serviceClosed,
  unknownCall,
  ratesRefused,
  type RefusedRates,
} from './errors.ts';
export { forwardNumber, type ForwardOrder } from './forwarding/forward-number.ts';
export {
  defaultChannels,
  defaultRingSeconds,
  planTo,
  type Forwarding,
  type Plan,
  type Target,
} from './forwarding/plan.ts';
export {
  previewForwarding,
  priceOf,
  type ForwardingPreview,
  type PricedTarget,
} from './forwarding/preview-forwarding.ts';
export { forwardingOf, forwardingsOf } from './forwarding/read-forwarding.ts';
export { describePlan, readTarget } from './forwarding/rules.ts';
export { findRate } from './rates/find-rate.ts';
export { importRates, listRateImports, type RateImportOrder } from './rates/import/import-rates.ts';
export type { RateImport } from './rates/import/rate-import.ts';
export { describeRateFault, type RateFault } from './rates/import/rate-fault.ts';
export { forwardedToNumbers } from './forwarding/services.ts';
export type { Rate, RateEntry } from './rates/rate.ts';
export { setRates } from './rates/set-rates.ts';
export {
  changeVoiceSettings,
  defaultSetAsideDays,
  voiceSettingsOf,
  type VoiceSettings,
} from './settings/settings.ts';
export { voiceTasks, type VoiceParts } from './tasks.ts';
export { moveFromService, type Move, type MoveOrder } from './sunsets/move.ts';
export { sunsetReminders } from './sunsets/reminders.ts';
export { forgetForwarding, serviceEnds } from './sunsets/service-ends.ts';
export { tellOfSunset, type AnnouncedSunset } from './sunsets/tell-of-sunset.ts';
