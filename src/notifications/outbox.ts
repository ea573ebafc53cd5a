import { createHash } from 'node:crypto';
import { inTransaction, stopwatch, type Database, type DueTask } from '#platform';
import type { Context } from '#policy';
import {
  claimMail,
  keepWaiting,
  markLost,
  nextMail,
  settleMail,
  type ClaimedMail,
  type Settlement,
} from './store.ts';
import type { Delivery, MailTransport } from './transport.ts';

/**
 * So long after it claimed a mail, a worker is taken for dead: several times as long as an attempt can take.
 */
const lostAfterMinutes = 15;
/**
 * When to try again after the first, second, … attempt; five days in all, after which the mail is refused.
 * @source RFC 5321 4.5.4.1
 */
const retryMinutes = [1, 5, 15, 60, 240, 720, 1_440, 1_440, 1_440, 1_440] as const;
/** Mails on their way at once, by one worker. */
const lanes = 4;
/** After this long the worker turns to other work that is due, and comes back. */
const longestRunMs = 20_000;

/**
 * The task that sends the mails that wait, or keeps them. Any number may run at once, and be killed at any
 * moment: no mail is sent twice.
 */
export const mailTask = (transport: MailTransport): DueTask<Context> => ({
  name: 'notifications.mails',
  nextDue: nextMail(lostAfterMinutes),
  run: async (db, context) => {
    const now = context.clock.now();
    if (transport.kind === 'kept') return inTransaction(db, (tx) => keepWaiting(tx, now));
    const lost = await inTransaction(db, (tx) => markLost(tx, now.subtract({ minutes: lostAfterMinutes })));
    return lost + (await sendWaiting(db, context, transport));
  },
});

type Sender = Extract<MailTransport, { readonly kind: 'sends' }>;

const sendWaiting = async (db: Database, context: Context, transport: Sender): Promise<number> => {
  const elapsed = stopwatch();
  let reachable = true;
  const lane = async (): Promise<number> => {
    for (let count = 0; ; count += 1) {
      if (!reachable || elapsed() > longestRunMs) return count;
      const mail = await inTransaction(db, (tx) => claimMail(tx, context.clock.now()));
      if (mail === undefined) return count;
      const delivery = await deliver(context, transport, mail);
      if (delivery.outcome === 'unreachable') reachable = false;
      await inTransaction(db, (tx) => settleMail(tx, mail, settlementOf(context, mail, delivery)));
    }
  };
  const counts = await Promise.all(Array.from({ length: lanes }, lane));
  return counts.reduce((sum, count) => sum + count, 0);
};

const deliver = (context: Context, transport: Sender, mail: ClaimedMail): Promise<Delivery> =>
  transport.deliver({
    // Made of the key alone: whoever gets the mail twice in spite of everything, sees one.
    messageId: `${createHash('sha256').update(mail.key).digest('hex').slice(0, 40)}@${transport.domain}`,
    recipient: mail.recipient,
    replyTo: context.operator.supportEmail,
    language: mail.language,
    subject: mail.subject,
    body: mail.body,
    writtenAt: mail.createdAt,
  });

const settlementOf = (context: Context, { attempts }: ClaimedMail, delivery: Delivery): Settlement => {
  const now = context.clock.now();
  if (delivery.outcome === 'accepted') return { state: 'sent', sentAt: now };
  const { outcome, failure } = delivery;
  if (outcome === 'refused' || outcome === 'unknown') return { state: outcome, failure };
  const minutes = retryMinutes[attempts - 1];
  if (minutes === undefined)
    return { state: 'refused', failure: `given up after ${attempts} attempts: ${failure}` };
  return { state: 'waiting', nextAttemptAt: now.add({ minutes }), failure };
};
