import type { InEveryLanguage } from '#platform';
import { slugOf } from '../plan/places.ts';

/** A city or region of a country, with its names. */
export interface NamedPlace {
  readonly slug: string;
  readonly names: InEveryLanguage<string>;
}

/** How a place is spoken of: by its slug or by its name in any language, whatever the case and the accents. */
export interface PlaceFinder<P extends NamedPlace> {
  /** All that are meant: none, one, or several that share a name. Within a country a slug means one place only. */
  readonly find: (words: string) => readonly P[];
  /** The slugs of up to three places that are spelt nearly so. */
  readonly nearest: (words: string) => readonly string[];
}

export const placeFinder = <P extends NamedPlace>(places: readonly P[]): PlaceFinder<P> => {
  const bySlug = Map.groupBy(places, ({ slug }) => slug);
  const byName = Map.groupBy(
    places.flatMap((place) => namesOf(place).map((name) => ({ name, place }))),
    ({ name }) => name,
  );
  return {
    find: (words) => {
      const wanted = slugOf(words);
      return bySlug.get(wanted) ?? (byName.get(wanted) ?? []).map(({ place }) => place);
    },
    nearest: (words) => nearestPlaces(places, slugOf(words)),
  };
};

const namesOf = ({ names }: NamedPlace): readonly string[] => [...new Set(Object.values(names).map(slugOf))];

const nearestPlaces = (places: readonly NamedPlace[], wanted: string): readonly string[] => {
  const farthest = Math.max(1, Math.floor(wanted.length / 3));
  return places
    .map((place) => ({
      slug: place.slug,
      distance: Math.min(...[place.slug, ...namesOf(place)].map((name) => editDistance(wanted, name))),
    }))
    .filter(({ distance }) => distance <= farthest)
    .toSorted((a, b) => a.distance - b.distance || (a.slug < b.slug ? -1 : 1))
    .slice(0, 3)
    .map(({ slug }) => slug);
};

/**
 * How many letters must be put in, left out or changed to make one word of the other.
 * @source Levenshtein
 */
const editDistance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
};
