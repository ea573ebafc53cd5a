import { refusalKind } from '#platform';
import { longDate, say, withArticle } from './text/words.ts';

const fault = { parameter: 'quarantineDays', problem: 'Too small: expected number to be >=1' };

/** A parameter of the policy is unknown, or its value is not one that it can have. */
export const invalidParameters = refusalKind<{ readonly parameter: string; readonly problem: string }>(
  'policy.invalid_parameters',
  {
    status: 422,
    field: 'parameters',
    example: fault,
    texts: {
      en: ({ parameter, problem }) => ({
        detail: `The policy parameter "${parameter}" is not valid. ${problem}.`,
        remedy: 'Correct it. A parameter that is left out takes its default.',
      }),
      es: ({ parameter, problem }) => ({
        detail: `El parámetro «${parameter}» de la política no es válido. ${problem}.`,
        remedy: 'Corríjalo. Un parámetro que se omite toma su valor por defecto.',
      }),
      it: ({ parameter, problem }) => ({
        detail: `Il parametro «${parameter}» delle condizioni non è valido. ${problem}.`,
        remedy: 'Correggilo. Un parametro omesso prende il suo valore predefinito.',
      }),
    },
  },
);

/** A field of the operator is not valid. */
export const invalidOperator = refusalKind<{ readonly field: string; readonly value: string }>(
  'policy.invalid_operator',
  {
    status: 422,
    example: { field: 'timeZone', value: 'Europe/Roma' },
    texts: {
      en: ({ field, value }) => ({
        detail: `"${value}" cannot be the operator’s ${field}.`,
        remedy:
          'Give a name, a time zone such as "Europe/Rome", a currency such as "EUR" and an e-mail address.',
      }),
      es: ({ field, value }) => ({
        detail: `«${value}» no puede ser el valor de ${field} del operador.`,
        remedy: 'Indique un nombre, una zona horaria como «Europe/Rome», una moneda como «EUR» y un correo.',
      }),
      it: ({ field, value }) => ({
        detail: `«${value}» non può essere il valore di ${field} dell’operatore.`,
        remedy:
          'Indica un nome, un fuso orario come «Europe/Rome», una valuta come «EUR» e un indirizzo e-mail.',
      }),
    },
  },
);

/** There is one operator a database, and it is there already. */
export const operatorExists = refusalKind<{ readonly name: string }>('policy.operator_exists', {
  status: 409,
  example: { name: 'Ringfence Demo' },
  texts: {
    en: ({ name }) => ({
      detail: `This database already belongs to ${name}.`,
      remedy: 'Use another database for another operator.',
    }),
    es: ({ name }) => ({
      detail: `Esta base de datos ya pertenece a ${name}.`,
      remedy: 'Use otra base de datos para otro operador.',
    }),
    it: ({ name }) => ({
      detail: `Questo database appartiene già a ${name}.`,
      remedy: 'Usa un altro database per un altro operatore.',
    }),
  },
});

/** There is no such version of the policy. */
export const unknownVersion = refusalKind<{ readonly version: number }>('policy.unknown_version', {
  status: 404,
  example: { version: 7 },
  texts: {
    en: ({ version }) => ({
      detail: `There is no version ${version} of the policy.`,
      remedy: 'List the versions to find the one you mean.',
    }),
    es: ({ version }) => ({
      detail: `No existe la versión ${version} de la política.`,
      remedy: 'Consulte la lista de versiones para encontrar la que busca.',
    }),
    it: ({ version }) => ({
      detail: `Non esiste la versione ${version} delle condizioni.`,
      remedy: 'Guarda l’elenco delle versioni per trovare quella che intendi.',
    }),
  },
});

/** A published version never changes, and is never published again. */
export const versionPublished = refusalKind<{ readonly version: number }>('policy.version_published', {
  status: 409,
  example: { version: 1 },
  texts: {
    en: ({ version }) => ({
      detail: `Version ${version} of the policy is published and never changes.`,
      remedy: 'Draft a new version with a later date.',
    }),
    es: ({ version }) => ({
      detail: `La versión ${version} de la política está publicada y no cambia nunca.`,
      remedy: 'Prepare una versión nueva con una fecha posterior.',
    }),
    it: ({ version }) => ({
      detail: `La versione ${version} delle condizioni è pubblicata e non cambia mai.`,
      remedy: 'Prepara una nuova versione con una data successiva.',
    }),
  },
});

