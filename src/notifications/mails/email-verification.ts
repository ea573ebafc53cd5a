import { confidentialMail, say } from './mail-kind.ts';
import { count } from './words.ts';

/** Proves that an address belongs to the user who gave it. */
export interface EmailVerification {
  readonly url: string;
  readonly validHours: number;
}

export const emailVerification = confidentialMail<EmailVerification>({
  en: ({ url, validHours }, { operator }) => ({
    subject: `Confirm your e-mail address for ${operator.name}`,
    paragraphs: [
      `Please confirm that this address is yours. The link works for ${count(validHours, 'hour', 'hours')}:`,
      url,
      say(
        `If you did not open an account at ${operator.name}, ignore this mail: without the confirmation nobody can sign in with`,
        'your address.',
      ),
    ],
  }),
  es: ({ url, validHours }, { operator }) => ({
    subject: `Confirme su dirección de correo en ${operator.name}`,
    paragraphs: [
      `Confirme, por favor, que esta dirección es suya. El enlace funciona durante ${count(validHours, 'hora', 'horas')}:`,
      url,
      say(
        `Si usted no ha abierto una cuenta en ${operator.name}, no haga caso de este mensaje: sin la confirmación nadie puede iniciar`,
        'sesión con su dirección.',
      ),
    ],
  }),
  it: ({ url, validHours }, { operator }) => ({
    subject: `Conferma il tuo indirizzo e-mail per ${operator.name}`,
    paragraphs: [
      `conferma che questo indirizzo è tuo. Il link vale ${count(validHours, 'ora', 'ore')}:`,
      url,
      say(
        `Se non hai aperto un account su ${operator.name}, ignora questo messaggio: senza la conferma nessuno può accedere con il tuo`,
        'indirizzo.',
      ),
    ],
  }),
});
