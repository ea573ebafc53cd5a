import { divide, microsPerCent } from '#money';
import { startOfDate } from '#platform';
import type { DisruptionFacts, DisruptionTime, PaidPeriod } from '../refunds/facts.ts';

// What disrupted time is worth: exact fractions until the one rounding of each incident. Instants are
// nanoseconds, so that a day of 23 or 25 hours is as long as it was.

/** An amount in micro-units that is not rounded yet; the denominator is positive. */
export interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Paid time in which the number worked, and its price by the nanosecond: priceMicros ÷ lengthNs. */
interface Slice {
  readonly period: number;
  readonly from: bigint;
  readonly until: bigint;
  readonly priceMicros: bigint;
  readonly lengthNs: bigint;
}

/** The paid time in which the number was active; what is not paid or not active is in no slice. */
export const slicesOf = (facts: DisruptionFacts): readonly Slice[] =>
  facts.periods.flatMap((period, index) => {
    const [from, until] = boundsOf(period, facts.timeZone);
    const price = { period: index, priceMicros: period.amountMicros, lengthNs: until - from };
    return facts.active.flatMap((span) => {
      const begin = later(from, span.from.epochNanoseconds);
      const end = span.until === null ? until : earlier(until, span.until.epochNanoseconds);
      return begin < end ? [{ ...price, from: begin, until: end }] : [];
    });
  });

/** From 00:00 local of its first date to 00:00 local of its end. */
const boundsOf = (period: PaidPeriod, timeZone: string): readonly [bigint, bigint] => [
  startOfDate(period.from, timeZone).epochNanoseconds,
  startOfDate(period.until, timeZone).epochNanoseconds,
];

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const earlier = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** How much of each period [from, until) takes, in nanoseconds. */
export const timeByPeriod = (
  slices: readonly Slice[],
  from: bigint,
  until: bigint,
): ReadonlyMap<number, { readonly ns: bigint; readonly slice: Slice }> => {
  const times = new Map<number, { ns: bigint; slice: Slice }>();
  for (const slice of slices) {
    const ns = earlier(slice.until, until) - later(slice.from, from);
    if (ns > 0n) times.set(slice.period, { ns: ns + (times.get(slice.period)?.ns ?? 0n), slice });
  }
  return times;
};

/** What [from, until) is worth, to the last fraction. */
const worthOf = (slices: readonly Slice[], from: bigint, until: bigint): Exact => {
  let worth: Exact = { numerator: 0n, denominator: 1n };
  for (const { ns, slice } of timeByPeriod(slices, from, until).values()) {
    worth = {
      numerator: worth.numerator * slice.lengthNs + slice.priceMicros * ns * worth.denominator,
      denominator: worth.denominator * slice.lengthNs,
    };
  }
  return worth;
};

/** Rounded up to the cent, once. */
const roundedUp = ({ numerator, denominator }: Exact): bigint =>
  divide(numerator, denominator * microsPerCent, 'up') * microsPerCent;

/**
 * What several incidents are worth together. They take their minutes in the order in which they began (then by
 * id), each those that no earlier one took, and each is rounded up once. One whose time costs more cents than it
 * adds takes none: so the sum never falls when one more is added, and it is the same in whatever order they are
 * paid.
 * @source POLICY.md R3, Example E; docs/decisions: overlaps
 */
export const worthTogether = (slices: readonly Slice[], incidents: readonly DisruptionTime[]): bigint => {
  // The most that can be had by those looked at so far, by how far their time reaches.
  let best = new Map<bigint, bigint>([[-1n << 80n, 0n]]);
  for (const { from, until } of incidents.toSorted(byBeginning)) {
    const begin = from.epochNanoseconds;
    const end = until.epochNanoseconds;
    const next = new Map(best);
    for (const [reach, micros] of best) {
      const start = later(begin, reach);
      const taken = micros + (start < end ? roundedUp(worthOf(slices, start, end)) : 0n);
      const through = later(reach, end);
      const known = next.get(through);
      if (known === undefined || known < taken) next.set(through, taken);
    }
    best = next;
  }
  return [...best.values()].reduce((most, micros) => later(most, micros), 0n);
};

const byBeginning = (a: DisruptionTime, b: DisruptionTime): number =>
  Temporal.Instant.compare(a.from, b.from) || (a.id < b.id ? -1 : 1);

/** Those of `others` whose time hangs together with that of `one`: they overlap it, or one that does. */
export const hangingTogether = <Other extends DisruptionTime>(
  one: DisruptionTime,
  others: readonly Other[],
): readonly Other[] => {
  const found = new Set<Other>();
  const open: DisruptionTime[] = [one];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of others) {
      if (found.has(other) || !overlap(next, other)) continue;
      found.add(other);
      open.push(other);
    }
  }
  return others.filter((other) => found.has(other));
};

const overlap = (a: DisruptionTime, b: DisruptionTime): boolean =>
  Temporal.Instant.compare(a.from, b.until) < 0 && Temporal.Instant.compare(b.from, a.until) < 0;
