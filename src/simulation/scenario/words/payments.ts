import { z } from 'zod';
import { fromDecimal } from '#money';
import { promoteCustomer, topUp as payIn } from '#payments';
import { asCustomer, customerNamed } from '../names.ts';
import { amount, name, processor, word } from '../word.ts';

export const topUp = word(
  z.strictObject({ customer: name, amount, via: processor }),
  async ({ world, key, name: called }, order) => {
    const payment = await world.inTransaction((tx) =>
      payIn(tx, asCustomer(world, order.customer), {
        customerId: customerNamed(world, order.customer),
        processor: order.via,
        amountMicros: fromDecimal(order.amount),
        key,
      }),
    );
    world.payments.set(called ?? `topUp ${key}`, payment.id);
  },
);

export const promote = word(z.strictObject({ customer: name, amount }), async ({ world, key }, order) => {
  await world.inTransaction((tx) =>
    promoteCustomer(tx, world.context, {
      customerId: customerNamed(world, order.customer),
      amountMicros: fromDecimal(order.amount),
      key,
      reason: 'a story',
    }),
  );
});
