import { refusalKind } from '#platform';

interface OneNumber {
  readonly e164: string;
}

const example: OneNumber = { e164: '+390612345678' };

export const notYours = refusalKind<OneNumber>('numbers.not_yours', {
  status: 404,
  field: 'e164',
  example,
  texts: {
    en: ({ e164 }) => ({
      detail: `${e164} is not one of your numbers.`,
      remedy: 'Choose one of the numbers in your list.',
    }),
    es: ({ e164 }) => ({
      detail: `${e164} no es uno de sus números.`,
      remedy: 'Elija uno de los números de su lista.',
    }),
    it: ({ e164 }) => ({
      detail: `${e164} non è uno dei tuoi numeri.`,
      remedy: 'Scegli uno dei numeri del tuo elenco.',
    }),
  },
});

export const notQuarantined = refusalKind<OneNumber>('numbers.not_quarantined', {
  status: 409,
  field: 'e164',
  example,
  texts: {
    en: ({ e164 }) => ({
      detail: `${e164} is not in quarantine: there is nothing to restore.`,
      remedy: 'To pay for further periods, pay ahead instead.',
    }),
    es: ({ e164 }) => ({
      detail: `${e164} no está en cuarentena: no hay nada que restaurar.`,
      remedy: 'Para pagar más períodos, utilice el pago por adelantado.',
    }),
    it: ({ e164 }) => ({
      detail: `${e164} non è in quarantena: non c'è nulla da ripristinare.`,
      remedy: 'Per pagare altri periodi usa il pagamento anticipato.',
    }),
  },
});

export const quarantined = refusalKind<OneNumber>('numbers.quarantined', {
  status: 409,
  field: 'e164',
  example,
  texts: {
    en: ({ e164 }) => ({
      detail: `${e164} was cancelled and is in quarantine.`,
      remedy: 'Restore it first: that pays the missed periods.',
    }),
    es: ({ e164 }) => ({
      detail: `${e164} se canceló y está en cuarentena.`,
      remedy: 'Restáurelo primero: así se pagan los períodos que faltan.',
    }),
    it: ({ e164 }) => ({
      detail: `${e164} è stato disattivato ed è in quarantena.`,
      remedy: 'Prima ripristinalo: in questo modo paghi i periodi mancanti.',
    }),
  },
});

export const dismissed = refusalKind<OneNumber>('numbers.dismissed', {
  status: 410,
  field: 'e164',
  example,
  texts: {
    en: ({ e164 }) => ({
      detail: `The quarantine of ${e164} has ended: the number is gone for good.`,
      remedy: 'Buy another number of the same country and city.',
    }),
    es: ({ e164 }) => ({
      detail: `La cuarentena de ${e164} ha terminado: el número se ha perdido definitivamente.`,
      remedy: 'Compre otro número del mismo país y de la misma ciudad.',
    }),
    it: ({ e164 }) => ({
      detail: `La quarantena di ${e164} è finita: il numero è perso definitivamente.`,
      remedy: 'Acquista un altro numero dello stesso Paese e della stessa città.',
    }),
  },
});

export const registering = refusalKind<OneNumber>('numbers.registering', {
  status: 409,
  field: 'e164',
  example,
  texts: {
    en: ({ e164 }) => ({
      detail: `${e164} waits for its registration: its first period has not started.`,
      remedy: 'Hand in the documents that the registration asks for.',
    }),
    es: ({ e164 }) => ({
      detail: `${e164} está pendiente de registro: su primer período no ha empezado.`,
      remedy: 'Entregue los documentos que pide el registro.',
    }),
    it: ({ e164 }) => ({
      detail: `${e164} è in attesa di registrazione: il primo periodo non è ancora iniziato.`,
      remedy: 'Consegna i documenti richiesti per la registrazione.',
    }),
  },
});

/** What was asked for: a number, or a place. */
export const notAvailable = refusalKind<{ readonly wanted: string }>('numbers.not_available', {
  status: 409,
  example: { wanted: '+390612345678' },
  texts: {
    en: ({ wanted }) => ({
      detail: `${wanted}: no such number is for sale now.`,
      remedy: 'Choose another number from the catalogue.',
    }),
    es: ({ wanted }) => ({
      detail: `${wanted}: ahora mismo no hay ningún número así a la venta.`,
      remedy: 'Elija otro número del catálogo.',
    }),
    it: ({ wanted }) => ({
      detail: `${wanted}: al momento nessun numero del genere è in vendita.`,
      remedy: 'Scegli un altro numero dal catalogo.',
    }),
  },
});

export const unknownNumber = refusalKind<OneNumber>('numbers.unknown_number', {
  status: 404,
  field: 'e164',
  example,
  texts: {
    en: ({ e164 }) => ({
      detail: `${e164} is not in the stock.`,
      remedy: 'Check the number, or import it into the stock first.',
    }),
    es: ({ e164 }) => ({
      detail: `${e164} no está en el inventario.`,
      remedy: 'Compruebe el número o impórtelo antes en el inventario.',
    }),
    it: ({ e164 }) => ({
      detail: `${e164} non è nell'inventario.`,
      remedy: "Controlla il numero, oppure importalo prima nell'inventario.",
    }),
  },
});
