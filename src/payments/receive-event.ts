import { inTransaction, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import {
  processorOf,
  type EventSubject,
  type IncomingMessage,
  type Processor,
  type Processors,
} from './adapters/processor.ts';
import { hurryMethod } from './automatic/store/methods.ts';
import { announceDispute } from './disputes/store.ts';
import { isUuid } from './rules.ts';
import { insertEvent, markHandled, takeEvent, type InboxEvent } from './store/inbox.ts';
import { hurryPayment } from './store/payments.ts';
import { hurryPayout } from './store/payouts.ts';

/**
 * Takes in a webhook: verified with its sender, stored as it came, once. False when it had arrived before.
 * Opens its own transaction, because verifying may call the processor.
 * @refuses payments.event_not_genuine
 */
export const receiveEvent = async (
  db: Database,
  context: Context,
  processor: Processor,
  message: IncomingMessage,
): Promise<boolean> => {
  const { id, body } = await processor.verifyEvent(message);
  const event = { processor: processor.name, eventId: id, body };
  return inTransaction(db, (tx) => insertEvent(tx, event, context.clock.now()));
};

/**
 * Reads the webhooks that wait. They are hints: what they speak of is asked about at the processor, and
 * nothing else is believed. One that cannot be read is put aside, and reported at the end.
 */
export const handleEvents = async (
  db: Database,
  context: Context,
  processors: Partial<Processors>,
): Promise<number> => {
  const errors: Error[] = [];
  for (let count = 0; ; count += 1) {
    const event = await inTransaction(db, async (tx) => {
      const taken = await takeEvent(tx);
      if (taken)
        errors.push(...(await handleEvent(tx, context, processorOf(processors, taken.processor), taken)));
      return taken;
    });
    if (event) continue;
    if (errors.length > 0) throw new AggregateError(errors, errors.map((error) => error.message).join('; '));
    return count;
  }
};

const handleEvent = async (
  tx: Tx,
  context: Context,
  processor: Processor,
  event: InboxEvent,
): Promise<readonly Error[]> => {
  const now = context.clock.now();
  const subjects = subjectsOf(processor, event);
  let concerned = 0;
  for (const subject of subjects ?? []) concerned += (await hurry(tx, context, processor, subject)) ? 1 : 0;
  await markHandled(tx, event, now, concerned);
  return subjects ? [] : [new Error(`event ${event.eventId} of ${processor.name} cannot be read`)];
};

const subjectsOf = (processor: Processor, event: InboxEvent): readonly EventSubject[] | null => {
  try {
    return processor.subjectsOf(event.body);
  } catch {
    return null;
  }
};

const hurry = async (
  tx: Tx,
  { clock }: Context,
  processor: Processor,
  { kind, reference, key }: EventSubject,
): Promise<boolean> => {
  const by = { reference, id: isUuid(key) ? key : null };
  if (kind === 'payment') return hurryPayment(tx, processor.name, by, clock.now());
  if (kind === 'refund') return hurryPayout(tx, processor.name, by, clock.now());
  if (kind === 'method') return hurryMethod(tx, processor.name, reference, clock.now());
  // Whose a dispute is, the processor says when it is asked.
  if (reference === null) return false;
  await announceDispute(tx, clock, processor.name, reference);
  return true;
};
