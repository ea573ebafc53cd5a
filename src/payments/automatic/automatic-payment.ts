import type { ProcessorName } from '#policy';
import type { AutomaticInstructions } from '../adapters/sandbox/instructions.ts';

/** active → ended, for good. A payment that still arrives after that is credit. */
export type AutomaticState = 'active' | 'ended';

/**
 * customer: cancelled here. payer: cancelled at the processor. failed: asked for in vain. stopped: a standing
 * order that no longer arrives.
 */
export type AutomaticEnd = 'customer' | 'payer' | 'failed' | 'stopped';

/** A monthly payment into the credit. Amounts in micro-units. */
export interface AutomaticPayment {
  readonly id: string;
  /** Counts automatic payments in the order in which they were started. */
  readonly no: bigint;
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly amountMicros: bigint;
  readonly currency: string;
  /** The date of the first payment: all others are counted from it. */
  readonly anchor: Temporal.PlainDate;
  readonly state: AutomaticState;
  readonly endedBy: AutomaticEnd | null;
  readonly methodId: string;
  /** The month after the anchor for which the payer was last asked. */
  readonly month: number;
  /** How often that month was tried again. */
  readonly attempt: number;
  /** When the payer is asked next; of a standing order, when it is missed; null once it has ended. */
  readonly nextAt: Temporal.Instant | null;
  /** What the payer's bank is to be told, where the payer orders the payments there. */
  readonly creditorReference: string | null;
  /** The processor's name of the method; null while there is none. */
  readonly methodReference: string | null;
  readonly sandbox: AutomaticInstructions | null;
  readonly createdAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
}

/** What the payer's bank was told to send on the anchor's day of each month. */
export interface StandingOrder {
  readonly amountMicros: bigint;
  readonly currency: string;
  readonly anchor: Temporal.PlainDate;
  readonly timeZone: string;
}

/** A way to pay that may be used without the payer. live → ended. */
export interface SavedMethod {
  readonly id: string;
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly reference: string;
  readonly state: 'live' | 'ended';
  readonly standingOrder: StandingOrder | null;
  readonly sandbox: AutomaticInstructions | null;
}

/** Credit that fell below a threshold is topped up by itself. Amounts in micro-units. */
export interface AutomaticTopUp {
  readonly customerId: string;
  readonly processor: ProcessorName;
  readonly methodId: string;
  readonly belowMicros: bigint;
  readonly amountMicros: bigint;
  readonly mostAMonthMicros: bigint;
  /** Off: it failed again and again, or the method ended. */
  readonly isOn: boolean;
  readonly failures: number;
  readonly restsUntil: Temporal.Instant;
}
