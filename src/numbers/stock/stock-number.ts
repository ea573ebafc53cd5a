import type { Feature, Kind } from '../plan/index.ts';

/**
 * Where a number of the stock is. It is taken and given back by rentals (bought, dismissed, resold), and withdrawn and returned by staff:
 *
 *   available ── bought ──▶ rented ── dismissed ──▶ dismissed ── resold ──▶ available
 *   available ◀── returned to sale ── withdrawn ◀── withdrawn ── available
 *
 * A reservation is not a state: it is a time until which one customer may buy what is available.
 */
export type StockState = 'available' | 'rented' | 'dismissed' | 'withdrawn';

/** What is offered: a number with what it can do and what it costs. */
export interface OfferedNumber {
  readonly e164: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** A slug; null: it belongs to no city. A local number has one. */
  readonly city: string | null;
  readonly kind: Kind;
  readonly features: readonly Feature[];
  /** Charged once, at the purchase. */
  readonly setupMicros: bigint;
  /** For one month. */
  readonly monthlyMicros: bigint;
  /** Whether the customer must hand in documents before the number works. */
  readonly registration: boolean;
  readonly supplier: string;
}
