export type {
  EventSubject,
  IncomingMessage,
  PaymentLookup,
  PaymentOrder,
  Processor,
  ProcessorPayment,
  ProcessorRefund,
  Processors,
  RefundLookup,
  RefundOrder,
} from './adapters/processor.ts';
export type { SandboxProcessors } from './adapters/sandbox/engine.ts';
export { defaultFees, type FeeSchedule, type FeeSchedules } from './adapters/sandbox/fees.ts';
export { cancelSandboxMethod, playSandboxDispute, sandboxProcessors } from './adapters/sandbox/index.ts';
export {
  automaticInstructions,
  sandboxInstructions,
  type AutomaticInstructions,
  type SandboxInstructions,
} from './adapters/sandbox/instructions.ts';
export type { AutomaticPayment, AutomaticTopUp } from './automatic/automatic-payment.ts';
export { cancelAutomaticPayment } from './automatic/cancel-automatic-payment.ts';
export {
  automaticPaymentById,
  automaticPaymentsOf,
  newestPaymentOf,
} from './automatic/read-automatic-payments.ts';
export {
  endAllPaying,
  forgetMethod,
  savedMethodsOf,
  type MethodFilter,
  type OwnMethod,
} from './automatic/saved-methods.ts';
export { startAutomaticPayment, type AutomaticPaymentOrder } from './automatic/start-automatic-payment.ts';
export {
  automaticTopUpOf,
  removeAutomaticTopUp,
  setAutomaticTopUp,
  type TopUpSettings,
} from './automatic/top-up-below.ts';
export { checkPayments, paymentChecks } from './checks.ts';
export {
  amountNotPayable,
  automaticTopUpImpossible,
  noAutomaticTopUp,
  noSavedMethod,
  unknownAutomaticPayment,
  bankDetailsMissing,
  eventNotGenuine,
  invalidBankDetails,
  paymentKeyReused,
  payoutNotByHand,
  unknownDispute,
  unknownMethod,
  unknownPayment,
  unknownPayout,
} from './errors.ts';
export { creditOf, creditPartsOf, type Credit } from './disputes/credit-of.ts';
export type { Dispute } from './disputes/dispute.ts';
export { disputeById, disputesOf } from './disputes/read-disputes.ts';
export { holdDisputedCredit } from './disputes/record-dispute.ts';
export {
  failManualPayout,
  giveBankDetails,
  settleManualPayout,
  type BankDetailsGiven,
} from './manual-payouts.ts';
export { orderPayouts, type PayoutOrder, type PayoutsOrder } from './order-payouts.ts';
export type { BankDetails, Payment, PaymentState, Payout, PayoutPart, PayoutState } from './payment.ts';
export { promoteCustomer, type Promotion } from './promote-customer.ts';
export { paymentById, paymentFacts, paymentsOf, payoutById, payoutsOf, payoutsOfRefunds } from './read.ts';
export { receiveEvent } from './receive-event.ts';
export { wasDeclined } from './rules.ts';
export { paymentTasks, settlePayments } from './tasks.ts';
export { topUp, type TopUp } from './top-up.ts';
