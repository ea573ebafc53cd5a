// What a story expects beside what is there. Only what is named is compared; amounts compare as numbers.
import { fromDecimal } from '#money';
import { expectations } from './expectations/index.ts';
import type { Expectation, Facts } from './word.ts';
import type { World } from './world.ts';

/** What was expected and what was found, with the same keys. */
export interface Comparison {
  readonly expected: Facts;
  readonly actual: Facts;
  readonly holds: boolean;
}

/** `named` is what the story says, as its schema has read it: one of its keys says what it is about. */
export const compare = async (world: World, named: Facts): Promise<Comparison> => {
  const [about, kind] = Object.entries(expectations).find(([key]) => key in named)!;
  const subject = await (kind as unknown as Expectation).look(world, named);
  const expected = Object.fromEntries(
    Object.entries(named).filter(([key, value]) => key !== about && value !== undefined),
  );
  const actual = Object.fromEntries(Object.keys(expected).map((key) => [key, subject[key]]));
  return {
    expected,
    actual,
    holds: Object.entries(expected).every(([key, value]) => same(key, value, subject[key])),
  };
};

const amounts = new Set([
  'credit',
  'held',
  'refundable',
  'debt',
  'gross',
  'retained',
  'paidBack',
  'toCredit',
  'charge',
]);

const same = (key: string, expected: unknown, actual: unknown): boolean => {
  if (amounts.has(key)) return fromDecimal(expected as string) === fromDecimal(actual as string);
  if (key === 'clauses')
    return (
      JSON.stringify([...(expected as string[])].toSorted()) ===
      JSON.stringify([...(actual as string[])].toSorted())
    );
  if (key === 'payouts')
    return JSON.stringify(payoutsAsMicros(expected)) === JSON.stringify(payoutsAsMicros(actual));
  return JSON.stringify(expected) === JSON.stringify(actual);
};

const payoutsAsMicros = (payouts: unknown): readonly (readonly [string, string])[] =>
  Object.entries(payouts as Record<string, string>)
    .map(([name, amount]) => [name, String(fromDecimal(amount))] as const)
    .toSorted(([a], [b]) => a.localeCompare(b));
