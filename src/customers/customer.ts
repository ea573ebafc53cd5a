import type { Language } from '#platform';

/** Who pays. Its users sign in; its wallet, numbers and payments belong to the domains on the right. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  /** Where its mails go; users sign in with addresses of their own. */
  readonly email: string;
  /** The language of its mails and decisions. */
  readonly language: Language;
  readonly createdAt: Temporal.Instant;
  /** null while the account is open. */
  readonly closedAt: Temporal.Instant | null;
}

/** A user of a customer: somebody who signs in and acts in its name. */
export interface Member {
  readonly userId: string;
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly twoFactorEnabled: boolean;
  readonly createdAt: Temporal.Instant;
}
