import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { Attempt, Message, MessageState } from '../message.ts';

export interface NewMessage {
  readonly id: string;
  readonly endpointId: string;
  readonly key: string;
  readonly eventType: string;
  readonly body: string;
  readonly isPrivate: boolean;
}

/** Writes messages; those whose key was written before for their endpoint stay as they are. Returns how many are new. */
export const insertMessages = async (
  tx: Tx,
  messages: readonly NewMessage[],
  at: Temporal.Instant,
): Promise<number> => {
  const { numAffectedRows } = await sql`
    insert into webhooks.message (id, endpoint_id, key, event_type, body, is_private, created_at, state, due_at)
    select m.id, m.endpoint_id, m.key, m.event_type, m.body, m.is_private, ${at}, 'waiting', ${at}
      from unnest(${messages.map(({ id }) => id)}::uuid[], ${messages.map(({ endpointId }) => endpointId)}::uuid[],
                  ${messages.map(({ key }) => key)}::text[], ${messages.map(({ eventType }) => eventType)}::text[],
                  ${messages.map(({ body }) => body)}::text[], ${messages.map(({ isPrivate }) => isPrivate)}::boolean[])
                  as m (id, endpoint_id, key, event_type, body, is_private)
    on conflict (endpoint_id, key) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};

export interface MessageFilter {
  /** Of one customer's endpoints; null: of the operator's own; undefined: of anybody's. */
  readonly customerId?: string | null | undefined;
  readonly endpointId?: string | undefined;
  readonly state?: MessageState | undefined;
  readonly eventType?: string | undefined;
}

const shown = (tx: Tx) =>
  tx
    .selectFrom('webhooks.message as m')
    .innerJoin('webhooks.endpoint as e', 'e.id', 'm.endpointId')
    .select([
      'm.id',
      'm.endpointId',
      'e.customerId',
      'm.eventType',
      'm.createdAt',
      'm.state',
      'm.attempts',
      'm.isPrivate',
      sql<Temporal.Instant | null>`case when m.state = 'waiting' then m.due_at end`.as('nextAttemptAt'),
      'm.settledAt',
    ]);

/** Newest first. */
export const selectMessages = (
  tx: Tx,
  filter: MessageFilter,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly Message[]> => {
  let query = shown(tx).orderBy('m.id', 'desc').limit(page.limit);
  if (page.before !== null) query = query.where('m.id', '<', page.before);
  if (filter.customerId === null) query = query.where('e.customerId', 'is', null);
  else if (filter.customerId !== undefined) query = query.where('e.customerId', '=', filter.customerId);
  if (filter.endpointId !== undefined) query = query.where('m.endpointId', '=', filter.endpointId);
  if (filter.state !== undefined) query = query.where('m.state', '=', filter.state);
  if (filter.eventType !== undefined) query = query.where('m.eventType', '=', filter.eventType);
  return query.execute();
};

export const selectMessage = (
  tx: Tx,
  id: string,
): Promise<(Message & { readonly body: string }) | undefined> =>
  shown(tx).select('m.body').where('m.id', '=', id).executeTakeFirst();

export const selectAttempts = (tx: Tx, messageId: string): Promise<readonly Attempt[]> =>
  tx
    .selectFrom('webhooks.attempt')
    .select(['number', 'at', 'durationMs', 'status', 'answer', 'failure'])
    .where('messageId', '=', messageId)
    .orderBy('number')
    .execute();

/** Lets a message be handed over anew, by a schedule that begins anew. One that is on its way is left alone. */
export const requeueMessage = async (tx: Tx, id: string, at: Temporal.Instant): Promise<void> => {
  await sql`
    update webhooks.message set state = 'waiting', due_at = ${at}, settled_at = null, attempts_before = attempts
     where id = ${id} and state <> 'sending'`.execute(tx);
};

/** The same for all that failed at an endpoint and was written since; returns how many. */
export const requeueFailed = async (
  tx: Tx,
  endpointId: string,
  since: Temporal.Instant,
  at: Temporal.Instant,
): Promise<number> => {
  const { numAffectedRows } = await sql`
    update webhooks.message set state = 'waiting', due_at = ${at}, settled_at = null, attempts_before = attempts
     where endpoint_id = ${endpointId} and state = 'failed' and created_at >= ${since}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};

/** Removes messages that ended and were written before, at most `limit`, oldest first. */
export const deleteOld = async (tx: Tx, before: Temporal.Instant, limit: number): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from webhooks.message where id in (
      select id from webhooks.message where created_at < ${before} and due_at is null
       order by created_at limit ${limit} for update skip locked)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};

/** Removes messages that hold what is to be forgotten, whatever became of them, at most `limit`. */
export const deletePrivate = async (tx: Tx, before: Temporal.Instant, limit: number): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from webhooks.message where id in (
      select id from webhooks.message where created_at < ${before} and is_private
       order by created_at limit ${limit} for update skip locked)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};

/** When the oldest message that has ended, or the oldest that is to be forgotten, has been kept for so long. */
export const nextToForget = (kept: { readonly endedHours: number; readonly privateHours: number }) =>
  dueAt(
    sql`least((select min(created_at) from webhooks.message where due_at is null) + make_interval(hours => ${sql.lit(kept.endedHours)}),
              (select min(created_at) from webhooks.message where is_private) + make_interval(hours => ${sql.lit(kept.privateHours)}))`,
  );
