export { checkRefunds, refundChecks } from './checks.ts';
export {
  compensatePassedOver,
  compensationById,
  compensations,
  listCompensations,
  startCompensation,
} from './compensate-affected.ts';
export type { CompensationRun } from './compensation-store.ts';
export { refundable } from './decide.ts';
export { askAgain } from './ask-again.ts';
export { decideWaitingRefund, refuseWaitingRefund } from './decide-waiting.ts';
export {
  amountNotPositive,
  amountTooHigh,
  incidentMissing,
  notCompensated,
  numberMissing,
  oneIsWaiting,
  refundKeyReused,
  unknownRefund,
  unknownRun,
} from './errors.ts';
export { quoteRefund } from './quote-refund.ts';
export { explainRefund, listRefunds, refundById } from './read.ts';
export type { Refund, RefundRequest } from './refund.ts';
export { giveForfeitedPricesBack, registrationReleases } from './release-registrations.ts';
export { requestRefund, type RefundOrder, type RequestedRefund } from './request-refund.ts';
