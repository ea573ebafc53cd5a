/** Where somebody is, as a customer entered it once. */
export interface Address {
  readonly id: string;
  readonly customerId: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly createdAt: Temporal.Instant;
  /** null while it can be used. */
  readonly removedAt: Temporal.Instant | null;
}
