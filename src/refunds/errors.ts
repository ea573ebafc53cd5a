import { refusalKind } from '#platform';

/** Amounts are decimals. */
export const amountTooHigh = refusalKind<{ readonly amount: string; readonly refundable: string }>(
  'refunds.amount_too_high',
  {
    status: 409,
    field: 'amount',
    example: { amount: '50.00', refundable: '18.00' },
    texts: {
      en: ({ amount, refundable }) => ({
        detail: `${amount} was asked for, and at most ${refundable} of the credit can be paid back.`,
        remedy: 'Ask for a smaller amount, or leave the amount out to get all that can be paid back.',
      }),
      es: ({ amount, refundable }) => ({
        detail: `Ha pedido ${amount} y del saldo se pueden devolver ${refundable} como máximo.`,
        remedy: 'Pida un importe menor, o no indique ninguno para recibir todo lo que se puede devolver.',
      }),
      it: ({ amount, refundable }) => ({
        detail: `Hai chiesto ${amount} e del credito si possono rimborsare al massimo ${refundable}.`,
        remedy:
          'Chiedi un importo più basso, o non indicarne nessuno per ricevere tutto ciò che è rimborsabile.',
      }),
    },
  },
);

export const amountNotPositive = refusalKind<{ readonly amount: string }>('refunds.amount_not_positive', {
  status: 422,
  field: 'amount',
  example: { amount: '0.00' },
  texts: {
    en: ({ amount }) => ({
      detail: `${amount} cannot be paid back.`,
      remedy: 'Ask for an amount above zero, or leave the amount out to get all that can be paid back.',
    }),
    es: ({ amount }) => ({
      detail: `No se puede devolver un importe de ${amount}.`,
      remedy:
        'Pida un importe superior a cero, o no indique ninguno para recibir todo lo que se puede devolver.',
    }),
    it: ({ amount }) => ({
      detail: `Non è possibile rimborsare ${amount}.`,
      remedy:
        'Chiedi un importo maggiore di zero, o non indicarne nessuno per ricevere tutto ciò che è rimborsabile.',
    }),
  },
});

export const numberMissing = refusalKind<{ readonly subject: string }>('refunds.number_missing', {
  status: 422,
  field: 'number',
  example: { subject: 'rental' },
  texts: {
    en: ({ subject }) => ({
      detail: `A refund for "${subject}" is about one number, and none was given.`,
      remedy: 'Say which number it is about, for example "+390612345678".',
    }),
    es: ({ subject }) => ({
      detail: `Un reembolso de tipo «${subject}» se refiere a un número y no se ha indicado ninguno.`,
      remedy: 'Indique a qué número se refiere, por ejemplo «+390612345678».',
    }),
    it: ({ subject }) => ({
      detail: `Un rimborso di tipo «${subject}» riguarda un numero, e non ne è stato indicato nessuno.`,
      remedy: 'Indica il numero che riguarda, ad esempio «+390612345678».',
    }),
  },
});

export const incidentMissing = refusalKind<Readonly<Record<string, never>>>('refunds.incident_missing', {
  status: 422,
  field: 'incident',
  example: {},
  texts: {
    en: () => ({
      detail: 'A refund for a disruption is about one incident, and none was given.',
      remedy: 'Say which incident it is about: the public list has their ids.',
    }),
    es: () => ({
      detail: 'Un reembolso por una interrupción se refiere a un incidente y no se ha indicado ninguno.',
      remedy: 'Indique a qué incidente se refiere: la lista pública tiene sus identificadores.',
    }),
    it: () => ({
      detail: 'Un rimborso per un’interruzione riguarda un disservizio, e non ne è stato indicato nessuno.',
      remedy: "Indica il disservizio che riguarda: l'elenco pubblico ne riporta gli identificativi.",
    }),
  },
});

