import type { InEveryLanguage } from '#platform';
import type { Words } from './words.ts';

/** What a mail says, between the greeting and the signature. */
export interface Letter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** A message in every language; what it is written from is typed, and a missing language does not compile. */
export interface MailKind<Data> {
  readonly texts: InEveryLanguage<(data: Data, words: Words) => Letter>;
  /** Whether it holds what lets its reader sign in, here or elsewhere: then nobody else is ever shown it. */
  readonly reader: 'anybody with mails:read' | 'only its reader';
}

/** A message that staff may read too. */
export const openMail = <Data>(texts: MailKind<Data>['texts']): MailKind<Data> => ({
  texts,
  reader: 'anybody with mails:read',
});

/** A message with a link or a code that lets its reader sign in. */
export const confidentialMail = <Data>(texts: MailKind<Data>['texts']): MailKind<Data> => ({
  texts,
  reader: 'only its reader',
});

/** Joins the pieces of a paragraph with spaces; empty ones are left out. */
export const say = (...pieces: readonly string[]): string => pieces.filter((piece) => piece !== '').join(' ');

/** What somebody else wrote is told from what we write, whatever it looks like. */
export const quoted = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `> ${line}`)
    .join('\n');
