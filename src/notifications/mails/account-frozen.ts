import { openMail, say } from './mail-kind.ts';

/** Fraud was proposed: the credit is frozen and the numbers are suspended until it is decided. @source POLICY F1 */
export interface AccountFrozen {
  readonly frozenOn: Temporal.PlainDate;
  readonly creditMicros: bigint;
  readonly suspended: number;
  /** Where the customer sees how it stands. */
  readonly link: string;
}

export const accountFrozen = openMail<AccountFrozen>({
  en: (data, { date, money, operator }) => ({
    subject: 'Your account is frozen while we look into how it was used',
    paragraphs: [
      say(
        `On ${date(data.frozenOn)} we froze your account, because something about its use looks like fraud, or like another`,
        'use that our acceptable-use policy forbids. Members of our staff are looking into it.',
      ),
      say(
        `Until they have decided, your credit of ${money(data.creditMicros)} can be neither topped up, spent nor paid back,`,
        data.suspended === 0
          ? 'and no number can be bought.'
          : 'and your numbers receive no calls and no SMS.',
        'No number is renewed or cancelled meanwhile. If the suspicion turns out to be wrong, everything will be as before.',
      ),
      'How it stands, at any time:',
      data.link,
      `If you can help us to clear it up, write to ${operator.supportEmail}.`,
    ],
  }),
  es: (data, { date, money, operator }) => ({
    subject: 'Su cuenta está bloqueada mientras revisamos su uso',
    paragraphs: [
      say(
        `El ${date(data.frozenOn)} bloqueamos su cuenta porque algo en su uso parece un fraude u otro uso que nuestra`,
        'política de uso aceptable prohíbe. Nuestro personal lo está revisando.',
      ),
      say(
        `Hasta que se decida, su saldo de ${money(data.creditMicros)} no se puede recargar, gastar ni devolver,`,
        data.suspended === 0
          ? 'y no se puede comprar ningún número.'
          : 'y sus números no reciben llamadas ni SMS.',
        'Entretanto ningún número se renueva ni se cancela. Si la sospecha resulta infundada, todo quedará como antes.',
      ),
      'Puede consultar en todo momento cómo está:',
      data.link,
      `Si puede ayudarnos a aclararlo, escriba a ${operator.supportEmail}.`,
    ],
  }),
  it: (data, { withArticle, money, operator }) => ({
    subject: 'Il tuo account è bloccato mentre verifichiamo come è stato usato',
    paragraphs: [
      say(
        `abbiamo bloccato ${withArticle('il', data.frozenOn)} il tuo account, perché qualcosa nel suo uso sembra una frode o`,
        'un altro uso vietato dalle nostre regole di uso accettabile. Il nostro personale sta verificando.',
      ),
      say(
        `Fino alla decisione il tuo credito di ${money(data.creditMicros)} non si può ricaricare, spendere né rimborsare,`,
        data.suspended === 0
          ? 'e non si può acquistare alcun numero.'
          : 'e i tuoi numeri non ricevono né chiamate né SMS.',
        'Nel frattempo nessun numero viene rinnovato o cancellato. Se il sospetto è infondato, tutto tornerà come prima.',
      ),
      'Puoi vedere in ogni momento a che punto siamo:',
      data.link,
      `Se puoi aiutarci a chiarire, scrivi a ${operator.supportEmail}.`,
    ],
  }),
});
