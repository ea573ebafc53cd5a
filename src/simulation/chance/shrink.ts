/**
 * The shortest part of a list that still fails, as far as leaving out pieces finds it (ddmin): halves, quarters, … single items, for
 * as long as something can be left out or `isPatient`. Order stays. `failing` says how much of what it is given it takes to fail: a
 * beginning of it, or null when it does not.
 */
export const shrink = async <T>(
  items: readonly T[],
  failing: (items: readonly T[]) => Promise<readonly T[] | null>,
  isPatient: () => boolean,
): Promise<readonly T[]> => {
  let rest = items;
  let size = Math.ceil(rest.length / 2);
  while (size >= 1) {
    let left = false;
    for (let from = 0; from < rest.length && isPatient();) {
      const without = [...rest.slice(0, from), ...rest.slice(from + size)];
      const found = without.length > 0 ? await failing(without) : null;
      if (found !== null) [rest, left] = [found, true];
      else from += size;
    }
    if (!isPatient()) return rest;
    if (size === 1 && !left) return rest;
    size = size === 1 ? 1 : Math.ceil(size / 2);
  }
  return rest;
};
