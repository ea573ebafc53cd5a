import assert from 'node:assert/strict';

import type { CountryPlan } from './country-plan.ts';
import type { Kind } from './kind.ts';
import { type Pattern, parsePattern } from './pattern.ts';
import { countryPlans, localRangesOf } from './places.ts';
import { type Offer, offers } from './price-list.ts';

/**
 * What one offer has in one city, or in the whole country: where its numbers come from and how many it
 * gets.
 */
export interface Series {
  readonly id: string;
  readonly offer: Offer;
  readonly callingCode: string;
  readonly region: string;
  readonly city: string;
  readonly patterns: readonly Pattern[];
  readonly share: number;
}

/** Every series, in the order of the price list. No number is in two of them (series.test.ts). */
export function allSeries(): readonly Series[] {
  return offers.flatMap(seriesOf);
}

function seriesOf(offer: Offer): readonly Series[] {
  const plan = countryPlans.find(({ country }) => country === offer.country);
  assert(plan, `${offer.country} is on the price list and has no numbering plan`);
  const { callingCode } = plan;
  const ranges = offer.kind === 'local' ? undefined : plan.ranges[offer.kind];
  if (ranges) {
    const patterns = ranges.map(parsePattern);
    const id = `${offer.country}/${offer.kind}`;
    return [{ id, offer, callingCode, region: '', city: '', patterns, share: offer.share }];
  }
  const citiesTotal = plan.cities.reduce((sum, [, , , share]) => sum + share, 0);
  return plan.cities.map(([city, region, areaCodes, share]) => ({
    id: `${offer.country}/${offer.kind}/${city}`,
    offer,
    callingCode,
    region,
    city,
    patterns: cityPatterns(plan, offer.kind, areaCodes),
    share: (offer.share * share) / citiesTotal,
  }));
}

function cityPatterns(plan: CountryPlan, kind: Kind, areaCodes: string): readonly Pattern[] {
  return localRangesOf(plan, areaCodes).map(({ areaCode, subscriber }) => {
    if (kind === 'local') return parsePattern(areaCode + subscriber);
    assert(
      plan.cityMobile && kind === 'mobile',
      `${plan.country} is offered ${kind} and has no range for it`,
    );
    return parsePattern(plan.cityMobile(areaCode, subscriber));
  });
}
