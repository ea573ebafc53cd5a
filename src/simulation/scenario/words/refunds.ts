import { z } from 'zod';
import { fromDecimal } from '#money';
import { refundSubjects } from '#policy';
import { quoteRefund, requestRefund, type RefundRequest } from '#refunds';
import { asCustomer, customerNamed, incidentNamed } from '../names.ts';
import { amount, e164, name, word } from '../word.ts';
import type { World } from '../world.ts';

const request = z.strictObject({
  customer: name,
  for: z.enum(refundSubjects),
  number: e164.optional(),
  incident: name.optional(),
  amount: amount.optional(),
  to: z.enum(['payments', 'credit']).default('payments'),
});

export const quote = word(request, async ({ world, name: called }, order) => {
  const decision = await world.inTransaction((tx) =>
    quoteRefund(tx, asCustomer(world, order.customer), requestOf(world, order)),
  );
  if (called !== undefined) world.refunds.set(called, { decision, refundId: null });
});

export const refund = word(request, async ({ world, key, name: called }, order) => {
  const { refundId, decision } = await world.inTransaction((tx) =>
    requestRefund(tx, asCustomer(world, order.customer), { ...requestOf(world, order), key }),
  );
  if (called !== undefined) world.refunds.set(called, { decision, refundId });
});

const requestOf = (world: World, order: z.output<typeof request>): RefundRequest => ({
  customerId: customerNamed(world, order.customer),
  subject: order.for,
  e164: order.number,
  incidentId: order.incident === undefined ? undefined : incidentNamed(world, order.incident),
  amountMicros: order.amount === undefined ? undefined : fromDecimal(order.amount),
  destination: order.to,
});
