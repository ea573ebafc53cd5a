import type { InEveryLanguage } from '#platform';

/** The end of a service, as it was announced or, in a later revision, corrected. */
export interface Sunset {
  readonly service: string;
  /** 1: the announcement; each correction counts one up, and the newest counts. */
  readonly revision: number;
  /** From the start of this date nothing is newly forwarded to the service. */
  readonly closedFrom: Temporal.PlainDate;
  /** Inclusive: what is forwarded to it stops at the start of the next date. */
  readonly lastDay: Temporal.PlainDate;
  readonly announcement: InEveryLanguage<string>;
  /** What is recommended in its place. */
  readonly instead: InEveryLanguage<string>;
  readonly announcedAt: Temporal.Instant;
  readonly announcedBy: string;
}

export type SunsetDates = Pick<Sunset, 'closedFrom' | 'lastDay'>;
