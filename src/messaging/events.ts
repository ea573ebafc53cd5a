import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import type { KeptMessage } from './store/messages.ts';

/** received: it can be read now, perhaps with gaps; completed: one that had gaps is whole now. */
export const messageEvents = ['messaging.received', 'messaging.completed'] as const;

/** What of an event is forgotten together with its message. */
export const forgottenOfEvents = ['from', 'text'] as const;

/** Tells whoever is concerned, in the transaction in which the message became readable. */
export const recordReceived = (
  tx: Tx,
  context: Context,
  kind: (typeof messageEvents)[number],
  message: KeptMessage,
): Promise<void> =>
  recordEvents(tx, context.clock, kind, [
    {
      customerId: message.customerId,
      messageId: message.id,
      rentalId: String(message.rentalId),
      e164: message.e164,
      from: message.sender,
      text: message.text,
      complete: message.state === 'complete',
      receivedAt: message.receivedAt.toString(),
    },
  ]);
