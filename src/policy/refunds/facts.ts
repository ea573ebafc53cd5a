import type { PolicyParameters, ProcessorName } from '../parameters.ts';

/**
 * Where credit comes from. payment: a top-up. registration (R2) and disruption (R3): a charge given back,
 * with the payment it was spent from. promotion and goodwill were given, not paid.
 */
export type CreditOrigin = 'payment' | 'promotion' | 'registration' | 'disruption' | 'goodwill';

/** An unspent part of a lot. A list of parts is in spending order: (turn, part, fromPosition). */
export interface CreditPart {
  readonly origin: CreditOrigin;
  readonly paymentId: string | null;
  readonly amountMicros: bigint;
  readonly turn: bigint;
  readonly part: number;
  readonly fromPosition: bigint;
}

/** What a decision needs to know of a payment that brought credit. */
export interface PaymentFacts {
  readonly id: string;
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  /** What the processor kept; null while it is not known. */
  readonly feeMicros: bigint | null;
  /** Already paid back to the payer, or on its way. */
  readonly paidBackMicros: bigint;
  /**
   * Of `paidBackMicros`, what was R3 credit: nothing is retained on it, so no share of the fee falls to it.
   */
  readonly paidBackFeeFreeMicros: bigint;
  /** Of the fee, what was already retained from the customer. */
  readonly feeRetainedMicros: bigint;
  readonly succeededAt: Temporal.Instant;
  /** What was lost of it in disputes, at the customer's cost; left out: nothing. */
  readonly lostMicros?: bigint;
  /** A dispute is open at the processor. */
  readonly disputed: boolean;
}

/** The version under which is decided, with the parameters that decide. Made by `policyFacts`. */
export interface PolicyFacts {
  readonly versionId: number;
  readonly retainedFees: PolicyParameters['retainedFees'];
  readonly refundableDays: PolicyParameters['refundableDays'];
}

/** What every decision is computed from. */
export interface CommonFacts {
  readonly policy: PolicyFacts;
  readonly currency: string;
  readonly timeZone: string;
  /** The operator's date on which is decided. */
  readonly today: Temporal.PlainDate;
  /** The credit is frozen, because fraud is suspected or was confirmed: F1 refuses whatever is asked. Left out: it is not. */
  readonly frozen?: true | undefined;
}

/** R1: the customer leaves, or takes out a part of the credit. */
export interface CreditFacts extends CommonFacts {
  readonly subject: 'credit';
  readonly destination: RefundDestination;
  /** The credit that is to leave; null: all of it. */
  readonly requestedMicros: bigint | null;
  /** All unspent credit, in spending order, promotional credit included. */
  readonly parts: readonly CreditPart[];
  /** Every payment that `parts` names, in any order. */
  readonly payments: readonly PaymentFacts[];
}

/** N2: a rental fee is asked back. */
export interface RentalFacts extends CommonFacts {
  readonly subject: 'rental';
  readonly e164: string;
  /** The newest period paid for; null when none has started (a registration is awaited). */
  readonly period: PaidPeriod | null;
}

/** [from, until) and what was paid for it. */
export interface PaidPeriod {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly amountMicros: bigint;
}

/** N1: credit that was spent on calls is asked back. */
export interface CallsFacts extends CommonFacts {
  readonly subject: 'calls';
  /** The number whose calls are meant; null: all calls. */
  readonly e164: string | null;
  /** What all calls of the customer have cost. */
  readonly spentMicros: bigint;
}

/** N4: something is asked back for SMS that did not arrive. */
export interface SmsFacts extends CommonFacts {
  readonly subject: 'sms';
  readonly e164: string | null;
}

/** R2: the price of a number whose registration failed, or is given up. */
export interface RegistrationFacts extends CommonFacts {
  readonly subject: 'registration';
  readonly destination: RefundDestination;
  readonly e164: string;
  /**
   * waits: the registration is not over; granting it releases the number. owed: the number is released, its price is not given
   * back yet. given_back: it is credit already. activated: it was approved. not_needed: the number asks for none.
   */
  readonly standing: 'waits' | 'owed' | 'given_back' | 'activated' | 'not_needed';
  readonly cause: 'deadline' | 'rejected' | 'customer';
  /** waits, owed: the credit that the price becomes, in its turns to be. given_back: what is unspent of it. */
  readonly parts: readonly CreditPart[];
  readonly payments: readonly PaymentFacts[];
}

