// What all sandbox processors share: their inside, the webhooks that they send, and calls that get lost.
import { inTransaction, newId, Outage, type Clock, type Database, type Tx } from '#platform';
import type { ProcessorName } from '#policy';
import type { Processor } from '../processor.ts';
import { enter } from './books-store.ts';
import type { FeeSchedule } from './fees.ts';
import type { Dialect, DraftEvent, SandboxPayment } from './state.ts';

export interface Engine {
  readonly db: Database;
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly fees: FeeSchedule;
}

/** A sandbox processor, with its inside for the task that moves its time. */
export interface SandboxProcessor extends Processor {
  readonly engine: Engine;
}

export type SandboxProcessors = Readonly<Record<ProcessorName, SandboxProcessor>>;

/** A webhook on its way to us, and how often it still is to be delivered. */
export interface SandboxEvent {
  readonly reference: string;
  readonly envelope: unknown;
  readonly deliveries: number;
  readonly plan: readonly { readonly at: string; readonly step: 'deliver' }[];
}

/** The first call under a key fails, the next ones do not: kept in the books, in a transaction of its own. */
export const loseCallOnce = async (engine: Engine, key: string, message: string): Promise<void> => {
  const { processor } = engine.dialect;
  const entry = {
    processor,
    reference: `lost-${newHex(engine.clock)}`,
    kind: 'lost_call',
    key,
    body: {},
  } as const;
  const first = await inTransaction(engine.db, (tx) =>
    enter(tx, { ...entry, at: engine.clock.now(), changesAt: null }),
  );
  if (first) throw new Outage(processor, message, { retryable: true });
};

/**
 * Sends word of what has happened: webhooks on their way to us, each delivered as often as the payment's
 * instructions say.
 */
export const send = async (
  engine: Engine,
  tx: Tx,
  { instructions }: Pick<SandboxPayment, 'instructions'>,
  drafts: readonly DraftEvent[],
): Promise<void> => {
  const { dialect, clock } = engine;
  const now = clock.now();
  for (const draft of drafts) {
    const id = dialect.processor === 'card' ? `evt_${newHex(clock)}` : `WH-${newHex(clock).toUpperCase()}`;
    const event: SandboxEvent = {
      reference: id,
      envelope: dialect.envelope(id, String(now), draft),
      deliveries: 1 + instructions.repeats,
      plan: [],
    };
    await enter(tx, {
      processor: dialect.processor,
      reference: id,
      kind: 'event',
      key: id,
      body: event,
      at: now,
      changesAt: now,
    });
  }
};

/** The 32 hexadecimal digits of a new id: references are made of them. */
export const newHex = (clock: Clock): string => newId(clock).replaceAll('-', '');

export const isDue = (at: string, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(at), now) <= 0;
