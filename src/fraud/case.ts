import type { SignalName } from './signals.ts';

/**
 * The states of a case.
 *
 *   (nothing) ─ a member of staff proposes it, or a signal ─▶ proposed: the credit is frozen, the numbers are suspended
 *   proposed ── another member of staff confirms it ────────▶ confirmed: the credit is forfeited
 *   proposed ── a member of staff dismisses it ─────────────▶ dismissed: all is as before
 *   confirmed ─ an appeal is upheld ────────────────────────▶ upheld: all is as before
 *
 * What a signal proposed is endorsed by a member of staff before another one confirms it.
 */
export const caseStates = ['proposed', 'confirmed', 'dismissed', 'upheld'] as const;
export type CaseState = (typeof caseStates)[number];

/** A case of fraud, or of another crime committed with the service. @source POLICY.md F1 */
export interface FraudCase {
  readonly id: string;
  /** Counts cases in the order in which they were opened. */
  readonly no: bigint;
  readonly customerId: string;
  readonly state: CaseState;
  /** What proposed it by itself; null: a member of staff. */
  readonly signal: SignalName | null;
  readonly proposedAt: Temporal.Instant;
  readonly proposedBy: string;
  /** The first member of staff, who stands for the proposal; null: nobody yet, a signal proposed it. */
  readonly endorsedAt: Temporal.Instant | null;
  readonly endorsedBy: string | null;
  /** Who confirmed or dismissed it. */
  readonly decidedAt: Temporal.Instant | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  /** The refund that waited and was refused by the confirmation. */
  readonly refusedRefundId: string | null;
  readonly upheldAt: Temporal.Instant | null;
  readonly upheldBy: string | null;
  /** The customer waits for an answer to an appeal. */
  readonly hasOpenAppeal: boolean;
  /** The journal that gave the forfeited credit back. */
  readonly returnedJournalId: bigint | null;
}

/** Something that speaks for or against it, kept for ever as it was given. */
export interface Evidence {
  readonly at: Temporal.Instant;
  readonly givenBy: string;
  readonly text: string;
  /** What a signal counted; empty for what staff wrote. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export type AppealState = 'open' | 'upheld' | 'rejected';

/** What the customer answers to a confirmed case: open → upheld | rejected; one at a time. */
export interface Appeal {
  readonly state: AppealState;
  readonly text: string;
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string;
  readonly decidedAt: Temporal.Instant | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}
