export { activateRegistered, type ActivationOrder } from './activate-registered.ts';
export { announcePrice, type PriceOrder } from './announce-price.ts';
export { buy, type PurchaseOrder, type Wanted } from './buy.ts';
export {
  dismissed,
  notAvailable,
  notQuarantined,
  notYours,
  quarantined,
  registering,
  unknownNumber,
} from './errors.ts';
export type { NumberEvent, NumberEventKind } from './events.ts';
export {
  heldBy,
  historyOf,
  newestPeriodOf,
  numberStatus,
  purchaseOf,
  rentalOf,
  rentalsOf,
  statesOf,
  type NumberStatus,
  type RentalView,
  type StartedPeriod,
} from './find-rentals.ts';
export { lockHeld, type HeldNumber } from './held.ts';
export {
  countRentalsActiveDuring,
  heldTimes,
  numbersMeant,
  paidTimesOf,
  rentalsActiveDuring,
  type ActiveCount,
  type ActiveRental,
  type ActiveTime,
  type HeldTimes,
  type NumbersMeant,
  type PaidTime,
} from './held-times.ts';
export { payAhead, type PayAheadOrder } from './pay-ahead.ts';
export type { PaidOrder } from './paid-order.ts';
export { changePeriod, prioritise, resumeRenewal, stopRenewal } from './renewal-wishes.ts';
export {
  periodLengths,
  type PeriodMonths,
  type PriceChange,
  type Rental,
  type RentalState,
} from './rental.ts';
export { renewalsDue } from './renewals-due.ts';
export { releaseRegistering, type ReleaseOrder } from './release-registering.ts';
export { restore, type RestoreOrder } from './restore.ts';
export { noteCreditArrived } from './restores.ts';
export { lapseNumbers, resumeNumbers, suspendNumbers } from './suspend.ts';
export type { Purchase } from './store/registrations.ts';
export type { HistoryEntry } from './store/history.ts';
export { periodsOfJournals, renewedIn, type RentalPeriod } from './store/periods.ts';
