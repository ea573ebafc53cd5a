import { createHash } from 'node:crypto';
import { customerById, readerOf, type SignInMail } from '#customers';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import { composeMail } from './mails/compose.ts';
import { mails, type MailAbout, type MailData } from './mails/index.ts';
import { insertMail } from './store.ts';

export interface MailOrder<About extends MailAbout> {
  /** Unique for what the mail tells: the same key writes no second mail, whenever and by whomever. */
  readonly key: string;
  readonly customerId: string;
  readonly about: About;
  readonly data: MailData<About>;
}

/**
 * Writes a mail to a customer, in the customer's language and with what is true now; the outbox sends it
 * after this transaction. Says whether it was written: not when one with its key was before.
 * @refuses customers.unknown
 */
export const writeMail = async <About extends MailAbout>(
  tx: Tx,
  context: Context,
  order: MailOrder<About>,
): Promise<boolean> => {
  const { key, customerId, about, data } = order;
  const { name, email, language } = await customerById(tx, customerId);
  return insertMail(tx, {
    key,
    customerId,
    recipient: email,
    about,
    language,
    ...composeMail(context.operator, language, { about, name, data }),
    confidential: mails[about].reader === 'only its reader',
    createdAt: context.clock.now(),
  });
};

/** Writes a mail to the operator itself, at its support address. Says whether it was written, as `writeMail` does. */
export const writeOperatorMail = <About extends MailAbout>(
  tx: Tx,
  context: Context,
  { key, about, data }: Omit<MailOrder<About>, 'customerId'>,
): Promise<boolean> => {
  const { name, supportEmail } = context.operator;
  const language = 'en';
  return insertMail(tx, {
    key,
    customerId: null,
    recipient: supportEmail,
    about,
    language,
    ...composeMail(context.operator, language, { about, name, data }),
    confidential: mails[about].reader === 'only its reader',
    createdAt: context.clock.now(),
  });
};

/**
 * Writes a mail of the sign-in to the user whom it is about; nothing when that user is gone. The same link is
 * sent once.
 */
export const writeSignInMail = async (tx: Tx, context: Context, mail: SignInMail): Promise<void> => {
  const { about, userId, name, email, url, validHours } = mail;
  const reader = await readerOf(tx, userId);
  if (reader === undefined) return;
  const { customerId, language } = reader;
  await insertMail(tx, {
    key: `${about}:${userId}:${createHash('sha256').update(url).digest('hex').slice(0, 32)}`,
    customerId,
    recipient: email,
    about,
    language,
    ...composeMail(context.operator, language, { about, name, data: { url, validHours } }),
    confidential: mails[about].reader === 'only its reader',
    createdAt: context.clock.now(),
  });
};
