import { openMail, say } from './mail-kind.ts';

/** A case of fraud was dismissed, or an appeal was upheld: all is as before. @source POLICY F1 */
export interface AccountReleased {
  readonly releasedOn: Temporal.PlainDate;
  readonly because: 'dismissed' | 'upheld';
  readonly creditMicros: bigint;
  readonly link: string;
}

export const accountReleased = openMail<AccountReleased>({
  en: (data, { date, money }) => ({
    subject: 'Your account is free again',
    paragraphs: [
      say(
        data.because === 'upheld'
          ? `On ${date(data.releasedOn)} we upheld your appeal: your account is free again.`
          : `On ${date(data.releasedOn)} we closed our inquiry: the suspicion was not confirmed, and your account is free again.`,
        'We are sorry for the inconvenience.',
      ),
      say(
        `Your credit is ${money(data.creditMicros)}, to the cent what it was, and your numbers work again. Renewals that waited`,
        'are made up for now. A number whose quarantine ended meanwhile cannot be brought back.',
      ),
      data.link,
    ],
  }),
  es: (data, { date, money }) => ({
    subject: 'Su cuenta vuelve a estar disponible',
    paragraphs: [
      say(
        data.because === 'upheld'
          ? `El ${date(data.releasedOn)} aceptamos su recurso: su cuenta vuelve a estar disponible.`
          : `El ${date(data.releasedOn)} cerramos nuestra revisión: la sospecha no se confirmó y su cuenta vuelve a estar disponible.`,
        'Sentimos las molestias.',
      ),
      say(
        `Su saldo es de ${money(data.creditMicros)}, el mismo de antes hasta el último céntimo, y sus números vuelven a`,
        'funcionar. Las renovaciones que esperaban se hacen ahora. Un número cuya cuarentena terminó entretanto no se puede',
        'recuperar.',
      ),
      data.link,
    ],
  }),
  it: (data, { withArticle, money }) => ({
    subject: 'Il tuo account è di nuovo libero',
    paragraphs: [
      say(
        data.because === 'upheld'
          ? `abbiamo accolto il tuo ricorso ${withArticle('il', data.releasedOn)}: il tuo account è di nuovo libero.`
          : `abbiamo chiuso la verifica ${withArticle('il', data.releasedOn)}: il sospetto non è stato confermato e il tuo account è di nuovo libero.`,
        'Ci scusiamo per il disagio.',
      ),
      say(
        `Il tuo credito è di ${money(data.creditMicros)}, al centesimo quello di prima, e i tuoi numeri funzionano di nuovo. I`,
        'rinnovi rimasti in attesa vengono eseguiti ora. Un numero la cui quarantena è finita nel frattempo non si può',
        'recuperare.',
      ),
      data.link,
    ],
  }),
});
