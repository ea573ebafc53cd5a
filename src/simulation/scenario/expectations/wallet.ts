import { z } from 'zod';
import { toDecimal } from '#money';
import { creditOf } from '#payments';
import { refundable } from '#refunds';
import { customerNamed } from '../names.ts';
import { amount, expectation, name } from '../word.ts';

export const wallet = expectation(
  z.strictObject({
    wallet: name,
    credit: amount.optional(),
    held: amount.optional(),
    refundable: amount.optional(),
    debt: amount.optional(),
  }),
  (world, expected) =>
    world.inTransaction(async (tx) => {
      const customerId = customerNamed(world, expected.wallet);
      const { creditMicros, heldMicros, debtMicros } = await creditOf(tx, customerId);
      return {
        credit: toDecimal(creditMicros),
        held: toDecimal(heldMicros),
        refundable: toDecimal(await refundable(tx, world.context, customerId)),
        debt: toDecimal(debtMicros),
      };
    }),
);
