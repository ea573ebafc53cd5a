/**
 * The shortest part of a list that still fails, as far as leaving out pieces finds it (ddmin): halves, quarters, … single items, for
 * as long as something can be left out or `isPatient`. Order stays.
 */
export const shrink = async <T>(
  items: readonly T[],
  fails: (items: readonly T[]) => Promise<boolean>,
  isPatient: () => boolean,
): Promise<readonly T[]> => {
  let rest = items;
  let size = Math.ceil(rest.length / 2);
  while (size >= 1) {
    let left = false;
    for (let from = 0; from < rest.length && isPatient();) {
      const without = [...rest.slice(0, from), ...rest.slice(from + size)];
      if (without.length > 0 && (await fails(without))) [rest, left] = [without, true];
      else from += size;
    }
    if (!isPatient()) return rest;
    if (size === 1 && !left) return rest;
    size = size === 1 ? 1 : Math.ceil(size / 2);
  }
  return rest;
};
