import { z } from 'zod';
import { forwardNumber, planTo, readTarget, type Target } from '#voice';
import { asCustomer, customerNamed, holderOf } from '../names.ts';
import { e164, name, word } from '../word.ts';

export const forward = word(
  z.strictObject({ number: e164, to: z.union([name, z.strictObject({ service: name })]) }),
  async ({ world }, { number, to }) => {
    const holder = await holderOf(world, number);
    const customerId = customerNamed(world, holder);
    await world.inTransaction((tx) =>
      forwardNumber(tx, asCustomer(world, holder), { customerId, e164: number, plan: planTo(targetOf(to)) }),
    );
  },
);

const targetOf = (to: string | { readonly service: string }): Target | null => {
  if (typeof to !== 'string') return { kind: 'service', target: to.service };
  return to === 'none' ? null : readTarget(to);
};
