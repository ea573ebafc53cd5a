import type { CreditPart, ProcessorName } from '#policy';

/**
 * announced → not_ours | open | won | lost; open → won | lost; lost → won and won → lost (processors reverse
 * their decisions), won → open (it is taken up again).
 */
export type DisputeState = 'announced' | 'not_ours' | 'open' | 'won' | 'lost';

/** The states in which a dispute has been read and is of one of our payments. */
export type ReadState = Exclude<DisputeState, 'announced' | 'not_ours'>;

/** A payment that its payer takes back at the processor. All amounts in micro-units. */
export interface Dispute {
  readonly id: string;
  /** Counts disputes in the order in which we heard of them. */
  readonly no: bigint;
  readonly processor: ProcessorName;
  readonly reference: string;
  readonly state: ReadState;
  readonly paymentId: string;
  readonly customerId: string;
  /** What the payer wants back. */
  readonly amountMicros: bigint;
  /** What the processor charges us for the case; never the customer. */
  readonly feeMicros: bigint;
  readonly reason: string | null;
  /** While it is open: unspent credit of the payment that can neither be spent nor refunded. */
  readonly heldMicros: bigint;
  /** Once it is lost: credit that left. */
  readonly takenMicros: bigint;
  /** Once it is lost: what became a debt of the customer. */
  readonly owedMicros: bigint;
  /** Once it is lost: what we bear, because the payer had it back already or it was retained as a fee. */
  readonly borneMicros: bigint;
  /** The credit that is held or was taken, by the turn in which it would have been spent. */
  readonly parts: readonly DisputedPart[];
  /** How many journals it has made. */
  readonly moves: number;
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
}

/** Some of a lot's credit that a dispute holds or took. */
export type DisputedPart = Omit<CreditPart, 'fromPosition'>;
