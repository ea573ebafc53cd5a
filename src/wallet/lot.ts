import type { CreditOrigin, CreditPart } from '#policy';

/**
 * Names a lot of a wallet: credit that arrived in one piece. Lots are spent by turn (the wallet's version when the credit arrived),
 * then by part (credit that arrived from several payments at once).
 */
export interface LotId {
  readonly turn: bigint;
  readonly part: number;
}

/** Some of a lot's credit. */
export interface LotShare extends LotId {
  readonly amountMicros: bigint;
}

/** Some of a lot's credit, and where that credit came from. */
export interface CreditShare extends LotShare {
  readonly origin: CreditOrigin;
  readonly paymentId: string | null;
}

/** A lot's place on the wallet's line: [fromPosition, toPosition). */
export interface Stretch extends LotId {
  readonly fromPosition: bigint;
  readonly toPosition: bigint;
}

export type { CreditOrigin, CreditPart };
