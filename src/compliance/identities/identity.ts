import type { Applicant, IdentityField } from '../requirements/requirement.ts';

/** Who somebody is, as a customer entered it once. */
export interface Identity {
  readonly id: string;
  readonly customerId: string;
  readonly applicant: Applicant;
  readonly fields: IdentityFields;
  readonly createdAt: Temporal.Instant;
  /** null while it can be used. */
  readonly removedAt: Temporal.Instant | null;
}

/** What was said of the person or the company; what a country does not ask for may be left out. */
export type IdentityFields = { readonly [Field in IdentityField]?: string | undefined };

/** Whose thing is meant. */
export interface Owned {
  readonly customerId: string;
  readonly id: string;
}
