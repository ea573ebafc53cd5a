import type { PolicyParameters } from './parameters.ts';

/**
 * One dated version of the policy. A draft until it is published, which announces it and locks it for ever:
 *
 *   draft ── redraftVersion ──▶ draft
 *   draft ── discardVersion ──▶ gone
 *   draft ── publishVersion ──▶ published: in force from its date until that of the next published version
 */
export interface PolicyVersion {
  readonly id: number;
  /** The first date, in the operator's time zone, on which it applies. */
  readonly inForceFrom: Temporal.PlainDate;
  readonly parameters: PolicyParameters;
  readonly createdAt: Temporal.Instant;
  /** The instant at which it was announced and locked; null: a draft. */
  readonly publishedAt: Temporal.Instant | null;
  /** The actor who published it. */
  readonly publishedBy: string | null;
}

/**
 * The first date from which a version published today may be in force: every published version that applies
 * today or later promised its customers notice, and none is given less than a day.
 * @source POLICY.md §4
 */
export const earliestInForce = (
  published: readonly PolicyVersion[],
  today: Temporal.PlainDate,
): Temporal.PlainDate => {
  const current = inForceOn(published, today);
  const promising = published.filter(
    (version) => version.id === current?.id || Temporal.PlainDate.compare(version.inForceFrom, today) > 0,
  );
  return today.add({ days: Math.max(1, ...promising.map(({ parameters }) => parameters.announcementDays)) });
};

/** The published version that applies on `date`: the newest that has begun. */
export const inForceOn = (
  published: readonly PolicyVersion[],
  date: Temporal.PlainDate,
): PolicyVersion | undefined =>
  published
    .filter((version) => Temporal.PlainDate.compare(version.inForceFrom, date) <= 0)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.inForceFrom, b.inForceFrom))
    .at(-1);
