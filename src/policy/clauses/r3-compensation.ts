import { divide } from '#money';
import type { DisruptionFacts, DisruptionTime } from '../refunds/facts.ts';
import { hangingTogether, slicesOf, timeByPeriod, worthTogether } from './r3-disrupted-time.ts';

/** What is due for one incident and number now, and from which paid periods it is given back. */
export interface Compensation {
  /** Of the incident's time, what lies in each period: index into the facts' periods, nanoseconds. */
  readonly disrupted: readonly { readonly period: number; readonly ns: bigint }[];
  /** What this incident and those that overlap it are worth together, rounded. */
  readonly worthMicros: bigint;
  /** Of that, what was given already. */
  readonly givenMicros: bigint;
  readonly dueMicros: bigint;
  /** Less is due than it is worth: no more than was paid is ever given back. */
  readonly capped: boolean;
  /** Adds up to dueMicros. */
  readonly shares: readonly { readonly period: number; readonly amountMicros: bigint }[];
}

/**
 * The step of R3. The incident must have ended.
 * @source POLICY.md R3, Example E
 */
export const compensate = (facts: DisruptionFacts): Compensation => {
  const { incident } = facts;
  if (incident.until === null) throw new RangeError('an incident that goes on is not paid back yet');
  const one: DisruptionTime = { id: incident.id, from: incident.from, until: incident.until };
  const slices = slicesOf(facts);
  const together = hangingTogether(one, facts.compensated);
  const times = timeByPeriod(slices, one.from.epochNanoseconds, one.until.epochNanoseconds);
  const worthMicros = times.size === 0 ? 0n : worthTogether(slices, [one, ...together]);
  const givenMicros = together.reduce((sum, other) => sum + other.givenMicros, incident.givenMicros);
  const wantedMicros = worthMicros > givenMicros ? worthMicros - givenMicros : 0n;
  const roomMicros = facts.periods.reduce((sum, period) => sum + roomOf(period), 0n);
  const dueMicros = least(wantedMicros, roomMicros);
  const disrupted = [...times].map(([period, { ns }]) => ({ period, ns }));
  const exact = [...times].map(([period, { ns, slice }]) => ({
    period,
    amountMicros: divide(slice.priceMicros * ns, slice.lengthNs, 'down'),
  }));
  return {
    disrupted,
    worthMicros,
    givenMicros,
    dueMicros,
    capped: dueMicros < wantedMicros,
    shares: spread(facts, dueMicros, exact),
  };
};

type Share = Compensation['shares'][number];

/** First what each period was disrupted, then wherever of these periods, then of any, something is left. */
const spread = (facts: DisruptionFacts, dueMicros: bigint, exact: readonly Share[]): readonly Share[] => {
  const given = new Map<number, bigint>();
  let leftMicros = dueMicros;
  const give = (period: number, mostMicros: bigint): void => {
    const already = given.get(period) ?? 0n;
    const amountMicros = least(leftMicros, mostMicros, roomOf(facts.periods[period]!) - already);
    if (amountMicros <= 0n) return;
    given.set(period, already + amountMicros);
    leftMicros -= amountMicros;
  };
  for (const { period, amountMicros } of exact) give(period, amountMicros);
  for (const { period } of exact) give(period, leftMicros);
  for (const [period] of facts.periods.entries()) give(period, leftMicros);
  return [...given]
    .map(([period, amountMicros]) => ({ period, amountMicros }))
    .toSorted((a, b) => a.period - b.period);
};

const roomOf = (period: DisruptionFacts['periods'][number]): bigint =>
  period.amountMicros - period.givenMicros;

const least = (first: bigint, ...others: readonly bigint[]): bigint =>
  others.reduce((smallest, other) => (other < smallest ? other : smallest), first);
