import { goesToEmail } from '#messaging';
import { messageEvent } from './events.ts';
import type { Tell } from './links.ts';
import { writeMail } from './write-mail.ts';

/** messaging.received and messaging.completed: sent on, where the customer wants that. */
export const tellMessage: Tell = async (tx, context, links, { kind, payload }) => {
  const { customerId, rentalId, messageId, e164, from, text, complete, receivedAt } =
    messageEvent.parse(payload);
  if (!(await goesToEmail(tx, BigInt(rentalId)))) return;
  const isFilled = kind === 'messaging.completed';
  await writeMail(tx, context, {
    key: `sms_received:${messageId}${isFilled ? ':filled' : ''}`,
    customerId,
    about: 'sms_received',
    data: {
      e164,
      from,
      text,
      receivedAt: receivedAt.toZonedDateTimeISO(context.operator.timeZone).toPlainDateTime(),
      state: isFilled ? 'filled' : complete ? 'whole' : 'gaps',
      link: links.message(messageId),
    },
  });
};
