import { randomUUID } from 'node:crypto';
import { fromDecimal } from '#money';
import { paymentTasks, sandboxInstructions, sandboxProcessors, type PaymentOrder } from '#payments';
import { movableClock, Outage, type Database } from '#platform';
import type { Context, ProcessorName } from '#policy';
import { freshDatabase } from './database.ts';

/** Sandbox processors on a database of their own, with a clock that is moved by hand. */
export const open = async () => {
  const { db } = await freshDatabase();
  const clock = movableClock(Temporal.Instant.from('2022-03-10T08:00:00Z'));
  const operator = {
    name: 'Ringfence',
    timeZone: 'Europe/Rome',
    currency: 'EUR',
    supportEmail: 'help@ringfence.example',
  };
  const context: Context = { clock, operator, actor: 'system' };
  const processors = sandboxProcessors(db, clock);
  const outside = paymentTasks(processors).find(({ name }) => name === 'payments.sandbox')!;
  return {
    db,
    clock,
    processors,
    wait: (hours: number) => clock.moveTo(clock.now().add({ hours })),
    deliver: () => outside.run(db, context),
    order: (processor: ProcessorName, instructions: object = {}, asked: Partial<PaymentOrder> = {}) => {
      const key = randomUUID();
      const sandbox = sandboxInstructions.parse(instructions);
      const amountMicros = fromDecimal('50.00');
      return {
        key,
        ask: () =>
          processors[processor].createPayment({
            key,
            amountMicros,
            currency: 'EUR',
            method: null,
            savesMethod: false,
            sandbox,
            ...asked,
          }),
      };
    },
  };
};

type World = Awaited<ReturnType<typeof open>>;

/** A payment that succeeded, and how to ask for refunds of it. */
export const paid = async (
  { processors, order }: World,
  processor: ProcessorName,
  instructions: object = {},
) => {
  const { key, ask } = order(processor, instructions);
  const { reference } = await ask();
  return (amount: string, refundKey: string = randomUUID()) => {
    const lookup = { key: refundKey, reference: null, paymentReference: reference! };
    const amountMicros = fromDecimal(amount);
    return {
      key,
      ask: () => processors[processor].refundPayment({ ...lookup, amountMicros, currency: 'EUR' }),
      fetch: () => processors[processor].fetchRefund(lookup),
    };
  };
};

/** The webhooks that arrived, in the order in which they were sent. */
export const eventsIn = async (db: Database): Promise<readonly Record<string, unknown>[]> => {
  const rows = await db
    .selectFrom('payments.sandboxObject')
    .select('body')
    .where('kind', '=', 'event')
    .orderBy('no')
    .execute();
  return rows.map((row) => (row.body as { envelope: Record<string, unknown> }).envelope);
};

export const typesOf = (events: readonly Record<string, unknown>[]) =>
  events.map((event) => event['event_type'] ?? event['type']);

export const isOutage = (error: unknown): boolean => error instanceof Outage && error.retryable;
