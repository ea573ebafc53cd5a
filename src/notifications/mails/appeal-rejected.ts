import { openMail, quoted } from './mail-kind.ts';

/** An appeal against a confirmed case of fraud was rejected. @source POLICY F1 */
export interface AppealRejected {
  readonly decidedOn: Temporal.PlainDate;
  /** In the words of the member of staff who answered it, in whatever language. */
  readonly reason: string;
  readonly link: string;
}

export const appealRejected = openMail<AppealRejected>({
  en: ({ decidedOn, reason, link }, { date }) => ({
    subject: 'Your appeal was rejected',
    paragraphs: [
      `On ${date(decidedOn)} we answered your appeal. We looked at the case again, and it stays as it was decided. The reason:`,
      quoted(reason),
      'Your account stays frozen. If there is something that we do not know yet, you can appeal again:',
      link,
    ],
  }),
  es: ({ decidedOn, reason, link }, { date }) => ({
    subject: 'Su recurso se ha desestimado',
    paragraphs: [
      `El ${date(decidedOn)} respondimos a su recurso. Hemos revisado el caso y se mantiene la decisión. El motivo:`,
      quoted(reason),
      'Su cuenta sigue bloqueada. Si hay algo que todavía no sabemos, puede volver a recurrir:',
      link,
    ],
  }),
  it: ({ decidedOn, reason, link }, { withArticle }) => ({
    subject: 'Il tuo ricorso è stato respinto',
    paragraphs: [
      `abbiamo risposto al tuo ricorso ${withArticle('il', decidedOn)}. Abbiamo riesaminato il caso e la decisione resta com’era. Il motivo:`,
      quoted(reason),
      'Il tuo account resta bloccato. Se c’è qualcosa che non sappiamo ancora, puoi fare di nuovo ricorso:',
      link,
    ],
  }),
});
