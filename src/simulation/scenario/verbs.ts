// What each verb does, by the same use cases that the API calls.
import { fromDecimal } from '#money';
import { buy, numberStatus, payAhead, prioritise, restore, resumeRenewal, stopRenewal } from '#numbers';
import { promoteCustomer, topUp } from '#payments';
import { quoteRefund, requestRefund } from '#refunds';
import { advance } from '../../doors/worker/calendar.ts';
import { openAccount } from '../../doors/sign-up.ts';
import { storyTime, momentIn } from './moment.ts';
import { customerNamed, UnknownName } from './names.ts';
import type { Arguments, Verb } from './story.ts';
import type { World } from './world.ts';

/** A step under way: its key makes whatever it moves unique, its name is the `as` beside it. */
export interface Doing {
  readonly world: World;
  readonly key: string;
  readonly name: string | undefined;
}

export type Deeds = {
  readonly [V in Exclude<Verb, 'expect'>]: (doing: Doing, order: Arguments<V>) => Promise<void>;
};

export const deeds: Deeds = {
  at: async ({ world }, moment) => {
    const { timeZone } = world.app.operator;
    const until = momentIn(timeZone, moment);
    if (Temporal.Instant.compare(until, world.clock.now()) < 0)
      throw new RangeError(
        `the story is already at ${storyTime(world.clock.now(), timeZone)}; it cannot go back`,
      );
    await advance(world.app.connection.db, world.context, world.app.tasks, until);
  },

  signUp: async ({ world }, { customer, language }) => {
    const { customerId } = await world.inTransaction((tx) =>
      openAccount(tx, world.context, {
        name: customer,
        email: `${customer}@example.net`,
        language,
        user: null,
        address: null,
      }),
    );
    world.customers.set(customer, customerId);
  },

  topUp: async ({ world, key, name }, { customer, amount, via }) => {
    const customerId = customerNamed(world, customer);
    const payment = await world.inTransaction((tx) =>
      topUp(tx, as(world, customer), { customerId, processor: via, amountMicros: fromDecimal(amount), key }),
    );
    if (name !== undefined) world.payments.set(name, payment.id);
    else world.payments.set(`topUp ${key}`, payment.id);
  },

  promote: async ({ world, key }, { customer, amount }) => {
    const customerId = customerNamed(world, customer);
    await world.inTransaction((tx) =>
      promoteCustomer(tx, world.context, {
        customerId,
        amountMicros: fromDecimal(amount),
        key,
        reason: 'a story',
      }),
    );
  },

  buy: async ({ world, key }, { customer, number, country, city, months }) => {
    const customerId = customerNamed(world, customer);
    const what = number === undefined ? { country: country!, city: city! } : { e164: number };
    await world.inTransaction((tx) => buy(tx, as(world, customer), { customerId, ...what, months, key }));
  },

  stopRenewal: async ({ world }, { number }) => {
    const holder = await holderOf(world, number);
    await world.inTransaction((tx) =>
      stopRenewal(tx, as(world, holder), { customerId: customerNamed(world, holder), e164: number }),
    );
  },

  resumeRenewal: async ({ world }, { number }) => {
    const holder = await holderOf(world, number);
    await world.inTransaction((tx) =>
      resumeRenewal(tx, as(world, holder), { customerId: customerNamed(world, holder), e164: number }),
    );
  },

  renew: async ({ world, key }, { number, periods }) => {
    const holder = await holderOf(world, number);
    await world.inTransaction((tx) =>
      payAhead(tx, as(world, holder), {
        customerId: customerNamed(world, holder),
        e164: number,
        periods,
        key,
      }),
    );
  },

  restore: async ({ world, key }, { number, customer }) => {
    const holder = customer ?? (await holderOf(world, number));
    await world.inTransaction((tx) =>
      restore(tx, as(world, holder), { customerId: customerNamed(world, holder), e164: number, key }),
    );
  },

  prioritise: async ({ world }, { customer, numbers }) => {
    const customerId = customerNamed(world, customer);
    await world.inTransaction((tx) => prioritise(tx, as(world, customer), { customerId, e164s: numbers }));
  },

  quote: async ({ world, name }, order) => {
    const decision = await world.inTransaction((tx) =>
      quoteRefund(tx, as(world, order.customer), requestOf(world, order)),
    );
    if (name !== undefined) world.refunds.set(name, { decision, refundId: null });
  },

  refund: async ({ world, key, name }, order) => {
    const { refundId, decision } = await world.inTransaction((tx) =>
      requestRefund(tx, as(world, order.customer), { ...requestOf(world, order), key }),
    );
    if (name !== undefined) world.refunds.set(name, { decision, refundId });
  },
};

const requestOf = (world: World, order: Arguments<'refund'>) => ({
  customerId: customerNamed(world, order.customer),
  subject: order.for,
  e164: order.number,
  amountMicros: order.amount === undefined ? undefined : fromDecimal(order.amount),
  destination: order.to,
});

const as = (world: World, customer: string) => ({
  ...world.context,
  actor: `customer:${customerNamed(world, customer)}`,
});

/** The name of who holds the number, or who did last. */
const holderOf = async (world: World, e164: string): Promise<string> => {
  const { newestHolder } = await world.inTransaction((tx) => numberStatus(tx, e164));
  const holder = world.customers.entries().find(([, id]) => id === newestHolder)?.[0];
  if (holder === undefined) throw new UnknownName(`nobody in this story has held ${e164}`);
  return holder;
};
