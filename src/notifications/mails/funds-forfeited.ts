import { openMail, say } from './mail-kind.ts';

/** Fraud was confirmed: the credit is kept, and this is how to appeal. @source POLICY F1 */
export interface FundsForfeited {
  readonly confirmedOn: Temporal.PlainDate;
  /** What was kept; 0: there was no credit. */
  readonly forfeitedMicros: bigint;
  /** Where the customer can appeal. */
  readonly link: string;
}

export const fundsForfeited = openMail<FundsForfeited>({
  en: (data, { date, money, operator }) => ({
    subject: 'Fraud was confirmed: your credit is kept',
    paragraphs: [
      say(
        `On ${date(data.confirmedOn)} two members of our staff confirmed that your account was used for fraud, or for another`,
        'crime against our acceptable-use policy.',
      ),
      say(
        data.forfeitedMicros === 0n
          ? 'You had no credit; credit that still arrives is kept as compensation (F1 of our policy).'
          : `Your credit of ${money(data.forfeitedMicros)} is kept as compensation, and nothing is paid back (F1 of our policy).`,
        'Your account stays frozen. Your numbers do not work; each enters quarantine when the time paid for it is over, and',
        'cannot be restored while the account is frozen.',
      ),
      say(
        `If we are wrong, appeal: tell us why here, or write to ${operator.supportEmail}. If your appeal is upheld, everything`,
        'will be as before, to the cent; only a number whose quarantine has ended by then cannot be brought back.',
      ),
      data.link,
    ],
  }),
  es: (data, { date, money, operator }) => ({
    subject: 'Fraude confirmado: nos quedamos con su saldo',
    paragraphs: [
      say(
        `El ${date(data.confirmedOn)} dos miembros de nuestro personal confirmaron que su cuenta se usó para un fraude u otro`,
        'delito contrario a nuestra política de uso aceptable.',
      ),
      say(
        data.forfeitedMicros === 0n
          ? 'Usted no tenía saldo; el que todavía llegue se retiene como indemnización (F1 de nuestra política).'
          : `Su saldo de ${money(data.forfeitedMicros)} se retiene como indemnización y no se devuelve nada (F1 de nuestra política).`,
        'Su cuenta sigue bloqueada. Sus números no funcionan; cada uno entra en cuarentena cuando termina el tiempo pagado y',
        'no se puede recuperar mientras la cuenta esté bloqueada.',
      ),
      say(
        `Si nos equivocamos, recurra: explíquenos por qué aquí o escriba a ${operator.supportEmail}. Si se acepta su recurso,`,
        'todo quedará como antes, hasta el último céntimo; solo un número cuya cuarentena haya terminado para entonces no se',
        'podrá recuperar.',
      ),
      data.link,
    ],
  }),
  it: (data, { withArticle, money, operator }) => ({
    subject: 'Frode confermata: il tuo credito viene trattenuto',
    paragraphs: [
      say(
        `due membri del nostro personale hanno confermato ${withArticle('il', data.confirmedOn)} che il tuo account è stato`,
        'usato per una frode o per un altro reato contro le nostre regole di uso accettabile.',
      ),
      say(
        data.forfeitedMicros === 0n
          ? 'Non avevi credito; quello che dovesse ancora arrivare viene trattenuto come risarcimento (F1 delle nostre regole).'
          : `Il tuo credito di ${money(data.forfeitedMicros)} viene trattenuto come risarcimento e non si rimborsa nulla (F1 delle nostre regole).`,
        'Il tuo account resta bloccato. I tuoi numeri non funzionano; ognuno entra in quarantena quando finisce il tempo',
        'pagato e non si può recuperare finché l’account è bloccato.',
      ),
      say(
        `Se sbagliamo, fai ricorso: spiegaci perché qui, o scrivi a ${operator.supportEmail}. Se il ricorso è accolto, tutto`,
        'tornerà come prima, al centesimo; solo un numero la cui quarantena sia finita nel frattempo non si potrà recuperare.',
      ),
      data.link,
    ],
  }),
});
