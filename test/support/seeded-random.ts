/** Chance that repeats itself: a seed that a failing test has printed makes it fail again. */
export interface SeededRandom {
  /** A whole number from 0, less than `limit`. */
  below(limit: number): number;
}

/** @source mulberry32, public domain */
export const seededRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (limit) => Math.floor(next() * limit) };
};