/** A new version has to be announced in time. */
export const announcedTooLate = refusalKind<{ readonly inForceFrom: string; readonly earliest: string }>(
  'policy.announced_too_late',
  {
    status: 409,
    field: 'inForceFrom',
    example: { inForceFrom: '2022-03-20', earliest: '2022-04-09' },
    texts: {
      en: ({ inForceFrom, earliest }) => ({
        detail: `A policy announced today cannot be in force from ${longDate(inForceFrom, 'en')}.`,
        remedy: `Choose ${longDate(earliest, 'en')} or a later date.`,
      }),
      es: ({ inForceFrom, earliest }) => ({
        detail: `Una política anunciada hoy no puede entrar en vigor el ${longDate(inForceFrom, 'es')}.`,
        remedy: `Elija el ${longDate(earliest, 'es')} o una fecha posterior.`,
      }),
      it: ({ inForceFrom, earliest }) => ({
        detail: say(
          'Condizioni annunciate oggi non possono essere in vigore',
          `${withArticle('dal', longDate(inForceFrom, 'it'))}.`,
        ),
        remedy: `Scegli ${withArticle('il', longDate(earliest, 'it'))} o una data successiva.`,
      }),
    },
  },
);

/** Two published versions cannot begin on the same date. */
export const dateTaken = refusalKind<{ readonly inForceFrom: string; readonly version: number }>(
  'policy.date_taken',
  {
    status: 409,
    field: 'inForceFrom',
    example: { inForceFrom: '2022-05-01', version: 2 },
    texts: {
      en: ({ inForceFrom, version }) => ({
        detail: `Version ${version} of the policy is already in force from ${longDate(inForceFrom, 'en')}.`,
        remedy: 'Choose another date.',
      }),
      es: ({ inForceFrom, version }) => ({
        detail: `La versión ${version} de la política ya entra en vigor el ${longDate(inForceFrom, 'es')}.`,
        remedy: 'Elija otra fecha.',
      }),
      it: ({ inForceFrom, version }) => ({
        detail: say(
          `La versione ${version} delle condizioni è già in vigore`,
          `${withArticle('dal', longDate(inForceFrom, 'it'))}.`,
        ),
        remedy: 'Scegli un’altra data.',
      }),
    },
  },
);

/** No version is in force on a date: the first one begins later, or there is none. */
export const noneInForce = refusalKind<{ readonly date: string }>('policy.none_in_force', {
  status: 409,
  example: { date: '2022-03-10' },
  texts: {
    en: ({ date }) => ({
      detail: `No version of the policy is in force on ${longDate(date, 'en')}.`,
      remedy: 'Publish a version that begins on that date or before it.',
    }),
    es: ({ date }) => ({
      detail: `Ninguna versión de la política está en vigor el ${longDate(date, 'es')}.`,
      remedy: 'Publique una versión que empiece en esa fecha o antes.',
    }),
    it: ({ date }) => ({
      detail: `Nessuna versione delle condizioni è in vigore ${withArticle('il', longDate(date, 'it'))}.`,
      remedy: 'Pubblica una versione che cominci in quella data o prima.',
    }),
  },
});

/** The database belongs to no business yet. */
export const noOperator = refusalKind<Record<string, never>>('policy.no_operator', {
  status: 409,
  example: {},
  texts: {
    en: () => ({
      detail: 'This database belongs to no operator yet.',
      remedy: 'Start Ringfence on it once: the first start sets the operator up.',
    }),
    es: () => ({
      detail: 'Esta base de datos todavía no pertenece a ningún operador.',
      remedy: 'Inicie Ringfence con ella una vez: el primer inicio da de alta al operador.',
    }),
    it: () => ({
      detail: 'Questo database non appartiene ancora a nessun operatore.',
      remedy: 'Avvia Ringfence su di esso una volta: il primo avvio registra l’operatore.',
    }),
  },
});

export const unknownPreview = refusalKind<{ readonly previewId: string }>('policy.unknown_preview', {
  status: 404,
  field: 'previewId',
  example: { previewId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ previewId }) => ({
      detail: `There is no preview ${previewId}.`,
      remedy: 'List the previews of the version.',
    }),
    es: ({ previewId }) => ({
      detail: `No existe la vista previa ${previewId}.`,
      remedy: 'Consulte la lista de vistas previas de la versión.',
    }),
    it: ({ previewId }) => ({
      detail: `L’anteprima ${previewId} non esiste.`,
      remedy: 'Consulta l’elenco delle anteprime della versione.',
    }),
  },
});

export const previewUnderWay = refusalKind<object>('policy.preview_under_way', {
  status: 409,
  example: {},
  texts: {
    en: () => ({
      detail: 'Another preview is being played.',
      remedy: 'Wait until it has finished: a minute or two.',
    }),
    es: () => ({
      detail: 'Ya hay otra vista previa en curso.',
      remedy: 'Espere a que termine: un minuto o dos.',
    }),
    it: () => ({
      detail: 'Un’altra anteprima è in corso.',
      remedy: 'Aspetta che finisca: un minuto o due.',
    }),
  },
});
