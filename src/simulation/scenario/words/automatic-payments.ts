import { z } from 'zod';
import { fromDecimal } from '#money';
import {
  automaticInstructions,
  automaticPaymentById,
  cancelAutomaticPayment as cancel,
  cancelSandboxMethod,
  newestPaymentOf,
  paymentsOf,
  removeAutomaticTopUp,
  setAutomaticTopUp,
  startAutomaticPayment,
  unknownAutomaticPayment,
  unknownPayment,
} from '#payments';
import { asCustomer, customerNamed } from '../names.ts';
import { amount, name, processor, word } from '../word.ts';
import type { World } from '../world.ts';

/** `payer`: what the payer does about it; pays every month when left out. */
export const automaticPayment = word(
  z.strictObject({ customer: name, amount, via: processor, payer: automaticInstructions.optional() }),
  async ({ world, key, name: called }, order) => {
    const started = await world.inTransaction((tx) =>
      startAutomaticPayment(tx, asCustomer(world, order.customer), {
        customerId: customerNamed(world, order.customer),
        processor: order.via,
        amountMicros: fromDecimal(order.amount),
        key,
        sandbox: order.payer,
      }),
    );
    world.automaticPayments.set(called ?? `automaticPayment ${key}`, started.id);
  },
);

/** `by: payer`: at PayPal, at the card's bank, at the bank; otherwise with us. */
export const cancelAutomaticPayment = word(
  z.strictObject({ payment: name, by: z.enum(['customer', 'payer']).default('customer') }),
  async ({ world }, order) => {
    const automaticPaymentId = world.automaticPayments.get(order.payment);
    if (automaticPaymentId === undefined)
      throw unknownAutomaticPayment({ automaticPaymentId: order.payment });
    if (order.by === 'customer') {
      await world.inTransaction((tx) => cancel(tx, world.context, { automaticPaymentId }));
      return;
    }
    const found = await world.inTransaction((tx) => automaticPaymentById(tx, automaticPaymentId));
    if (found.methodReference !== null)
      await cancelSandboxMethod(world.app.processors, {
        processor: found.processor,
        reference: found.methodReference,
      });
  },
);

/** Credit below a threshold is topped up by itself, with the method that a payment saved; `off` ends it. */
export const automaticTopUp = word(
  z.union([
    z.strictObject({ customer: name, below: amount, amount, atMost: amount, via: processor.optional() }),
    z.strictObject({ customer: name, off: z.literal(true) }),
  ]),
  async ({ world }, order) => {
    const customerId = customerNamed(world, order.customer);
    await world.inTransaction(async (tx) => {
      if ('off' in order) return removeAutomaticTopUp(tx, customerId);
      await setAutomaticTopUp(tx, asCustomer(world, order.customer), {
        customerId,
        processor: order.via,
        belowMicros: fromDecimal(order.below),
        amountMicros: fromDecimal(order.amount),
        mostAMonthMicros: fromDecimal(order.atMost),
      });
    });
  },
);

/** A payment of the story by its name: of an automatic payment, the newest that succeeded. */
export const paymentNamed = async (world: World, called: string): Promise<string> => {
  const automatic = world.automaticPayments.get(called);
  const found =
    automatic === undefined
      ? world.payments.get(called)
      : await world.inTransaction((tx) => newestPaymentOf(tx, automatic));
  if (found === undefined || found === null) throw unknownPayment({ paymentId: called });
  return found;
};

/** The names of payments. Those of an automatic payment share its name: the first is called so, the next `name 2`. */
export const namesOfPayments = async (world: World): Promise<ReadonlyMap<string, string>> => {
  const names = new Map(world.payments);
  for (const [called, automaticPaymentId] of world.automaticPayments) {
    const { items } = await world.inTransaction((tx) =>
      paymentsOf(tx, { automaticPaymentId }, { limit: 200 }),
    );
    for (const [index, { id }] of items.toReversed().entries())
      names.set(index === 0 ? called : `${called} ${index + 1}`, id);
  }
  return names;
};