export const oneIsWaiting = refusalKind<{ readonly refundId: string }>('refunds.one_is_waiting', {
  status: 409,
  example: { refundId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ refundId }) => ({
      detail: `The refund ${refundId} is still waiting to be decided.`,
      remedy: 'Wait for its decision, which comes by e-mail, then ask again for what is left.',
    }),
    es: ({ refundId }) => ({
      detail: `El reembolso ${refundId} todavía está pendiente de decisión.`,
      remedy: 'Espere la decisión, que llegará por correo electrónico, y pida después lo que quede.',
    }),
    it: ({ refundId }) => ({
      detail: `Il rimborso ${refundId} è ancora in attesa di decisione.`,
      remedy: 'Attendi la decisione, che arriva per e-mail, poi chiedi ciò che resta.',
    }),
  },
});

export const refundKeyReused = refusalKind<{ readonly key: string }>('refunds.key_reused', {
  status: 409,
  field: 'Idempotency-Key',
  example: { key: 'leaving-2022-03-10' },
  texts: {
    en: ({ key }) => ({
      detail: `The key "${key}" was already used for another refund.`,
      remedy: 'Repeat the request exactly as it was first sent, or send it with a new key.',
    }),
    es: ({ key }) => ({
      detail: `La clave «${key}» ya se utilizó para otro reembolso.`,
      remedy: 'Repita la solicitud exactamente como la envió la primera vez, o envíela con una clave nueva.',
    }),
    it: ({ key }) => ({
      detail: `La chiave «${key}» è già stata usata per un altro rimborso.`,
      remedy: 'Ripeti la richiesta esattamente come la prima volta, oppure inviala con una chiave nuova.',
    }),
  },
});

export const unknownRefund = refusalKind<{ readonly refundId: string }>('refunds.unknown', {
  status: 404,
  example: { refundId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ refundId }) => ({
      detail: `There is no refund ${refundId}.`,
      remedy: 'Look the refund up in the list of refunds.',
    }),
    es: ({ refundId }) => ({
      detail: `No existe ningún reembolso ${refundId}.`,
      remedy: 'Búsquelo en la lista de reembolsos.',
    }),
    it: ({ refundId }) => ({
      detail: `Il rimborso ${refundId} non esiste.`,
      remedy: "Cercalo nell'elenco dei rimborsi.",
    }),
  },
});

/** Why nobody can be compensated for an incident (yet). */
const notYet = {
  external: {
    en: 'it does not depend on us (N3)',
    es: 'no depende de nosotros (N3)',
    it: 'non dipende da noi (N3)',
  },
  not_proven: { en: 'it is not proven yet', es: 'todavía no está probado', it: 'non è ancora provato' },
  not_over: { en: 'it is not over yet', es: 'todavía no ha terminado', it: 'non è ancora finito' },
} as const;

export const notCompensated = refusalKind<{
  readonly incidentId: string;
  readonly reason: keyof typeof notYet;
}>('refunds.incident_not_compensated', {
  status: 409,
  example: { incidentId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f', reason: 'not_proven' },
  texts: {
    en: ({ incidentId, reason }) => ({
      detail: `Nobody is compensated for the incident ${incidentId}: ${notYet[reason].en}.`,
      remedy: 'Correct the incident if that is not so, then start again.',
    }),
    es: ({ incidentId, reason }) => ({
      detail: `No se compensa a nadie por el incidente ${incidentId}: ${notYet[reason].es}.`,
      remedy: 'Corrija el incidente si no es así y vuelva a empezar.',
    }),
    it: ({ incidentId, reason }) => ({
      detail: `Nessuno viene rimborsato per il disservizio ${incidentId}: ${notYet[reason].it}.`,
      remedy: 'Correggi il disservizio se non è così, poi ricomincia.',
    }),
  },
});

export const unknownRun = refusalKind<{ readonly compensationId: string }>('refunds.compensation_unknown', {
  status: 404,
  example: { compensationId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ compensationId }) => ({
      detail: `There is no compensation run ${compensationId}.`,
      remedy: 'Look it up in the list of the incident.',
    }),
    es: ({ compensationId }) => ({
      detail: `No existe ninguna compensación ${compensationId}.`,
      remedy: 'Búsquela en la lista del incidente.',
    }),
    it: ({ compensationId }) => ({
      detail: `La compensazione ${compensationId} non esiste.`,
      remedy: "Cercala nell'elenco del disservizio.",
    }),
  },
});
