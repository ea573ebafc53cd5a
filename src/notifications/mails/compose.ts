import type { InEveryLanguage, Language } from '#platform';
import type { Operator } from '#policy';
import { mails, type MailAbout, type MailData } from './index.ts';
import type { MailKind } from './mail-kind.ts';
import { wordsFor } from './words.ts';

export interface ComposedMail {
  readonly subject: string;
  /** Plain text; paragraphs are divided by empty lines. */
  readonly body: string;
}

const greeting: InEveryLanguage<(name: string) => string> = {
  en: (name) => `Hello ${name},`,
  es: (name) => `Hola, ${name}:`,
  it: (name) => `Ciao ${name},`,
};
const farewell: InEveryLanguage<string> = {
  en: 'Any question? Just answer this mail.',
  es: '¿Alguna pregunta? Responda a este mensaje.',
  it: 'Hai domande? Rispondi a questo messaggio.',
};

/** Writes a mail in one language. The name and the data are text, never markup: the body is plain text. */
export const composeMail = <About extends MailAbout>(
  operator: Operator,
  language: Language,
  mail: { readonly about: About; readonly name: string; readonly data: MailData<About> },
): ComposedMail => {
  const kind = mails[mail.about] as unknown as MailKind<MailData<About>>;
  const { subject, paragraphs } = kind.texts[language](mail.data, wordsFor(operator, language));
  const signature = [farewell[language], `${operator.name}\n${operator.supportEmail}`];
  return {
    subject,
    body: [greeting[language](mail.name), ...paragraphs, ...signature]
      .filter((text) => text !== '')
      .join('\n\n'),
  };
};
