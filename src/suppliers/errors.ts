import { refusalKind } from '#platform';

export const unknownSupplier = refusalKind<{ readonly supplier: string }>('suppliers.unknown', {
  status: 404,
  field: 'supplier',
  example: { supplier: 'Example Telecom' },
  texts: {
    en: ({ supplier }) => ({
      detail: `There is no supplier called "${supplier}".`,
      remedy: 'Choose one of the list of suppliers, or add this one first.',
    }),
    es: ({ supplier }) => ({
      detail: `No hay ningún proveedor llamado «${supplier}».`,
      remedy: 'Elija uno de la lista de proveedores o añada antes este.',
    }),
    it: ({ supplier }) => ({
      detail: `Non c'è nessun fornitore chiamato «${supplier}».`,
      remedy: 'Scegli uno dei fornitori dell’elenco, oppure aggiungi prima questo.',
    }),
  },
});

export const unknownService = refusalKind<{ readonly service: string }>('suppliers.unknown_service', {
  status: 404,
  field: 'service',
  example: { service: 'phone-sistem' },
  texts: {
    en: ({ service }) => ({
      detail: `There is no service called "${service}".`,
      remedy: 'Choose one of the list of services.',
    }),
    es: ({ service }) => ({
      detail: `No hay ningún servicio llamado «${service}».`,
      remedy: 'Elija uno de la lista de servicios.',
    }),
    it: ({ service }) => ({
      detail: `Non c'è nessun servizio chiamato «${service}».`,
      remedy: 'Scegli uno dei servizi dell’elenco.',
    }),
  },
});

export const noSunset = refusalKind<{ readonly service: string }>('suppliers.no_sunset', {
  status: 404,
  field: 'service',
  example: { service: 'phone-system' },
  texts: {
    en: ({ service }) => ({
      detail: `Nobody has announced that the service "${service}" ends.`,
      remedy: 'The list of sunsets shows which services end.',
    }),
    es: ({ service }) => ({
      detail: `No se ha anunciado el fin del servicio «${service}».`,
      remedy: 'La lista de fines de servicio muestra cuáles terminan.',
    }),
    it: ({ service }) => ({
      detail: `Non è stata annunciata la fine del servizio «${service}».`,
      remedy: 'L’elenco delle cessazioni mostra quali servizi finiscono.',
    }),
  },
});

export const sunsetAnnounced = refusalKind<{ readonly service: string; readonly lastDay: string }>(
  'suppliers.sunset_announced',
  {
    status: 409,
    field: 'service',
    example: { service: 'phone-system', lastDay: '2022-12-31' },
    texts: {
      en: ({ service, lastDay }) => ({
        detail: `The end of "${service}" was announced already: its last day is ${lastDay}.`,
        remedy: 'To move its dates later, correct the announcement.',
      }),
      es: ({ service, lastDay }) => ({
        detail: `El fin de «${service}» ya se anunció: su último día es el ${lastDay}.`,
        remedy: 'Para aplazar sus fechas, corrija el anuncio.',
      }),
      it: ({ service, lastDay }) => ({
        detail: `La fine di «${service}» è già stata annunciata: l’ultimo giorno è ${lastDay}.`,
        remedy: 'Per rinviare le date, correggi l’annuncio.',
      }),
    },
  },
);

interface Dates {
  readonly closedFrom: string;
  readonly lastDay: string;
}

export const endsBeforeItCloses = refusalKind<Dates>('suppliers.ends_before_it_closes', {
  status: 422,
  field: 'lastDay',
  example: { closedFrom: '2022-12-31', lastDay: '2022-07-01' },
  texts: {
    en: ({ closedFrom, lastDay }) => ({
      detail: `The last day, ${lastDay}, comes before the closing date, ${closedFrom}.`,
      remedy: 'Name a last day on or after the closing date.',
    }),
    es: ({ closedFrom, lastDay }) => ({
      detail: `El último día, ${lastDay}, es anterior a la fecha de cierre, ${closedFrom}.`,
      remedy: 'Indique un último día que no sea anterior a la fecha de cierre.',
    }),
    it: ({ closedFrom, lastDay }) => ({
      detail: `L’ultimo giorno, ${lastDay}, viene prima della data di chiusura, ${closedFrom}.`,
      remedy: 'Indica un ultimo giorno non precedente alla data di chiusura.',
    }),
  },
});

export const endedAlready = refusalKind<{ readonly lastDay: string; readonly today: string }>(
  'suppliers.ended_already',
  {
    status: 422,
    field: 'lastDay',
    example: { lastDay: '2022-12-31', today: '2023-01-01' },
    texts: {
      en: ({ lastDay, today }) => ({
        detail: `The last day, ${lastDay}, is over: it is ${today}.`,
        remedy: 'The end of a service is announced while it lasts, and corrected while it lasts.',
      }),
      es: ({ lastDay, today }) => ({
        detail: `El último día, ${lastDay}, ya ha pasado: hoy es ${today}.`,
        remedy: 'El fin de un servicio se anuncia, y se corrige, mientras el servicio dura.',
      }),
      it: ({ lastDay, today }) => ({
        detail: `L’ultimo giorno, ${lastDay}, è già passato: oggi è ${today}.`,
        remedy: 'La fine di un servizio si annuncia, e si corregge, finché il servizio dura.',
      }),
    },
  },
);

