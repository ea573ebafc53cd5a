/**
 * The states of a rental: a customer's hold on a number.
 *
 *   registering ── documents approved ─────────────▶ active (its first period starts on that day)
 *   registering ── rejected for good, or too late ─▶ ended (registration_failed)
 *   active ────── renewed, paid ahead ─────────────▶ active
 *   active ────── paid-until passed unpaid ────────▶ quarantined
 *   active ────── fraud proposed ──────────────────▶ suspended
 *   suspended ─── fraud dismissed ─────────────────▶ active
 *   suspended ─── fraud confirmed ─────────────────▶ quarantined, once paid-until has passed
 *   quarantined ─ missed periods paid ─────────────▶ active
 *   quarantined ─ restorable-until reached ────────▶ ended (dismissed)
 */
export type RentalState = 'registering' | 'active' | 'suspended' | 'quarantined' | 'ended';
export type RentalEnd = 'dismissed' | 'registration_failed';

/** How many months one period, and so one renewal, may have. */
export type PeriodMonths = 1 | 3 | 6 | 12;
export const periodLengths: readonly PeriodMonths[] = [1, 3, 6, 12];

/** A rental as it is kept. */
export interface Rental {
  readonly id: bigint;
  readonly e164: string;
  readonly customerId: string;
  readonly state: RentalState;
  readonly months: PeriodMonths;
  /** The price of one month, as the newest period was paid. Announced changes come on top of it. */
  readonly monthlyMicros: bigint;
  readonly renewal: boolean;
  /** The customer's order of renewals; null: after all that have one. */
  readonly priority: number | null;
  readonly boughtAt: Temporal.Instant;
  /** The instant of activation; null while documents are awaited. */
  readonly heldSince: Temporal.Instant | null;
  readonly anchor: Temporal.PlainDate | null;
  readonly monthsPaid: number;
  /** Exclusive; null while documents are awaited. */
  readonly paidUntil: Temporal.PlainDate | null;
  readonly policyVersionId: number;
  readonly quarantinedAt: Temporal.Instant | null;
  /** The date at whose start it is dismissed. */
  readonly restorableUntil: Temporal.PlainDate | null;
  readonly endedAt: Temporal.Instant | null;
  readonly endReason: RentalEnd | null;
}

/** A price that was announced and has not been charged yet. */
export interface PriceChange {
  readonly appliesFrom: Temporal.PlainDate;
  readonly monthlyMicros: bigint;
}

/** Why a period was paid. started: bought. */
export type PeriodReason = 'started' | 'renewed' | 'paid_ahead' | 'restored';

/** A period and what it costs. */
export interface Period {
  /** Months from the anchor to its start. */
  readonly fromMonth: number;
  readonly months: number;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly monthlyMicros: bigint;
  readonly amountMicros: bigint;
}
