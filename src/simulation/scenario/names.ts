import type { NamedRefund, World } from './world.ts';

/** A story uses a name that none of its steps so far has made. Not a refusal of the product: the story is wrong. */
export class UnknownName extends Error {}

export const customerNamed = (world: World, name: string): string => known(world.customers, name, 'customer');

export const refundNamed = (world: World, name: string): NamedRefund =>
  known(world.refunds, name, 'refund or quote');

const known = <T>(names: ReadonlyMap<string, T>, name: string, what: string): T => {
  const found = names.get(name);
  if (found === undefined)
    throw new UnknownName(
      `no ${what} is called "${name}" by now; there are: ${[...names.keys()].join(', ') || 'none'}`,
    );
  return found;
};
