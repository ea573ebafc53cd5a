import type { InEveryLanguage } from '#platform';

/** What an incident disrupts: calls that arrive, their forwarding to the telephone network, SMS. */
export const services = ['voice', 'forwarding', 'sms'] as const;
export type Service = (typeof services)[number];

/** The numbers that an incident concerns: by one of these. */
export type Scope =
  | { readonly numbers: readonly string[] }
  | { readonly supplier: string }
  | { readonly country: string }
  | { readonly cities: readonly { readonly country: string; readonly slug: string }[] };

/**
 * An incident as it is known now. It has no states of its own, but three facts that a correction can change:
 *
 *   open (no end) ── ended ──▶ over
 *   unproven ── confirmed by staff, or recorded by probes ──▶ proven
 *   internal ── published ──▶ on the public list
 *
 * Nothing is ever overwritten: each correction is a version of its own.
 */
export interface Incident {
  readonly id: string;
  /** Counts incidents in the order in which they were opened. */
  readonly no: bigint;
  readonly openedAt: Temporal.Instant;
  readonly openedBy: string;
  /** Counts what was known of it. */
  readonly version: number;
  readonly from: Temporal.Instant;
  /** null: it goes on. */
  readonly until: Temporal.Instant | null;
  readonly services: readonly Service[];
  readonly scope: Scope;
  readonly fault: 'ours' | 'external';
  /** Confirmed by staff, or recorded by the operator's probes; null: not proven. */
  readonly provenBy: 'staff' | 'probes' | null;
  readonly isPublished: boolean;
  /** What customers read; empty while it is not published. */
  readonly title: InEveryLanguage<string>;
  readonly note: InEveryLanguage<string>;
  /** Why this version, for staff. */
  readonly reason: string;
  readonly at: Temporal.Instant;
  readonly by: string;
}

/** What an incident is known to be: everything that can be corrected. */
export type IncidentKnowledge = Pick<
  Incident,
  'from' | 'until' | 'services' | 'scope' | 'fault' | 'provenBy' | 'isPublished' | 'title' | 'note'
>;
