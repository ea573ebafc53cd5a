/** The business that runs Ringfence: one a database. All dates are calendar dates in its time zone. */
export interface Operator {
  readonly name: string;
  /** IANA name: `Europe/Rome`. */
  readonly timeZone: string;
  /** ISO 4217: `EUR`. Every amount of the database is in it. */
  readonly currency: string;
  readonly supportEmail: string;
}
