import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { ProcessorName } from '#policy';

export interface InboxEvent {
  readonly processor: ProcessorName;
  readonly eventId: string;
  readonly body: unknown;
}

/** False when this event had arrived before. */
export const insertEvent = async (tx: Tx, event: InboxEvent, at: Temporal.Instant): Promise<boolean> => {
  const { rows } = await sql`
    insert into payments.inbox (processor, event_id, body, received_at)
    values (${event.processor}, ${event.eventId}, ${JSON.stringify(event.body)}::jsonb, ${at})
    on conflict (processor, event_id) do nothing
    returning event_id`.execute(tx);
  return rows.length === 1;
};

/** The oldest event that nobody handled yet; others leave it alone until the transaction ends. */
export const takeEvent = async (tx: Tx): Promise<InboxEvent | null> => {
  const { rows } = await sql<InboxEvent>`
    select processor, event_id, body from payments.inbox
     where handled_at is null order by received_at, event_id limit 1 for update skip locked`.execute(tx);
  return rows[0] ?? null;
};

export const markHandled = async (
  tx: Tx,
  event: InboxEvent,
  at: Temporal.Instant,
  concerned: number,
): Promise<void> => {
  await sql`
    update payments.inbox set handled_at = ${at}, concerned = ${concerned}
     where processor = ${event.processor} and event_id = ${event.eventId}`.execute(tx);
};

export const nextEventDue = dueAt(sql`select min(received_at) from payments.inbox where handled_at is null`);
