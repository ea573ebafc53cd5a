import { z } from 'zod';
import { numberStatus } from '#numbers';
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
  }),
  async (world, expected) => {
    const status = await world.inTransaction((tx) => numberStatus(tx, expected.number));
    return {
      state: status.state,
      holder: status.holder === null ? 'none' : nameOf(world.customers, status.holder),
      paidUntil: status.paidUntil?.toString() ?? 'none',
      restorableUntil: status.restorableUntil?.toString() ?? 'none',
      renewal: status.renewal === null ? 'none' : status.renewal ? 'on' : 'off',
    };
  },
);
