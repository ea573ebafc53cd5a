import type { InEveryLanguage } from '#platform';
import { openMail, say } from './mail-kind.ts';

/** A new version of the policy was published. @source POLICY §4 */
export interface PolicyAnnounced {
  readonly inForceFrom: Temporal.PlainDate;
  /** What it says otherwise than the one before it, one sentence each; none: only the words are new. */
  readonly changes: InEveryLanguage<readonly string[]>;
  /** Where the text can be read. */
  readonly link: string;
}

const whatChanges = (title: string, changes: readonly string[]): string =>
  changes.length === 0 ? '' : [title, ...changes.map((change) => `- ${change}`)].join('\n');

export const policyAnnounced = openMail<PolicyAnnounced>({
  en: ({ inForceFrom, changes, link }, { date, operator }) => ({
    subject: `Our cancellation and refund policy changes on ${date(inForceFrom)}`,
    paragraphs: [
      `From ${date(inForceFrom)} a new version of the cancellation and refund policy of ${operator.name} is in force. You can read it here:`,
      link,
      whatChanges('What changes:', changes.en),
      say(
        'For each of your numbers the present version holds until the end of the period that is paid, and the new one from the first',
        'renewal after that date. If you do not agree, stop the renewal of your numbers: they work as long as they are paid, under the',
        'present version, and you can have the credit that is left paid back.',
      ),
    ],
  }),
  es: ({ inForceFrom, changes, link }, { date, operator }) => ({
    subject: `Nuestra política de cancelación y reembolso cambia el ${date(inForceFrom)}`,
    paragraphs: [
      `A partir del ${date(inForceFrom)} rige una nueva versión de la política de cancelación y reembolso de ${operator.name}. Puede leerla aquí:`,
      link,
      whatChanges('Qué cambia:', changes.es),
      say(
        'Para cada uno de sus números, la versión actual vale hasta el final del periodo pagado, y la nueva desde la primera renovación',
        'posterior a esa fecha. Si no está de acuerdo, detenga la renovación de sus números: funcionarán mientras estén pagados, con la',
        'versión actual, y puede pedir que se le devuelva el saldo restante.',
      ),
    ],
  }),
  it: ({ inForceFrom, changes, link }, { withArticle, operator }) => ({
    subject: `Le nostre regole su cancellazione e rimborsi cambiano ${withArticle('il', inForceFrom)}`,
    paragraphs: [
      `${withArticle('dal', inForceFrom)} vale una nuova versione delle regole di ${operator.name} su cancellazione e rimborsi. Puoi leggerla qui:`,
      link,
      whatChanges('Che cosa cambia:', changes.it),
      say(
        'Per ciascuno dei tuoi numeri la versione attuale vale fino alla fine del periodo pagato, quella nuova dal primo rinnovo dopo',
        'quella data. Se non sei d’accordo, ferma il rinnovo dei tuoi numeri: funzionano finché sono pagati, con la versione attuale, e',
        'puoi chiedere il rimborso del credito rimasto.',
      ),
    ],
  }),
});
