// The task that hands messages over: claimed in one transaction, posted outside of any, the outcome written in a third. Whatever dies in
// between, another worker takes up when the lease runs out: at least once, never silently lost.
import { inTransaction, stopwatch, systemClock, type Database, type DueTask, type Tx } from '#platform';
import type { Context } from '#policy';
import type { Reach } from './addresses.ts';
import { giveUpEndpoint } from './give-up-endpoint.ts';
import { post, type Answer } from './post.ts';
import { isGivenUp, secondsToNext } from './rules.ts';
import { signatureOf, type SecretBox } from './secrets.ts';
import {
  claimMessage,
  insertAttempt,
  markFailing,
  markTaking,
  nextMessageDue,
  restEndpoint,
  settleMessage,
  type ClaimedMessage,
} from './store/deliveries.ts';
import { selectSecrets } from './store/endpoints.ts';

/** What deliveries need to know of the installation. */
export interface Sending {
  readonly box: SecretBox;
  readonly reach: Reach;
  /** The page on which a customer looks after endpoints, for mails. */
  readonly link: string;
}

/** Several times as long as an attempt can take. */
const leaseMinutes = 2;
/** Messages on their way at once, by one worker. */
const lanes = 8;
/** After this long the worker turns to other work that is due, and comes back. */
const longestRunMs = 5_000;
/** So long an endpoint that does not answer at all is left alone. */
const restMinutes = 1;

/** Hands over what waits. Any number may run at once, and be killed at any moment. @source Standard Webhooks 1.0 */
export const deliveryTask = (sending: Sending): DueTask<Context> => ({
  name: 'webhooks.deliveries',
  nextDue: nextMessageDue,
  run: async (db, context) => {
    const elapsed = stopwatch();
    const lane = async (): Promise<number> => {
      for (let count = 0; ; count += 1) {
        if (elapsed() > longestRunMs || !(await deliverNext(db, context, sending))) return count;
      }
    };
    const counts = await Promise.all(Array.from({ length: lanes }, lane));
    return counts.reduce((sum, count) => sum + count, 0);
  },
});

/** Hands over the message that is due longest; false when none is. */
const deliverNext = async (db: Database, context: Context, sending: Sending): Promise<boolean> => {
  const claimed = await inTransaction(db, async (tx) => {
    const now = context.clock.now();
    const message = await claimMessage(tx, now, now.add({ minutes: leaseMinutes }));
    return message && { message, sealed: await selectSecrets(tx, message.endpointId, now) };
  });
  if (claimed === undefined) return false;
  const { message, sealed } = claimed;
  const at = context.clock.now();
  const secrets = openAll(sending.box, message.endpointId, sealed);
  const answer = secrets === null ? unreadable : await send(message, secrets, sending.reach);
  await inTransaction(db, (tx) => settle(tx, context, sending, { message, at, answer }));
  return true;
};

/** The secrets, or null when the installation's own secret is not the one with which they were kept. */
const openAll = (box: SecretBox, endpointId: string, sealed: readonly Buffer[]): readonly string[] | null => {
  try {
    return sealed.map((one) => box.open(endpointId, one));
  } catch {
    return null;
  }
};

const unreadable: Answer = {
  durationMs: 0,
  status: null,
  text: null,
  retryAfterSeconds: null,
  failure: 'the secret of this endpoint cannot be read: RINGFENCE_SECRET was changed. Rotate it',
};

const send = (
  { id, url, body }: ClaimedMessage,
  secrets: readonly string[],
  reach: Reach,
): Promise<Answer> => {
  // Receivers compare it with their own clock, which no demonstration moves.
  const timestamp = Math.floor(systemClock.now().epochMilliseconds / 1_000);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Ringfence-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf(secrets, { id, timestamp, body }),
  };
  return post({ url, headers, body }, reach);
};

interface Tried {
  readonly message: ClaimedMessage;
  readonly at: Temporal.Instant;
  readonly answer: Answer;
}

const settle = async (
  tx: Tx,
  context: Context,
  sending: Sending,
  { message, at, answer }: Tried,
): Promise<void> => {
  const { durationMs, status, text, failure, retryAfterSeconds } = answer;
  const { id, endpointId, attempts } = message;
  const now = context.clock.now();
  // The endpoint first, then its message: all take their locks in this order.
  const failingSince =
    failure === null ? await markTaking(tx, endpointId) : await markFailing(tx, endpointId, at);
  // An endpoint that was deleted took its messages with it.
  if (!(await settleOne(tx, message, now, { failure, retryAfterSeconds, isOn: failingSince !== null })))
    return;
  await insertAttempt(tx, id, { number: attempts, at, durationMs, status, answer: text, failure });
  if (failingSince === null) return;
  if (status === 410) return giveUpEndpoint(tx, context, { endpointId, because: 'gone', link: sending.link });
  if (isGivenUp(failingSince, now))
    return giveUpEndpoint(tx, context, { endpointId, because: 'failing', link: sending.link });
  if (status === null) await restEndpoint(tx, endpointId, now, now.add({ minutes: restMinutes }));
};

/** Writes what comes next for a message; false when it is no longer there. */
const settleOne = async (
  tx: Tx,
  message: ClaimedMessage,
  now: Temporal.Instant,
  result: {
    readonly failure: string | null;
    readonly retryAfterSeconds: number | null;
    readonly isOn: boolean;
  },
): Promise<boolean> => {
  const { id, attempts, attemptsBefore } = message;
  if (result.failure === null) return settleMessage(tx, message, { state: 'delivered', settledAt: now });
  const seconds = result.isOn ? secondsToNext(id, attempts - attemptsBefore, result.retryAfterSeconds) : null;
  return settleMessage(
    tx,
    message,
    seconds === null
      ? { state: 'failed', settledAt: now }
      : { state: 'waiting', dueAt: now.add({ seconds }) },
  );
};
