import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { Attempt } from '../message.ts';

/** A message that this worker hands over now. */
export interface ClaimedMessage {
  readonly id: string;
  readonly endpointId: string;
  readonly url: string;
  readonly body: string;
  /** Counts this attempt. */
  readonly attempts: number;
  readonly attemptsBefore: number;
}

/** When the next message is due, or its worker is taken for dead. */
export const nextMessageDue = dueAt(sql`(select min(due_at) from webhooks.message where due_at is not null)`);

/** Takes the message that is due longest, so that no other worker hands it over before `leaseUntil`. */
export const claimMessage = async (
  tx: Tx,
  now: Temporal.Instant,
  leaseUntil: Temporal.Instant,
): Promise<ClaimedMessage | undefined> => {
  const { rows } = await sql<ClaimedMessage & { wasSending: boolean }>`
    update webhooks.message m
       set state = 'sending', due_at = ${leaseUntil}, attempts = m.attempts + 1
      from (select id, state = 'sending' as was_sending from webhooks.message
             where due_at <= ${now}
             order by due_at, id limit 1 for update skip locked) due,
           webhooks.endpoint e
     where m.id = due.id and e.id = m.endpoint_id
    returning m.id, m.endpoint_id, e.url, m.body, m.attempts, m.attempts_before, due.was_sending`.execute(tx);
  const claimed = rows[0];
  if (claimed === undefined) return undefined;
  const { wasSending, ...message } = claimed;
  if (wasSending)
    await insertAttempt(tx, message.id, {
      number: message.attempts - 1,
      at: now,
      durationMs: null,
      status: null,
      answer: null,
      failure: 'the worker did not come back: nobody knows whether it arrived',
    });
  return message;
};

export const insertAttempt = async (tx: Tx, messageId: string, attempt: Attempt): Promise<void> => {
  await tx
    .insertInto('webhooks.attempt')
    .values({ messageId, ...attempt })
    .onConflict((conflict) => conflict.columns(['messageId', 'number']).doNothing())
    .execute();
};

/** How an attempt ended. */
export type Settlement =
  | { readonly state: 'delivered' | 'failed'; readonly settledAt: Temporal.Instant }
  | { readonly state: 'waiting'; readonly dueAt: Temporal.Instant };

/**
 * Writes how an attempt ended. One that was taken for dead meanwhile changes nothing any more, unless it can say that it was delivered.
 * False when the message is gone.
 */
export const settleMessage = async (
  tx: Tx,
  { id, attempts }: ClaimedMessage,
  settlement: Settlement,
): Promise<boolean> => {
  let query = tx
    .updateTable('webhooks.message')
    .set({ dueAt: null, settledAt: null, ...settlement })
    .where('id', '=', id)
    .where('state', '=', 'sending');
  if (settlement.state !== 'delivered') query = query.where('attempts', '=', attempts);
  const { numUpdatedRows } = await query.executeTakeFirst();
  if (numUpdatedRows > 0n) return true;
  const found = await tx.selectFrom('webhooks.message').select('id').where('id', '=', id).executeTakeFirst();
  return found !== undefined;
};

/** Notes that an endpoint took something. */
export const markTaking = async (tx: Tx, endpointId: string): Promise<null> => {
  await sql`update webhooks.endpoint set failing_since = null where id = ${endpointId} and failing_since is not null`.execute(
    tx,
  );
  return null;
};

/** Notes that an endpoint failed, and since when every attempt has; null: it is disabled or gone. */
export const markFailing = async (
  tx: Tx,
  endpointId: string,
  at: Temporal.Instant,
): Promise<Temporal.Instant | null> => {
  const { rows } = await sql<{ failingSince: Temporal.Instant }>`
    update webhooks.endpoint set failing_since = coalesce(failing_since, ${at})
     where id = ${endpointId} and state = 'enabled' returning failing_since`.execute(tx);
  return rows[0]?.failingSince ?? null;
};

/** Puts off everything that is due now at an endpoint which does not answer, so that it keeps nobody else waiting. No attempt is counted. */
export const restEndpoint = async (
  tx: Tx,
  endpointId: string,
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<void> => {
  await sql`
    update webhooks.message m set due_at = ${until}
      from (select id from webhooks.message
             where endpoint_id = ${endpointId} and state = 'waiting' and due_at <= ${now} for update skip locked) due
     where m.id = due.id`.execute(tx);
};
