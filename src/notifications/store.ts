import { sql } from 'kysely';
import { dueAt, type DueQuestion, type Language, type Tx } from '#platform';
import type { Mail, MailState } from './mail.ts';

export interface NewMail {
  readonly key: string;
  readonly customerId: string | null;
  readonly recipient: string;
  readonly about: string;
  readonly language: Language;
  readonly subject: string;
  readonly body: string;
  readonly confidential: boolean;
  readonly createdAt: Temporal.Instant;
}

/** Writes the mail unless one with its key was written before; says whether it did. */
export const insertMail = async (tx: Tx, mail: NewMail): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('notifications.mail')
    .values({ ...mail, state: 'waiting', nextAttemptAt: mail.createdAt })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

export interface MailFilter {
  readonly customerId?: string | undefined;
  readonly state?: MailState | undefined;
  readonly about?: string | undefined;
}

const shown = (tx: Tx) =>
  tx
    .selectFrom('notifications.mail')
    .select([
      'id',
      'customerId',
      'recipient',
      'about',
      sql<Language>`language`.as('language'),
      'subject',
      sql<string | null>`case when not confidential or state = 'kept' then body end`.as('body'),
      'createdAt',
      'state',
      'attempts',
      'nextAttemptAt',
      'sentAt',
      'failure',
    ]);

/** Newest first. */
export const selectMails = async (
  tx: Tx,
  filter: MailFilter & { readonly before: bigint | null; readonly limit: number },
): Promise<readonly Mail[]> => {
  let query = shown(tx).orderBy('id', 'desc').limit(filter.limit);
  if (filter.before !== null) query = query.where('id', '<', filter.before);
  if (filter.customerId !== undefined) query = query.where('customerId', '=', filter.customerId);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.about !== undefined) query = query.where('about', '=', filter.about);
  return query.execute();
};

export const selectMail = async (tx: Tx, id: bigint): Promise<Mail | undefined> =>
  shown(tx).where('id', '=', id).executeTakeFirst();

export const selectCounts = async (
  tx: Tx,
  customerId: string,
  about: string,
): Promise<readonly { readonly language: Language; readonly count: bigint }[]> =>
  (await tx
    .selectFrom('notifications.mail')
    .select(['language', sql<bigint>`count(*)`.as('count')])
    .where('customerId', '=', customerId)
    .where('about', '=', about)
    .groupBy('language')
    .orderBy('language')
    .execute()) as readonly { language: Language; count: bigint }[];

/** A mail that this worker has to send now. */
export interface ClaimedMail {
  readonly id: bigint;
  readonly key: string;
  readonly recipient: string;
  readonly language: Language;
  readonly subject: string;
  readonly body: string;
  readonly createdAt: Temporal.Instant;
  /** Counts this attempt. */
  readonly attempts: number;
}

/** Takes the mail that waits longest, so that no other worker sends it. */
export const claimMail = async (tx: Tx, now: Temporal.Instant): Promise<ClaimedMail | undefined> => {
  const { rows } = await sql<ClaimedMail>`
    update notifications.mail m
       set state = 'sending', claimed_at = ${now}, next_attempt_at = null, attempts = attempts + 1
      from (select id from notifications.mail
             where state = 'waiting' and next_attempt_at <= ${now}
             order by next_attempt_at, id limit 1 for update skip locked) due
     where m.id = due.id
    returning m.id, m.key, m.recipient, m.language, m.subject, m.body, m.created_at, m.attempts`.execute(tx);
  return rows[0];
};

/** How an attempt ended. */
export type Settlement =
  | { readonly state: 'sent'; readonly sentAt: Temporal.Instant }
  | { readonly state: 'waiting'; readonly nextAttemptAt: Temporal.Instant; readonly failure: string }
  | { readonly state: 'refused' | 'unknown'; readonly failure: string };

/**
 * Writes how an attempt ended; a worker that was taken for dead meanwhile (`unknown`) may still tell the
 * truth. What was confidential is erased once it is out.
 */
export const settleMail = async (
  tx: Tx,
  { id, attempts }: ClaimedMail,
  settlement: Settlement,
): Promise<void> => {
  const cleared = { sentAt: null, nextAttemptAt: null, failure: null, claimedAt: null };
  await tx
    .updateTable('notifications.mail')
    .set({ ...cleared, ...settlement })
    .$if(settlement.state === 'sent', (query) =>
      query.set({ body: sql<string>`case when confidential then '' else body end` }),
    )
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', 'in', ['sending', 'unknown'])
    .execute();
};

/** Mails whose worker has not come back since before `claimedBefore`: nobody knows whether they went out. */
export const markLost = async (tx: Tx, claimedBefore: Temporal.Instant): Promise<number> => {
  const { numUpdatedRows } = await tx
    .updateTable('notifications.mail')
    .set({ state: 'unknown', failure: 'the worker that was sending it did not come back' })
    .where('state', '=', 'sending')
    .where('claimedAt', '<=', claimedBefore)
    .executeTakeFirst();
  return Number(numUpdatedRows);
};

/** The demonstration: every mail that waits is kept. */
export const keepWaiting = async (tx: Tx, now: Temporal.Instant): Promise<number> => {
  const { numUpdatedRows } = await tx
    .updateTable('notifications.mail')
    .set({ state: 'kept', nextAttemptAt: null })
    .where('state', '=', 'waiting')
    .where('nextAttemptAt', '<=', now)
    .executeTakeFirst();
  return Number(numUpdatedRows);
};

/** When the next mail waits, or the oldest claim was made so many minutes ago that it is lost. */
export const nextMail = (lostAfterMinutes: number): DueQuestion =>
  dueAt(sql`
    select least((select min(next_attempt_at) from notifications.mail where state = 'waiting'),
                 (select min(claimed_at) from notifications.mail where state = 'sending')
                   + make_interval(mins => ${sql.lit(lostAfterMinutes)}))`);

/**
 * Lets a mail wait again, for the address that its customer has now; false when it is not refused or unknown.
 */
export const requeueMail = async (
  tx: Tx,
  id: bigint,
  now: Temporal.Instant,
  recipient: string | null,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('notifications.mail')
    .set({
      state: 'waiting',
      nextAttemptAt: now,
      failure: null,
      claimedAt: null,
      ...(recipient === null ? {} : { recipient }),
    })
    .where('id', '=', id)
    .where('state', 'in', ['refused', 'unknown'])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};
