import { refusalKind } from '#platform';

export const notAcknowledged = refusalKind<object>('messaging.not_acknowledged', {
  status: 409,
  example: {},
  texts: {
    en: () => ({
      detail: 'Receiving SMS is free and without warranty, and you have not said yet that you know.',
      remedy: 'Acknowledge it once; no message is lost meanwhile.',
    }),
    es: () => ({
      detail: 'Recibir SMS es gratis y sin garantía, y aún no ha confirmado que lo sabe.',
      remedy: 'Confírmelo una vez; mientras tanto no se pierde ningún mensaje.',
    }),
    it: () => ({
      detail: 'Ricevere SMS è gratuito e senza garanzia, e non hai ancora confermato di saperlo.',
      remedy: 'Confermalo una volta; nel frattempo nessun messaggio va perso.',
    }),
  },
});

export const unknownMessage = refusalKind<{ readonly messageId: string }>('messaging.unknown_message', {
  status: 404,
  field: 'messageId',
  example: { messageId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ messageId }) => ({
      detail: `There is no message ${messageId}.`,
      remedy: 'Choose one from the list of messages; old ones are erased.',
    }),
    es: ({ messageId }) => ({
      detail: `No hay ningún mensaje ${messageId}.`,
      remedy: 'Elija uno de la lista de mensajes; los antiguos se borran.',
    }),
    it: ({ messageId }) => ({
      detail: `Non c'è nessun messaggio ${messageId}.`,
      remedy: "Scegline uno dall'elenco dei messaggi; quelli vecchi vengono cancellati.",
    }),
  },
});
