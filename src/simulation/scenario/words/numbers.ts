import { z } from 'zod';
import {
  buy as buyNumber,
  payAhead,
  prioritise as orderRenewals,
  restore as restoreNumber,
  resumeRenewal as resume,
  stopRenewal as stop,
} from '#numbers';
import { asCustomer, customerNamed, holderOf } from '../names.ts';
import { e164, months, name, word } from '../word.ts';

const ofNumber = z.strictObject({ number: e164 });

export const buy = word(
  z
    .strictObject({
      customer: name,
      number: e164.optional(),
      country: z.string().length(2).optional(),
      city: name.optional(),
      months: months.default(1),
    })
    .refine(
      (order) => (order.number === undefined) === (order.country !== undefined && order.city !== undefined),
      'needs a number, or a country and a city',
    ),
  async ({ world, key }, order) => {
    const customerId = customerNamed(world, order.customer);
    const what =
      order.number === undefined ? { country: order.country!, city: order.city! } : { e164: order.number };
    await world.inTransaction((tx) =>
      buyNumber(tx, asCustomer(world, order.customer), { customerId, ...what, months: order.months, key }),
    );
  },
);

export const stopRenewal = word(ofNumber, async ({ world }, { number }) => {
  const holder = await holderOf(world, number);
  await world.inTransaction((tx) =>
    stop(tx, asCustomer(world, holder), { customerId: customerNamed(world, holder), e164: number }),
  );
});

export const resumeRenewal = word(ofNumber, async ({ world }, { number }) => {
  const holder = await holderOf(world, number);
  await world.inTransaction((tx) =>
    resume(tx, asCustomer(world, holder), { customerId: customerNamed(world, holder), e164: number }),
  );
});

export const renew = word(
  z.strictObject({ number: e164, periods: z.int().min(1).max(120).default(1) }),
  async ({ world, key }, { number, periods }) => {
    const holder = await holderOf(world, number);
    const customerId = customerNamed(world, holder);
    await world.inTransaction((tx) =>
      payAhead(tx, asCustomer(world, holder), { customerId, e164: number, periods, key }),
    );
  },
);

export const restore = word(
  z.strictObject({ number: e164, customer: name.optional() }),
  async ({ world, key }, { number, customer }) => {
    const holder = customer ?? (await holderOf(world, number));
    const customerId = customerNamed(world, holder);
    await world.inTransaction((tx) =>
      restoreNumber(tx, asCustomer(world, holder), { customerId, e164: number, key }),
    );
  },
);

export const prioritise = word(
  z.strictObject({ customer: name, numbers: z.array(e164) }),
  async ({ world }, { customer, numbers }) => {
    const customerId = customerNamed(world, customer);
    await world.inTransaction((tx) =>
      orderRenewals(tx, asCustomer(world, customer), { customerId, e164s: numbers }),
    );
  },
);