export const movedEarlier = refusalKind<Dates>('suppliers.moved_earlier', {
  status: 409,
  example: { closedFrom: '2022-07-01', lastDay: '2022-12-31' },
  texts: {
    en: ({ closedFrom, lastDay }) => ({
      detail: `Customers were told that the service is closed from ${closedFrom} and ends with ${lastDay}: neither date can come earlier.`,
      remedy: 'Leave the dates as they are, or move them later.',
    }),
    es: ({ closedFrom, lastDay }) => ({
      detail: `Se comunicó a los clientes que el servicio se cierra el ${closedFrom} y termina el ${lastDay}: ninguna de las fechas puede adelantarse.`,
      remedy: 'Deje las fechas como están o aplácelas.',
    }),
    it: ({ closedFrom, lastDay }) => ({
      detail: `Ai clienti è stato detto che il servizio chiude il ${closedFrom} e finisce il ${lastDay}: nessuna delle due date può essere anticipata.`,
      remedy: 'Lascia le date come sono, oppure rinviale.',
    }),
  },
});

export const unknownProvider = refusalKind<{ readonly provider: string }>('suppliers.unknown_provider', {
  status: 404,
  field: 'provider',
  example: { provider: 'example-voip' },
  texts: {
    en: ({ provider }) => ({
      detail: `There is no VoIP provider called "${provider}" in the directory.`,
      remedy: 'Choose one of the directory, or give the SIP address of your account instead.',
    }),
    es: ({ provider }) => ({
      detail: `En el directorio no hay ningún proveedor de VoIP llamado «${provider}».`,
      remedy: 'Elija uno del directorio o indique la dirección SIP de su cuenta.',
    }),
    it: ({ provider }) => ({
      detail: `Nell’elenco non c'è nessun fornitore VoIP chiamato «${provider}».`,
      remedy: 'Scegline uno dell’elenco, oppure indica l’indirizzo SIP del tuo account.',
    }),
  },
});

export const invalidTemplate = refusalKind<{ readonly template: string }>('suppliers.invalid_template', {
  status: 422,
  field: 'sipUriTemplate',
  example: { template: 'sip.example.com' },
  texts: {
    en: ({ template }) => ({
      detail: `"${template}" is not the pattern of a SIP address.`,
      remedy: 'Write it like sip:{user}@sip.example.com, in small letters.',
    }),
    es: ({ template }) => ({
      detail: `«${template}» no es el modelo de una dirección SIP.`,
      remedy: 'Escríbalo como sip:{user}@sip.example.com, en minúsculas.',
    }),
    it: ({ template }) => ({
      detail: `«${template}» non è il modello di un indirizzo SIP.`,
      remedy: 'Scrivilo come sip:{user}@sip.example.com, in minuscolo.',
    }),
  },
});

export const notConfirmed = refusalKind<{ readonly provider: string }>('suppliers.not_confirmed', {
  status: 422,
  field: 'source',
  example: { provider: 'example-voip' },
  texts: {
    en: ({ provider }) => ({
      detail: `"${provider}" can only be recommended when a page of its own confirms the address.`,
      remedy: 'Name that page as the source, or do not recommend the provider.',
    }),
    es: ({ provider }) => ({
      detail: `«${provider}» solo se puede recomendar si una página suya confirma la dirección.`,
      remedy: 'Indique esa página como fuente o no recomiende el proveedor.',
    }),
    it: ({ provider }) => ({
      detail: `«${provider}» può essere consigliato solo se una sua pagina conferma l’indirizzo.`,
      remedy: 'Indica quella pagina come fonte, oppure non consigliare il fornitore.',
    }),
  },
});

export const invalidUserName = refusalKind<{ readonly userName: string; readonly provider: string }>(
  'suppliers.invalid_user_name',
  {
    status: 422,
    field: 'userName',
    example: { userName: 'ada lovelace', provider: 'Example VoIP' },
    texts: {
      en: ({ userName, provider }) => ({
        detail: `"${userName}" cannot be the name of an account at ${provider}.`,
        remedy: 'Write it as in the settings of your account: the part before the @, without spaces.',
      }),
      es: ({ userName, provider }) => ({
        detail: `«${userName}» no puede ser el nombre de una cuenta de ${provider}.`,
        remedy: 'Escríbalo como en los ajustes de su cuenta: la parte anterior a la @, sin espacios.',
      }),
      it: ({ userName, provider }) => ({
        detail: `«${userName}» non può essere il nome di un account di ${provider}.`,
        remedy: 'Scrivilo come nelle impostazioni del tuo account: la parte prima della @, senza spazi.',
      }),
    },
  },
);