/** A disruption that has ended. */
export interface DisruptionTime {
  readonly id: string;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** An incident as it is known now: corrected, confirmed. */
export interface IncidentFacts {
  readonly id: string;
  /** Counts its corrections. */
  readonly version: number;
  readonly from: Temporal.Instant;
  /** null: it goes on. */
  readonly until: Temporal.Instant | null;
  readonly services: readonly string[];
  readonly fault: 'ours' | 'external';
  /** Confirmed by staff, or recorded by probes. */
  readonly proven: boolean;
  /** The number belongs to its scope. */
  readonly inScope: boolean;
  /** It was paid back with this number already, be it with others that overlap it. */
  readonly isCounted: boolean;
  /** What was already given back for it and this number. */
  readonly givenMicros: bigint;
}

/** Another incident that the customer was compensated for with this number, as it is known now. */
export interface CompensatedIncident extends DisruptionTime {
  readonly givenMicros: bigint;
}

/** Some of a charge, and the credit that it was spent from. */
export interface CreditSource {
  readonly origin: CreditOrigin;
  /** null: promotional credit. */
  readonly paymentId: string | null;
  readonly amountMicros: bigint;
}

/** A paid period, and what is known of the charge. */
export interface ChargedPeriod extends PaidPeriod {
  readonly rentalId: bigint;
  /** Months from the rental's anchor to its start: with the rental, its name. */
  readonly fromMonth: number;
  /** What disruptions have already given back of it. */
  readonly givenMicros: bigint;
  /** What it was spent from, oldest first. */
  readonly paidFrom: readonly CreditSource[];
}

/** R3: a disruption of a number is to be paid back. */
export interface DisruptionFacts extends CommonFacts {
  readonly subject: 'disruption';
  readonly destination: RefundDestination;
  readonly e164: string;
  readonly decidedAt: Temporal.Instant;
  readonly incident: IncidentFacts;
  /** Those that count: ours, proven, ended. */
  readonly compensated: readonly CompensatedIncident[];
  /** When the number was active: neither before its activation nor in quarantine. null: it still is. */
  readonly active: readonly { readonly from: Temporal.Instant; readonly until: Temporal.Instant | null }[];
  /** What was paid for the number around the incident; when that has nothing left to give back, all that was paid for it. */
  readonly periods: readonly ChargedPeriod[];
  /** Every payment that `periods` name, in any order. */
  readonly payments: readonly PaymentFacts[];
  /** What the customer owes: credit that arrives pays it first. */
  readonly debtMicros: bigint;
  /** The turn that credit would have which arrived now. */
  readonly turn: bigint;
}

/** The facts of each kind of request. A later subject is one more line. */
export interface FactsBySubject {
  readonly credit: CreditFacts;
  readonly rental: RentalFacts;
  readonly registration: RegistrationFacts;
  readonly calls: CallsFacts;
  readonly sms: SmsFacts;
  readonly disruption: DisruptionFacts;
}

export type RefundSubject = keyof FactsBySubject;
/** Everything that can be asked back; only for some of it something is given. */
export const refundSubjects = [
  'credit',
  'rental',
  'registration',
  'calls',
  'sms',
  'disruption',
] as const satisfies readonly RefundSubject[];
/** Everything that a decision is computed from. */
export type RefundFacts = FactsBySubject[RefundSubject];

/** payments: in money, to where it came from. credit: into the wallet. */
export type RefundDestination = 'payments' | 'credit';

/**
 * What decisions take from a policy version.
 * @source POLICY.md §4
 */
export const policyFacts = (version: {
  readonly id: number;
  readonly parameters: PolicyParameters;
}): PolicyFacts => ({
  versionId: version.id,
  retainedFees: version.parameters.retainedFees,
  refundableDays: version.parameters.refundableDays,
});
