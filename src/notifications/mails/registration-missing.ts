import { describeMissing, describeReason, type Missing, type Reason } from '#compliance';
import type { Language } from '#platform';
import { openMail, say } from './mail-kind.ts';
import { before, count } from './words.ts';

/**
 * The documents of a number are not complete: a reminder before the deadline, or what the review rejected.
 * @source POLICY R2
 */
export interface RegistrationMissing {
  readonly e164: string;
  /** The date at whose beginning the number is released. */
  readonly deadline: Temporal.PlainDate;
  /** 1 on the last day. */
  readonly daysLeft: number;
  readonly what:
    | { readonly kind: 'missing'; readonly missing: readonly Missing[] }
    | { readonly kind: 'rejected'; readonly reasons: readonly Reason[]; readonly note: string | null };
  readonly link: string;
}

/** "- proof of address, such as a utility bill: missing", a line each; nothing: it only has to be submitted. */
const list = ({ what }: RegistrationMissing, language: Language, onlySubmit: string): string => {
  if (what.kind === 'rejected')
    return [
      ...what.reasons.map((reason) => `- ${describeReason(reason, language)}`),
      ...(what.note === null ? [] : [`- ${what.note}`]),
    ].join('\n');
  return what.missing.length === 0
    ? onlySubmit
    : what.missing.map((one) => `- ${describeMissing(one, language)}`).join('\n');
};

export const registrationMissing = openMail<RegistrationMissing>({
  en: (data, { date, phone, midnight }) => ({
    subject:
      data.what.kind === 'rejected'
        ? `${phone(data.e164)}: please correct your documents`
        : `${phone(data.e164)}: ${count(data.daysLeft, 'day', 'days')} left to hand in your documents`,
    paragraphs: [
      data.what.kind === 'rejected'
        ? `We have looked at what you handed in for your number ${phone(data.e164)}, and this has to be corrected:`
        : `Your number ${phone(data.e164)} waits for its registration. This is missing:`,
      list(data, 'en', '- everything is there, it only has to be submitted'),
      `You can hand it in through ${date(before(data.deadline))}, here:`,
      data.link,
      say(
        `On ${date(data.deadline)} at ${midnight} the number is released, and what you paid for it goes back to your credit, in full.`,
        'If you cannot provide the documents, you need not wait: ask for its price back at any time.',
      ),
    ],
  }),
  es: (data, { date, phone, midnight }) => ({
    subject:
      data.what.kind === 'rejected'
        ? `${phone(data.e164)}: corrija sus documentos`
        : `${phone(data.e164)}: ${data.daysLeft === 1 ? 'queda 1 día' : `quedan ${data.daysLeft} días`} para entregar sus documentos`,
    paragraphs: [
      data.what.kind === 'rejected'
        ? `Hemos revisado lo que entregó para su número ${phone(data.e164)} y hay que corregir lo siguiente:`
        : `Su número ${phone(data.e164)} está pendiente de registro. Falta lo siguiente:`,
      list(data, 'es', '- está todo, solo queda enviarlo'),
      `Puede entregarlo hasta el ${date(before(data.deadline))} inclusive, aquí:`,
      data.link,
      say(
        `El ${date(data.deadline)} a las ${midnight} el número se libera y lo que pagó por él vuelve íntegro a su saldo.`,
        'Si no puede aportar los documentos, no hace falta que espere: pida la devolución del precio cuando quiera.',
      ),
    ],
  }),
  it: (data, { withArticle, phone, midnight }) => ({
    subject:
      data.what.kind === 'rejected'
        ? `${phone(data.e164)}: correggi i tuoi documenti`
        : `${phone(data.e164)}: ${data.daysLeft === 1 ? 'ancora 1 giorno' : `ancora ${data.daysLeft} giorni`} per consegnare i documenti`,
    paragraphs: [
      data.what.kind === 'rejected'
        ? `abbiamo esaminato ciò che hai consegnato per il tuo numero ${phone(data.e164)}, e va corretto quanto segue:`
        : `il tuo numero ${phone(data.e164)} attende la registrazione. Manca quanto segue:`,
      list(data, 'it', '- c’è tutto, resta solo da inviarlo'),
      `Puoi consegnarlo fino ${withArticle('al', before(data.deadline))} compreso, qui:`,
      data.link,
      say(
        `Alle ${midnight} ${withArticle('del', data.deadline)} il numero viene liberato e quanto hai pagato torna per intero nel tuo credito.`,
        'Se non puoi fornire i documenti non serve aspettare: chiedi il rimborso del prezzo quando vuoi.',
      ),
    ],
  }),
});
