import { randomFrom } from '#platform';

/** Chance that repeats itself: the same seed throws the same. */
export interface Dice {
  /** A whole number from 0, less than `limit`. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  /** Whether it happens, of which the chance is `part` (0 to 1). */
  happens(part: number): boolean;
}

export const diceOf = (seed: string): Dice => {
  const next = randomFrom(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (items) => items[below(items.length)]!,
    happens: (part) => next() < part,
  };
};
