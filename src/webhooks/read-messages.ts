import { idCursor, newId, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import type { Context } from '#policy';
import { testEventType } from './catalogue.ts';
import { isOwnedBy, type EndpointOwner } from './endpoint.ts';
import { endpointDisabled, unknownMessage } from './errors.ts';
import { endpointById } from './manage-endpoints.ts';
import type { Message, MessageInFull } from './message.ts';
import {
  requeueFailed,
  requeueMessage,
  selectAttempts,
  selectMessage,
  selectMessages,
  type MessageFilter,
} from './store/messages.ts';
import { writeMessages } from './write-messages.ts';

/** Messages that were written, newest first. @refuses pages.invalid_cursor */
export const listMessages = async (
  tx: Tx,
  filter: MessageFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<Message>> => {
  const rows = await selectMessages(tx, filter, { before: idCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ id }) => id);
};

/** Who looks: what is for its customer alone is not shown to staff. */
export interface Reader extends EndpointOwner {
  readonly isStaff: boolean;
}

/** One message with what was sent and every attempt. @refuses webhooks.unknown_message also when it is somebody else's */
export const messageById = async (tx: Tx, messageId: string, reader: Reader): Promise<MessageInFull> => {
  const { body, ...message } = await knownMessage(tx, messageId, reader);
  const isHidden = reader.isStaff && message.customerId !== null && message.isPrivate;
  return { ...message, body: isHidden ? null : body, log: await selectAttempts(tx, messageId) };
};

/**
 * Hands a message over once more, whatever became of it, with the same webhook-id: a receiver that had it can tell.
 * @refuses webhooks.unknown_message, webhooks.endpoint_disabled
 */
export const replayMessage = async (
  tx: Tx,
  context: Context,
  messageId: string,
  reader: Reader,
): Promise<MessageInFull> => {
  const { endpointId } = await knownMessage(tx, messageId, reader);
  await refuseDisabled(tx, endpointId, reader);
  await requeueMessage(tx, messageId, context.clock.now());
  return messageById(tx, messageId, reader);
};

/**
 * Hands over once more all that failed at an endpoint and was written since; returns how many.
 * @refuses webhooks.unknown_endpoint, webhooks.endpoint_disabled
 */
export const replayFailed = async (
  tx: Tx,
  context: Context,
  order: { readonly endpointId: string; readonly owner: EndpointOwner; readonly since: Temporal.Instant },
): Promise<number> => {
  await refuseDisabled(tx, order.endpointId, order.owner);
  return requeueFailed(tx, order.endpointId, order.since, context.clock.now());
};

/**
 * Sends an event of type `webhook.test`, as others are sent; returns its message.
 * @refuses webhooks.unknown_endpoint, webhooks.endpoint_disabled
 */
export const sendTest = async (
  tx: Tx,
  context: Context,
  { endpointId, owner }: { readonly endpointId: string; readonly owner: EndpointOwner },
): Promise<Message> => {
  await refuseDisabled(tx, endpointId, owner);
  await writeMessages(tx, context, [
    {
      endpointIds: [endpointId],
      key: `test:${newId(context.clock)}`,
      eventType: testEventType,
      occurredAt: context.clock.now(),
      data: { endpointId },
    },
  ]);
  const filter = { endpointId, eventType: testEventType };
  return (await selectMessages(tx, filter, { before: null, limit: 1 }))[0]!;
};

const knownMessage = async (tx: Tx, messageId: string, owner: EndpointOwner) => {
  const message = await selectMessage(tx, messageId);
  if (message === undefined || !isOwnedBy(message, owner)) throw unknownMessage({ messageId });
  return message;
};

const refuseDisabled = async (tx: Tx, endpointId: string, owner: EndpointOwner): Promise<void> => {
  const { state } = await endpointById(tx, endpointId, owner);
  if (state === 'disabled') throw endpointDisabled({ endpointId });
};
