import { refusalKind } from '#platform';

export const unknownMail = refusalKind<{ readonly mailId: string }>('notifications.unknown_mail', {
  status: 404,
  field: 'mailId',
  example: { mailId: '1234' },
  texts: {
    en: ({ mailId }) => ({
      detail: `There is no mail ${mailId}, or it is not yours.`,
      remedy: 'List the mails.',
    }),
    es: ({ mailId }) => ({
      detail: `No existe el mensaje ${mailId}, o no es suyo.`,
      remedy: 'Consulte la lista de mensajes.',
    }),
    it: ({ mailId }) => ({
      detail: `Il messaggio ${mailId} non esiste, oppure non è tuo.`,
      remedy: 'Consulta l’elenco dei messaggi.',
    }),
  },
});

export const notResendable = refusalKind<{ readonly mailId: string; readonly state: string }>(
  'notifications.not_resendable',
  {
    status: 409,
    example: { mailId: '1234', state: 'sent' },
    texts: {
      en: ({ mailId, state }) => ({
        detail: `Mail ${mailId} is ${state}; only a mail that was refused, or whose fate is unknown, can be sent again.`,
        remedy: 'If it did not arrive, look in the mail server’s log, or write to the customer.',
      }),
      es: ({ mailId, state }) => ({
        detail: `El mensaje ${mailId} está en el estado «${state}»; solo se puede reenviar uno rechazado o cuyo destino se desconoce.`,
        remedy: 'Si no ha llegado, mire el registro del servidor de correo o escriba al cliente.',
      }),
      it: ({ mailId, state }) => ({
        detail: `Il messaggio ${mailId} è nello stato «${state}»; si può rispedire solo se è stato rifiutato o se non se ne conosce la sorte.`,
        remedy: 'Se non è arrivato, guarda il registro del server di posta oppure scrivi al cliente.',
      }),
    },
  },
);
