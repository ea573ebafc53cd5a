import { z } from 'zod';
import { fromDecimal } from '#money';
import {
  paymentById,
  playSandboxDispute,
  promoteCustomer,
  sandboxInstructions,
  topUp as payIn,
} from '#payments';
import { asCustomer, customerNamed } from '../names.ts';
import { amount, name, processor, word } from '../word.ts';
import { paymentNamed } from './automatic-payments.ts';

export const topUp = word(
  z.strictObject({
    customer: name,
    amount,
    via: processor,
    // What the sandbox processor does with it, where it does not simply succeed.
    sandbox: sandboxInstructions.optional(),
    // The payer lets us keep the method.
    save: z.boolean().default(false),
  }),
  async ({ world, key, name: called }, order) => {
    const payment = await world.inTransaction((tx) =>
      payIn(tx, asCustomer(world, order.customer), {
        customerId: customerNamed(world, order.customer),
        processor: order.via,
        amountMicros: fromDecimal(order.amount),
        saveMethod: order.save,
        key,
        sandbox: order.sandbox,
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

/** At the processor, as its payer and its staff would do it; we hear of it by a webhook. */
export const dispute = word(
  z.strictObject({
    payment: name,
    do: z.enum(['open', 'win', 'lose']),
    amount: amount.optional(),
    fee: amount.optional(),
  }),
  async ({ world }, order) => {
    const paymentId = await paymentNamed(world, order.payment);
    const payment = await world.inTransaction((tx) => paymentById(tx, paymentId));
    await playSandboxDispute(world.app.processors, payment.processor, {
      paymentId,
      reference: payment.reference,
      do: order.do,
      amountMicros: order.amount === undefined ? undefined : fromDecimal(order.amount),
      feeMicros: order.fee === undefined ? undefined : fromDecimal(order.fee),
    });
  },
);
