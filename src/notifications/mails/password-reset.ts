import { confidentialMail, say } from './mail-kind.ts';
import { count } from './words.ts';

/** Lets a user who forgot the password choose a new one. */
export interface PasswordReset {
  readonly url: string;
  readonly validHours: number;
}

export const passwordReset = confidentialMail<PasswordReset>({
  en: ({ url, validHours }, { operator }) => ({
    subject: `A new password for ${operator.name}`,
    paragraphs: [
      `Here you can choose a new password. The link works once, for ${count(validHours, 'hour', 'hours')}:`,
      url,
      say(
        'When you have changed it, all devices on which you are signed in are signed out. If you did not ask for this, ignore this',
        'mail: your password stays as it is.',
      ),
    ],
  }),
  es: ({ url, validHours }, { operator }) => ({
    subject: `Una contraseña nueva para ${operator.name}`,
    paragraphs: [
      `Aquí puede elegir una contraseña nueva. El enlace funciona una sola vez, durante ${count(validHours, 'hora', 'horas')}:`,
      url,
      say(
        'Cuando la cambie, se cerrará la sesión en todos sus dispositivos. Si usted no lo ha pedido, no haga caso de este mensaje: su',
        'contraseña sigue siendo la misma.',
      ),
    ],
  }),
  it: ({ url, validHours }, { operator }) => ({
    subject: `Una nuova password per ${operator.name}`,
    paragraphs: [
      `qui puoi scegliere una nuova password. Il link funziona una volta sola e vale ${count(validHours, 'ora', 'ore')}:`,
      url,
      say(
        'Quando l’avrai cambiata, tutti i dispositivi su cui hai effettuato l’accesso verranno disconnessi. Se non l’hai chiesta tu,',
        'ignora questo messaggio: la tua password resta com’è.',
      ),
    ],
  }),
});
