import { numberCursor, pageFrom, type Database, type Page, type PageRequest } from '#platform';
import { unknownMessage } from './errors.ts';
import type { Message, UndeliveredArrival } from './message.ts';
import { selectUndelivered } from './store/arrivals.ts';
import { countReceived, selectMessage, selectMessages } from './store/messages.ts';

/**
 * The messages that can be read, newest first: of a customer, of a number, of everybody.
 * @refuses pages.invalid_cursor
 */
export const listMessages = async (
  db: Database,
  filter: PageRequest & { readonly customerId?: string | undefined; readonly e164?: string | undefined },
): Promise<Page<Message>> => {
  const { customerId = null, e164 = null, limit } = filter;
  const before = numberCursor(filter.cursor);
  const rows = await selectMessages(db, { customerId, e164, before, limit: limit + 1 });
  return pageFrom(rows, limit, ({ no }) => String(no));
};

/** One message; of `customerId`, where one is given. @refuses messaging.unknown_message */
export const messageById = async (
  db: Database,
  { messageId, customerId }: { readonly messageId: string; readonly customerId?: string | undefined },
): Promise<Message> => {
  const message = await selectMessage(db, messageId);
  if (message === undefined || (customerId !== undefined && message.customerId !== customerId))
    throw unknownMessage({ messageId });
  return message;
};

/** How many messages a customer has received so far; those that are erased by now count too. */
export const countMessages = (db: Database, customerId: string): Promise<number> =>
  countReceived(db, customerId);

/** What reached nobody, newest first, for the operator. @refuses pages.invalid_cursor */
export const listUndelivered = async (
  db: Database,
  filter: PageRequest & { readonly e164?: string | undefined },
): Promise<Page<UndeliveredArrival>> => {
  const { e164 = null, limit } = filter;
  const rows = await selectUndelivered(db, { before: numberCursor(filter.cursor), limit: limit + 1, e164 });
  return pageFrom(rows, limit, ({ no }) => String(no));
};
