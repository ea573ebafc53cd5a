import { say, type MailKind } from './mail-kind.ts';
import { before } from './words.ts';

/** A number in quarantine that cannot be restored, because the account is frozen. */
interface FrozenNumber {
  readonly e164: string;
  readonly restorableUntil: Temporal.PlainDate;
  readonly link: string;
}

/** What both mails about numbers in quarantine say of one whose account is frozen. @source POLICY F1 */
export const frozenNumber: MailKind<FrozenNumber>['texts'] = {
  en: ({ e164, restorableUntil, link }, { date, phone, midnight }) => ({
    subject: `${phone(e164)} is in quarantine, and your account is frozen`,
    paragraphs: [
      `Your number ${phone(e164)} is cancelled: the time that was paid for it is over, and it receives no calls and no SMS.`,
      say(
        `Nobody else can get it through ${date(before(restorableUntil))}. You can have it back only if your account is free`,
        `again by then. On ${date(restorableUntil)} at ${midnight} it is dismissed, and from then on it cannot be restored.`,
      ),
      'How your account stands, and how to appeal:',
      link,
    ],
  }),
  es: ({ e164, restorableUntil, link }, { date, phone, midnight }) => ({
    subject: `${phone(e164)} está en cuarentena y su cuenta está bloqueada`,
    paragraphs: [
      `Su número ${phone(e164)} está cancelado: el tiempo pagado ha terminado y no recibe llamadas ni SMS.`,
      say(
        `Nadie más puede obtenerlo hasta el ${date(before(restorableUntil))} inclusive. Usted solo puede recuperarlo si para`,
        `entonces su cuenta vuelve a estar disponible. El ${date(restorableUntil)} a las ${midnight} se dará de baja`,
        'definitivamente y ya no se podrá recuperar.',
      ),
      'Cómo está su cuenta y cómo recurrir:',
      link,
    ],
  }),
  it: ({ e164, restorableUntil, link }, { withArticle, phone, midnight }) => ({
    subject: `${phone(e164)} è in quarantena e il tuo account è bloccato`,
    paragraphs: [
      `il tuo numero ${phone(e164)} è cancellato: il tempo pagato è finito e non riceve né chiamate né SMS.`,
      say(
        `Nessun altro può averlo fino ${withArticle('al', before(restorableUntil))} compreso. Puoi riaverlo solo se per allora`,
        `il tuo account è di nuovo libero. Alle ${midnight} ${withArticle('del', restorableUntil)} sarà dismesso e da allora`,
        'non si potrà più recuperare.',
      ),
      'A che punto è il tuo account, e come fare ricorso:',
      link,
    ],
  }),
};
