import { z } from 'zod';
import { numberStatus } from '#numbers';
import { describePlan, forwardingOf } from '#voice';
import { nameOf } from '../names.ts';
import { date, e164, expectation, name } from '../word.ts';

export const number = expectation(
  z.strictObject({
    number: e164,
    state: z.enum(['available', 'registering', 'active', 'suspended', 'quarantined', 'dismissed']).optional(),
    holder: name.optional(),
    paidUntil: date.optional(),
    restorableUntil: date.optional(),
    renewal: z.enum(['on', 'off']).optional(),
    forwarding: name.optional(),
  }),
  async (world, expected) => {
    const { number: wanted } = expected;
    const status = await world.inTransaction((tx) => numberStatus(tx, wanted));
    const { holder: customerId } = status;
    const forwarding =
      customerId === null
        ? null
        : await world.inTransaction((tx) => forwardingOf(tx, { customerId, e164: wanted }));
    return {
      state: status.state,
      holder: status.holder === null ? 'none' : nameOf(world.customers, status.holder),
      paidUntil: status.paidUntil?.toString() ?? 'none',
      restorableUntil: status.restorableUntil?.toString() ?? 'none',
      forwarding: forwarding === null ? 'none' : describePlan(forwarding),
      renewal: status.renewal === null ? 'none' : status.renewal ? 'on' : 'off',
    };
  },
);
