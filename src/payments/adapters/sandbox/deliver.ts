// Time passes in the sandbox, and its webhooks are delivered: again when our answer was lost, as a real
// sender does.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { inTransaction, type Clock, type Database, type DueTask } from '#platform';
import type { Context, ProcessorName } from '#policy';
import { eventNotGenuine } from '../../errors.ts';
import { receiveEvent } from '../../receive-event.ts';
import type { IncomingMessage } from '../processor.ts';
import { isSignedByStripe, stripeSignature } from '../stripe-signature.ts';
import { find, findShown, nextChange, rewrite, takeChanging, type BookEntry } from './books-store.ts';
import type { SandboxEvent, SandboxProcessor, SandboxProcessors } from './engine.ts';
import { passTimeOverRefund } from './give-refunds.ts';
import { passTimeOverMethod } from './keep-methods.ts';
import type { SandboxMethod, SandboxRefund } from './state.ts';
import { passTimeOverPayment } from './take-payments.ts';

// Known to everyone who reads this: it protects nothing, and exists only where no real money moves.
const secret = 'whsec_sandbox';
// A real sender waits between two deliveries of one event.
const pauseMinutes = 10;

/**
 * The task that lets due outcomes happen at the sandbox processors and delivers their webhooks to us. First
 * of all tasks.
 */
export const sandboxTask = (processors: Partial<SandboxProcessors>): DueTask<Context> => ({
  name: 'payments.sandbox',
  nextDue: nextChange,
  run: async (db, context) => {
    let count = 0;
    while (await changeOne(db, context, processors)) count += 1;
    return count;
  },
});

const changeOne = async (
  db: Database,
  context: Context,
  processors: Partial<SandboxProcessors>,
): Promise<boolean> => {
  const now = context.clock.now();
  const taken = await inTransaction(db, async (tx) => {
    const entry = await takeChanging(tx, now);
    if (!entry || entry.kind === 'event') return entry;
    const { engine } = sandboxOf(processors, entry);
    if (entry.kind === 'payment') {
      const shown = await findShown(tx, entry.processor, { reference: entry.reference });
      await passTimeOverPayment(engine, tx, shown!);
    } else if (entry.kind === 'method') {
      await passTimeOverMethod(engine, tx, entry.body as SandboxMethod);
    } else {
      const refund = entry.body as SandboxRefund;
      const shown = await findShown(tx, entry.processor, { reference: refund.paymentReference });
      await passTimeOverRefund(engine, tx, shown!, refund);
    }
    return entry;
  });
  if (taken?.kind === 'event') {
    await deliver(db, context, sandboxOf(processors, taken), taken as BookEntry<SandboxEvent>);
  }
  return taken !== null;
};

const sandboxOf = (processors: Partial<SandboxProcessors>, entry: BookEntry<unknown>): SandboxProcessor => {
  const sandbox = processors[entry.processor];
  assert(sandbox, `there is a sandbox payment, and no sandbox for ${entry.processor}`);
  return sandbox;
};

const deliver = async (
  db: Database,
  context: Context,
  sandbox: SandboxProcessor,
  { processor, body: event }: BookEntry<SandboxEvent>,
): Promise<void> => {
  const body = JSON.stringify(event.envelope);
  // By the sender's own clock, as it will be verified: the demonstration's may have been moved since this round began.
  const headers = { 'stripe-signature': stripeSignature(body, secret, sandbox.engine.clock.now()) };
  await receiveEvent(db, context, sandbox, {
    headers: processor === 'card' ? headers : {},
    body,
  });
  const deliveries = event.deliveries - 1;
  const again = context.clock.now().add({ minutes: pauseMinutes });
  const plan = deliveries > 0 ? [{ at: String(again), step: 'deliver' as const }] : [];
  await inTransaction(db, (tx) => rewrite(tx, processor, { ...event, deliveries, plan } as SandboxEvent));
};

/**
 * Whether the sandbox sent this message. Card: by its signature, as Stripe signs. PayPal and bank: by asking
 * the sender, as PayPal's verification call and a fetched statement do.
 * @refuses payments.event_not_genuine
 */
export const verifySandboxEvent = async (
  db: Database,
  clock: Clock,
  processor: ProcessorName,
  message: IncomingMessage,
  idOf: (body: unknown) => string,
): Promise<{ readonly id: string; readonly body: unknown }> => {
  const event = parsed(message.body, idOf);
  if (!event) throw eventNotGenuine({ processor });
  if (processor === 'card') {
    const signature = message.headers['stripe-signature'];
    if (!isSignedByStripe(signature, message.body, secret, clock.now())) throw eventNotGenuine({ processor });
    return event;
  }
  const sent = await inTransaction(db, (tx) =>
    find<SandboxEvent>(tx, processor, 'event', { reference: event.id }),
  );
  if (!sent || !isDeepStrictEqual(sent.envelope, event.body)) throw eventNotGenuine({ processor });
  return event;
};

const parsed = (
  text: string,
  idOf: (body: unknown) => string,
): { readonly id: string; readonly body: unknown } | null => {
  try {
    const body: unknown = JSON.parse(text);
    return { id: idOf(body), body };
  } catch {
    return null;
  }
};
