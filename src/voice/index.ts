export { invalidTarget, noRate } from './errors.ts';
export { forwardNumber, type ForwardOrder } from './forwarding/forward-number.ts';
export {
  defaultChannels,
  defaultRingSeconds,
  planTo,
  type Forwarding,
  type Plan,
  type Target,
} from './forwarding/plan.ts';
export { forwardingOf, forwardingsOf } from './forwarding/read-forwarding.ts';
export { describePlan, readTarget } from './forwarding/rules.ts';
export { endForwardingsTo, numbersForwardingTo } from './forwarding/services.ts';
export type { Rate, RateEntry } from './rates/rate.ts';
export { setRates } from './rates/set-rates.ts';
