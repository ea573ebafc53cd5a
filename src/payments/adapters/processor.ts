import { Outage } from '#platform';
import type { ProcessorName } from '#policy';
import type { AutomaticInstructions, SandboxInstructions } from './sandbox/instructions.ts';

/**
 * What is asked of the payer. `key` is the payment's id: the processor's idempotency key, and kept in its
 * object for us to find it by.
 */
export interface PaymentOrder {
  readonly key: string;
  readonly amountMicros: bigint;
  readonly currency: string;
  /** The processor's name of a saved method that pays it now, without the payer; null: the payer pays. */
  readonly method: string | null;
  /** The payer is asked to let us keep the method, for payments without them. */
  readonly savesMethod: boolean;
  /** What a sandbox does with it; a real processor ignores it. */
  readonly sandbox: SandboxInstructions | null;
}

/** A payment as its processor sees it now. */
export interface ProcessorPayment {
  /** null when the processor refused the order and keeps no object of it. */
  readonly reference: string | null;
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly amountMicros: bigint;
  readonly currency: string;
  /** null while the processor has not said what it keeps. */
  readonly feeMicros: bigint | null;
  readonly succeededAt: Temporal.Instant | null;
  /** Where the payer pays, when there is a page for it. */
  readonly payUrl: string | null;
  /** The processor's name of the method that the payer let us keep with it; null when none was, or not yet. */
  readonly method: string | null;
  /** Why it failed, in the processor's words; `payerWanted` where it may succeed with the payer there. */
  readonly failure: string | null;
}

/** The payer's bank wants to see the payer: what failed without them is asked for once more, with them. */
export const payerWanted = 'authentication_required';

/** What a payer's bank is told: so much, with this reference, on the anchor's day of each month. */
export interface StandingOrderPlan {
  /** Our id of the method. */
  readonly key: string;
  readonly reference: string;
  readonly amountMicros: bigint;
  readonly currency: string;
  readonly anchor: Temporal.PlainDate;
  readonly timeZone: string;
  /** How a sandbox payer keeps to it; a real one does as they like. */
  readonly sandbox: AutomaticInstructions | null;
}

/** A saved method as its processor sees it now. */
export interface ProcessorMethod {
  readonly state: 'live' | 'ended';
  /** How its owner recognises it, such as "visa •••• 4242"; null where the processor does not say. */
  readonly label: string | null;
  /** Payments that came by it without being asked for: those of a standing order. */
  readonly arrivals: readonly ProcessorPayment[];
}

/** Money that goes back to the payer of one payment. `key` is the payout's id. */
export interface RefundOrder {
  readonly key: string;
  readonly paymentReference: string;
  readonly amountMicros: bigint;
  readonly currency: string;
}

/**
 * A refund as its processor sees it now. too_late: the processor no longer gives back this payment; it has to
 * be paid by hand.
 */
export interface ProcessorRefund {
  /** null when the processor refused the order and keeps no object of it. */
  readonly reference: string | null;
  readonly state: 'pending' | 'succeeded' | 'failed' | 'too_late';
  readonly amountMicros: bigint;
  readonly failure: string | null;
}

/** A payment that its payer takes back, as its processor sees it now. */
export interface ProcessorDispute {
  readonly reference: string;
  /** The disputed payment: our key as the processor kept it, the processor's own reference, or both. */
  readonly paymentKey: string | null;
  readonly paymentReference: string | null;
  readonly state: 'open' | 'won' | 'lost';
  /** What the payer wants back; once it is lost, what the processor took. */
  readonly amountMicros: bigint;
  /** What the processor charges us for the case. */
  readonly feeMicros: bigint;
  readonly reason: string | null;
  readonly openedAt: Temporal.Instant | null;
}

export interface PaymentLookup {
  readonly key: string;
  readonly reference: string | null;
}

export interface RefundLookup extends PaymentLookup {
  readonly paymentReference: string;
}

/** A webhook as it came over the wire. Header names are in lower case. */
export interface IncomingMessage {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What an event speaks of: the processor's reference, our key, or both. */
export interface EventSubject {
  readonly kind: 'payment' | 'refund' | 'dispute' | 'method';
  readonly reference: string | null;
  readonly key: string | null;
}

/**
 * A company that takes and gives back money for us. Every method but subjectsOf is a call over the network,
 * never made inside a transaction. Each throws an Outage when it cannot be reached, or when no answer came:
 * then the outcome of an order is unknown, and it is asked for by its key before it is ordered again. An
 * order repeated under the same key has no second effect.
 */
export interface Processor {
  readonly name: ProcessorName;
  createPayment(order: PaymentOrder): Promise<ProcessorPayment>;
  /** null: the processor has never heard of it. */
  fetchPayment(lookup: PaymentLookup): Promise<ProcessorPayment | null>;
  refundPayment(order: RefundOrder): Promise<ProcessorRefund>;
  /** null: the processor has never heard of it. */
  fetchRefund(lookup: RefundLookup): Promise<ProcessorRefund | null>;
  /** A standing order was agreed upon with its payer. A real bank hears of it from the payer alone. */
  expectStandingOrder(plan: StandingOrderPlan): Promise<void>;
  /** null: the processor does not know it, or no longer. */
  fetchMethod(lookup: { readonly reference: string }): Promise<ProcessorMethod | null>;
  /** We no longer use it. Ended before, or unknown: nothing happens. */
  endMethod(lookup: { readonly reference: string }): Promise<void>;
  /** null: the processor has never heard of it. */
  fetchDispute(lookup: { readonly reference: string }): Promise<ProcessorDispute | null>;
  /** @refuses payments.event_not_genuine when the processor did not send it. */
  verifyEvent(message: IncomingMessage): Promise<{ readonly id: string; readonly body: unknown }>;
  /** Pure. Empty when the event is about something that we do not follow. */
  subjectsOf(body: unknown): readonly EventSubject[];
}

export type Processors = Readonly<Record<ProcessorName, Processor>>;

/**
 * The processor of this name. One that is not set up is as good as out of reach: what is asked of it is tried
 * again, and staff are told.
 */
export const processorOf = (processors: Partial<Processors>, name: ProcessorName): Processor => {
  const processor = processors[name];
  if (!processor) throw new Outage(name, 'the processor is not set up', { retryable: true });
  return processor;
};
