import { z } from 'zod';
import { walletBalance } from '#ledger';
import { toDecimal } from '#money';
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
      const { balanceMicros, heldMicros, debtMicros } = await walletBalance(tx, customerId);
      return {
        credit: toDecimal(balanceMicros),
        held: toDecimal(heldMicros),
        refundable: toDecimal(await refundable(tx, world.context, customerId)),
        debt: toDecimal(debtMicros),
      };
    }),
);
