// What a sandbox processor knows of its own objects, in no company's words. Amounts and instants are text:
// this is kept as JSON.
import type { ProcessorName } from '#policy';
import type { ProcessorDispute, ProcessorMethod, ProcessorPayment, ProcessorRefund } from '../processor.ts';
import type { AutomaticInstructions, SandboxInstructions } from './instructions.ts';

/** A step that an object takes by itself, at an instant. */
export interface Step<Name extends string> {
  readonly at: string;
  readonly step: Name;
}

export interface SandboxPayment {
  readonly reference: string;
  /** The reference of the capture or intent that belongs to it. */
  readonly part: string;
  readonly key: string;
  readonly amountMicros: string;
  readonly currency: string;
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly feeMicros: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly succeededAt: string | null;
  readonly instructions: SandboxInstructions;
  /** The saved method that pays it, or the standing order that sent it. */
  readonly paidWith?: string;
  /** The method that is saved with it once it has succeeded. */
  readonly saves?: string;
  readonly plan: readonly Step<'succeed' | 'fail' | 'tell_fee'>[];
}

export interface SandboxRefund {
  readonly reference: string;
  readonly part: string;
  readonly key: string;
  readonly paymentReference: string;
  readonly amountMicros: string;
  readonly currency: string;
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly createdAt: string;
  readonly changedAt: string;
  readonly plan: readonly Step<'succeed' | 'fail'>[];
}

/** A way to pay that we may use without the payer; or, at a bank, a payer's standing order. */
export interface SandboxMethod {
  readonly reference: string;
  readonly state: 'live' | 'ended';
  readonly standingOrder: {
    readonly key: string;
    readonly amountMicros: string;
    readonly currency: string;
    readonly anchor: string;
    readonly timeZone: string;
    readonly instructions: AutomaticInstructions;
    /** How many months have come. */
    readonly months: number;
    /** null: the payer pays on; otherwise how many still come. */
    readonly left: number | null;
  } | null;
  readonly plan: readonly Step<'send'>[];
}

/** A payment that its payer takes back. It is decided by whoever plays the processor, not by time. */
export interface SandboxDispute {
  readonly reference: string;
  readonly part: string;
  readonly paymentReference: string;
  readonly amountMicros: string;
  /** What the processor charges for the case. */
  readonly feeMicros: string;
  readonly state: 'open' | 'won' | 'lost';
  readonly createdAt: string;
  readonly changedAt: string;
  readonly plan: readonly Step<never>[];
}

/** The payer's bank wants to see the payer. */
export const wantsPayer = ({ instructions: { outcome } }: SandboxPayment): boolean =>
  outcome === 'confirms' || outcome === 'ignores';

/** Everything that a message about a payment may have to show. Failed refunds are among them. */
export interface Shown {
  readonly payment: SandboxPayment;
  readonly refunds: readonly SandboxRefund[];
}

/** What has just happened to a payment or to a refund of it, of which the processor sends word. */
export type Occasion = 'created' | 'succeed' | 'fail' | 'tell_fee';

/**
 * One company's words for the sandbox's objects: its references, its objects, its webhooks, and how we read
 * them.
 */
export interface Dialect {
  readonly processor: ProcessorName;
  newReferences(
    kind: 'payment' | 'direct_payment' | 'method' | 'refund' | 'dispute',
    hex: string,
  ): { readonly reference: string; readonly part: string };
  /** A payment by a saved method that its payer has to confirm fails, and is to be asked for with the payer; otherwise it waits. */
  readonly failsWithoutPayer: boolean;
  /** After how many days it gives nothing back any more; null: never. */
  readonly refundableDays: number | null;
  showPayment(shown: Shown): unknown;
  readPayment(object: unknown): ProcessorPayment;
  showRefund(shown: Shown, refund: SandboxRefund): unknown;
  readRefund(object: unknown): ProcessorRefund;
  /** The webhooks that it sends of a payment, each under an id of its own. */
  paymentEvents(occasion: Occasion, shown: Shown): readonly DraftEvent[];
  refundEvents(occasion: Occasion, shown: Shown, refund: SandboxRefund): readonly DraftEvent[];
  /** null: a method that ended is not found. */
  showMethod(method: SandboxMethod, arrivals: readonly SandboxPayment[]): unknown;
  readMethod(object: unknown): ProcessorMethod;
  methodEvents(method: SandboxMethod): readonly DraftEvent[];
  showDispute(shown: Shown, dispute: SandboxDispute): unknown;
  readDispute(object: unknown): ProcessorDispute;
  disputeEvents(shown: Shown, dispute: SandboxDispute): readonly DraftEvent[];
  /** What it charges for a dispute. */
  readonly disputeFeeMicros: bigint;
  envelope(id: string, at: string, event: DraftEvent): unknown;
}

/** A webhook before it has its id. */
export interface DraftEvent {
  readonly type: string;
  readonly object: unknown;
}

export const refundedMicros = (refunds: readonly SandboxRefund[]): bigint =>
  refunds.reduce((sum, refund) => (refund.state === 'failed' ? sum : sum + BigInt(refund.amountMicros)), 0n);
