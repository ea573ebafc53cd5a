import { openMail } from './mail-kind.ts';

/** The documents of a number were approved, and it works. @source POLICY R2, §1 */
export interface RegistrationApproved {
  readonly e164: string;
  readonly paidUntil: Temporal.PlainDate;
  readonly link: string;
}

export const registrationApproved = openMail<RegistrationApproved>({
  en: (data, { date, phone }) => ({
    subject: `${phone(data.e164)} is registered and works`,
    paragraphs: [
      `Your documents for ${phone(data.e164)} were approved, and the number works from now on.`,
      `Its first period begins today: it is paid until ${date(data.paidUntil)}.`,
      data.link,
    ],
  }),
  es: (data, { date, phone }) => ({
    subject: `${phone(data.e164)} está registrado y funciona`,
    paragraphs: [
      `Sus documentos para el ${phone(data.e164)} se han aprobado y el número funciona desde ahora.`,
      `Su primer periodo empieza hoy: está pagado hasta el ${date(data.paidUntil)}.`,
      data.link,
    ],
  }),
  it: (data, { withArticle, phone }) => ({
    subject: `${phone(data.e164)} è registrato e funziona`,
    paragraphs: [
      `i tuoi documenti per il ${phone(data.e164)} sono stati approvati, e da ora il numero funziona.`,
      `Il suo primo periodo comincia oggi: è pagato fino ${withArticle('al', data.paidUntil)}.`,
      data.link,
    ],
  }),
});
