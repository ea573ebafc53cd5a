/** What a minute to the numbers that begin with a prefix costs, from a date on. */
export interface Rate {
  /** Digits, without "+". */
  readonly prefix: string;
  readonly destination: string;
  readonly appliesFrom: Temporal.PlainDate;
  readonly perMinuteMicros: bigint;
  readonly connectionFeeMicros: bigint;
  /** Billed in steps of so many seconds. */
  readonly incrementSeconds: number;
  /** Billed for at least so many seconds. */
  readonly minimumSeconds: number;
}

/**
 * A rate as it is set, from its date on. open: calls are possible, for this price. closed: they are not. ended: the next shorter prefix counts.
 */
export interface RateEntry extends Omit<Rate, 'perMinuteMicros'> {
  readonly state: 'open' | 'closed' | 'ended';
  /** null unless open. */
  readonly perMinuteMicros: bigint | null;
}
