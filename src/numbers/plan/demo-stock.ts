import assert from 'node:assert/strict';

import { type Pattern, capacityOf, numberAt } from './pattern.ts';
import type { Offer } from './price-list.ts';
import { randomFrom } from '#platform';
import { type Series, allSeries } from './series.ts';
import type { StockRow } from './stock-csv.ts';

/**
 * Makes a stock of `size` different numbers from the real numbering plans, the same for the same seed. Area
 * codes and ranges are real, subscriber digits are drawn: a number may well be somebody's, so the demo
 * never dials one. Memory grows with the largest series only, 3 % of the size.
 */
export function* demoStock(wish: {
  readonly seed: number;
  readonly size: number;
}): Generator<StockRow, void> {
  const all = allSeries();
  const total = all.reduce((sum, series) => sum + series.share, 0);
  let shareSoFar = 0;
  let rowsSoFar = 0;
  for (const series of all) {
    shareSoFar += series.share;
    const rowsByNow = Math.round((wish.size * shareSoFar) / total);
    yield* rowsOf(series, rowsByNow - rowsSoFar, wish.seed);
    rowsSoFar = rowsByNow;
  }
}

function* rowsOf(series: Series, count: number, seed: number): Generator<StockRow, void> {
  const { offer } = series;
  const capacity = series.patterns.reduce((sum, pattern) => sum + capacityOf(pattern), 0);
  // Draws are repeated until they are new: with half of a range taken that is two draws a number, no more.
  assert(count <= capacity / 2, `${series.id} has ${capacity} numbers, too few to draw ${count} of them`);
  const random = randomFrom(`${seed}/${series.id}`);
  const drawn = new Set<number>();
  while (drawn.size < count) {
    const index = Math.floor(random() * capacity);
    if (drawn.has(index)) continue;
    drawn.add(index);
    yield {
      number: `+${series.callingCode}${numberOf(series.patterns, index)}`,
      country: offer.country,
      region: series.region,
      city: series.city,
      kind: offer.kind,
      features: offer.features.join('|'),
      setup: offer.setup,
      monthly: offer.monthly,
      registration: offer.registrationNeeded ? 'yes' : 'no',
      supplier: supplierOf(offer, index / capacity),
    };
  }
}

function numberOf(patterns: readonly Pattern[], index: number): string {
  let rest = index;
  for (const pattern of patterns) {
    const capacity = capacityOf(pattern);
    if (rest < capacity) return numberAt(pattern, rest);
    rest -= capacity;
  }
  throw new RangeError(`there is no number ${index} in these patterns`);
}

/** Suppliers take turns along a range, in ten blocks, as they hold theirs. */
function supplierOf(offer: Offer, position: number): string {
  const supplier = offer.suppliers[Math.floor(position * 10) % offer.suppliers.length];
  assert(supplier, `${offer.country} ${offer.kind} has no supplier`);
  return supplier;
}
