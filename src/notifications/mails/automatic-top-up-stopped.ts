import { openMail } from './mail-kind.ts';

/** Credit is no longer topped up by itself: the saved method is gone, or failed again and again. */
export interface AutomaticTopUpStopped {
  /** What the customer can spend now. */
  readonly creditMicros: bigint;
  /** Where credit is topped up. */
  readonly link: string;
}

export const automaticTopUpStopped = openMail<AutomaticTopUpStopped>({
  en: (data, { money }) => ({
    subject: 'Your credit is no longer topped up by itself',
    paragraphs: [
      'Your credit is no longer topped up by itself: the way to pay that you let us save does not work any more.',
      `You have ${money(data.creditMicros)} of credit left. You can top up, and save another way to pay, here:`,
      data.link,
    ],
  }),
  es: (data, { money }) => ({
    subject: 'Su saldo ya no se recarga automáticamente',
    paragraphs: [
      'Su saldo ya no se recarga automáticamente: la forma de pago que nos permitió guardar ya no funciona.',
      `Le quedan ${money(data.creditMicros)} de saldo. Puede recargar y guardar otra forma de pago aquí:`,
      data.link,
    ],
  }),
  it: (data, { money }) => ({
    subject: 'Il tuo credito non si ricarica più da solo',
    paragraphs: [
      'il tuo credito non si ricarica più da solo: il metodo di pagamento che ci avevi permesso di salvare non funziona più.',
      `Ti restano ${money(data.creditMicros)} di credito. Puoi ricaricare e salvare un altro metodo di pagamento qui:`,
      data.link,
    ],
  }),
});
