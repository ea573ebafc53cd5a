import { numberStatus } from '#numbers';
import type { Context } from '#policy';
import type { NamedRefund, World } from './world.ts';

/** A story uses a name that none of its steps so far has made. Not a refusal of the product: the story is wrong. */
export class UnknownName extends Error {}

export const customerNamed = (world: World, name: string): string => known(world.customers, name, 'customer');

export const incidentNamed = (world: World, name: string): string => known(world.incidents, name, 'incident');

export const refundNamed = (world: World, name: string): NamedRefund =>
  known(world.refunds, name, 'refund or quote');

export const known = <T>(names: ReadonlyMap<string, T>, name: string, what: string): T => {
  const found = names.get(name);
  if (found === undefined)
    throw new UnknownName(
      `no ${what} is called "${name}" by now; there are: ${[...names.keys()].join(', ') || 'none'}`,
    );
  return found;
};

/** The name that the story gave to something; its id when it gave none. */
export const nameOf = (names: ReadonlyMap<string, string>, id: string): string =>
  names.entries().find(([, named]) => named === id)?.[0] ?? id;

/** What the customer of this name does is done in their name. */
export const asCustomer = (world: World, customer: string): Context => ({
  ...world.context,
  actor: `customer:${customerNamed(world, customer)}`,
});

/** The name of who holds the number, or who did last. */
export const holderOf = async (world: World, e164: string): Promise<string> => {
  const { newestHolder } = await world.inTransaction((tx) => numberStatus(tx, e164));
  const holder = world.customers.entries().find(([, id]) => id === newestHolder)?.[0];
  if (holder === undefined) throw new UnknownName(`nobody in this story has held ${e164}`);
  return holder;
};
