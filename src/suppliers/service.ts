import type { InEveryLanguage } from '#platform';

/** Who supplies the operator: with numbers, with services. */
export interface Supplier {
  readonly name: string;
  readonly site: string | null;
  /** For staff. */
  readonly notes: string;
}

/** Something that the business resells and numbers can be forwarded to. */
export interface Service {
  /** How stories, the API and forwardings call it: `phone-system`. */
  readonly name: string;
  readonly titles: InEveryLanguage<string>;
  readonly supplier: string | null;
  /** Where its calls go, `{number}` standing for the number that was called; null: it takes none at the moment. */
  readonly sipUriTemplate: string | null;
}

/**
 * Where a service stands on a day.
 *
 *   open ── closed from ───────▶ closed: what is forwarded to it stays so, nothing comes new
 *   closed ── the last day ends ─▶ ended: nothing is forwarded to it any more
 *
 * A correction that moves a date later leads back, never past the end.
 */
export type ServiceStatus = 'open' | 'closed' | 'ended';
