import { confidentialMail, quoted, say } from './mail-kind.ts';
import type { Words } from './words.ts';

/** An SMS arrived at a number whose messages the customer has sent on. It may hold a code that lets its reader sign in somewhere. */
export interface SmsReceived {
  readonly e164: string;
  /** A number, a short code, or letters. */
  readonly from: string;
  readonly text: string;
  /** The operator's time. */
  readonly receivedAt: Temporal.PlainDateTime;
  /** whole; gaps: parts did not come in time; filled: it had gaps, and they came. */
  readonly state: 'whole' | 'gaps' | 'filled';
  readonly link: string;
}

export const smsReceived = confidentialMail<SmsReceived>({
  en: (data, words) => ({
    subject: `SMS from ${sender(data, words)} to ${words.phone(data.e164)}`,
    paragraphs: [
      say(
        `On ${words.date(data.receivedAt.toPlainDate())} at ${time(data)} your number ${words.phone(data.e164)} received an SMS`,
        `from ${sender(data, words)}:`,
      ),
      quoted(data.text),
      {
        whole: '',
        gaps: 'Parts of it have not arrived: they are missing where you read […]. Should they still come, we write again.',
        filled: 'This is the whole text; when we first wrote, parts of it had not arrived.',
      }[data.state],
      data.link,
    ],
  }),
  es: (data, words) => ({
    subject: `SMS de ${sender(data, words)} a ${words.phone(data.e164)}`,
    paragraphs: [
      say(
        `El ${words.date(data.receivedAt.toPlainDate())} a las ${time(data)} su número ${words.phone(data.e164)} recibió un SMS`,
        `de ${sender(data, words)}:`,
      ),
      quoted(data.text),
      {
        whole: '',
        gaps: 'Algunas partes no han llegado: faltan donde lee […]. Si llegan más tarde, le escribiremos de nuevo.',
        filled: 'Este es el texto completo; cuando le escribimos la primera vez, faltaban partes.',
      }[data.state],
      data.link,
    ],
  }),
  it: (data, words) => ({
    subject: `SMS da ${sender(data, words)} a ${words.phone(data.e164)}`,
    paragraphs: [
      say(
        `${words.withArticle('il', data.receivedAt.toPlainDate())} alle ${time(data)} il tuo numero ${words.phone(data.e164)} ha ricevuto`,
        `un SMS da ${sender(data, words)}:`,
      ),
      quoted(data.text),
      {
        whole: '',
        gaps: 'Alcune parti non sono arrivate: mancano dove leggi […]. Se dovessero arrivare, ti scriviamo di nuovo.',
        filled:
          'Questo è il testo completo; quando ti abbiamo scritto la prima volta ne mancavano delle parti.',
      }[data.state],
      data.link,
    ],
  }),
});

const sender = ({ from }: SmsReceived, { phone }: Words): string =>
  from.startsWith('+') ? phone(from) : from;

const time = ({ receivedAt }: SmsReceived): string =>
  receivedAt.toPlainTime().toString({ smallestUnit: 'minute' });
