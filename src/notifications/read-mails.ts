import { audit, customerById } from '#customers';
import { numberCursor, pageFrom, type Language, type Page, type PageRequest, type Tx } from '#platform';
import type { Context } from '#policy';
import { notResendable, unknownMail } from './errors.ts';
import type { Mail } from './mail.ts';
import { requeueMail, selectCounts, selectMail, selectMails, type MailFilter } from './store.ts';

/** All mails that the filter lets through, newest first. @refuses pages.invalid_cursor */
export const listMails = async (
  tx: Tx,
  { limit, cursor, ...filter }: MailFilter & PageRequest,
): Promise<Page<Mail>> => {
  const rows = await selectMails(tx, { ...filter, before: numberCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, (mail) => String(mail.id));
};

/** The mails of one customer, newest first. @refuses pages.invalid_cursor */
export const mailsOf = (tx: Tx, customerId: string, page: PageRequest): Promise<Page<Mail>> =>
  listMails(tx, { ...page, customerId });

/** One mail; with a customer, only when it is that customer's. @refuses notifications.unknown_mail */
export const mailById = async (tx: Tx, mailId: bigint, customerId?: string): Promise<Mail> => {
  const mail = await selectMail(tx, mailId);
  if (mail === undefined || (customerId !== undefined && mail.customerId !== customerId))
    throw unknownMail({ mailId: String(mailId) });
  return mail;
};

/** How many mails about something a customer got, in whatever state, and in which languages. */
export const countMails = async (
  tx: Tx,
  customerId: string,
  about: string,
): Promise<{ readonly total: number; readonly languages: readonly Language[] }> => {
  const counts = await selectCounts(tx, customerId, about);
  return {
    total: counts.reduce((sum, { count }) => sum + Number(count), 0),
    languages: counts.map(({ language }) => language),
  };
};

/**
 * Sends a mail again that was refused, or whose fate is unknown, to the address that its customer has now. It
 * keeps its Message-ID, so that a mailbox that has it already can tell. Written to the audit log.
 * @refuses notifications.unknown_mail, notifications.not_resendable
 */
export const resendMail = async (tx: Tx, context: Context, mailId: bigint): Promise<Mail> => {
  const mail = await mailById(tx, mailId);
  // The mails of the sign-in go to a user, whose address is not the customer's; their text is not for another
  // reader.
  const recipient =
    mail.customerId === null || mail.body === null ? null : (await customerById(tx, mail.customerId)).email;
  if (!(await requeueMail(tx, mailId, context.clock.now(), recipient)))
    throw notResendable({ mailId: String(mailId), state: mail.state });
  await audit(tx, context, {
    action: 'mail.resent',
    customerId: mail.customerId ?? undefined,
    subject: String(mailId),
    details: { about: mail.about, before: mail.state },
  });
  return mailById(tx, mailId);
};
