import { refusalKind, type InEveryLanguage, type Language } from '#platform';
import { describeFault, faultAt, type Fault } from './import/faults.ts';
import type { StockState } from './stock-number.ts';

const upTo = (words: readonly string[]): string => words.join(', ');

export const unknownCountry = refusalKind<{ readonly country: string }>('numbers.unknown_country', {
  status: 422,
  field: 'country',
  example: { country: 'UK' },
  texts: {
    en: ({ country }) => ({
      detail: `"${country}" is not a country.`,
      remedy: 'Write the two letters of ISO 3166-1, for example GB.',
    }),
    es: ({ country }) => ({
      detail: `«${country}» no es un país.`,
      remedy: 'Escriba las dos letras de ISO 3166-1, por ejemplo ES.',
    }),
    it: ({ country }) => ({
      detail: `«${country}» non è un Paese.`,
      remedy: 'Scrivi le due lettere di ISO 3166-1, ad esempio IT.',
    }),
  },
});

/** `nearest`: the slugs of cities that are spelt nearly so. */
export const unknownCity = refusalKind<{ readonly city: string; readonly nearest: readonly string[] }>(
  'numbers.unknown_city',
  {
    status: 422,
    field: 'city',
    example: { city: 'Florenz', nearest: ['florence'] },
    texts: {
      en: ({ city, nearest }) => ({
        detail: `We do not know a city "${city}" there.`,
        remedy: nearest.length > 0 ? `Did you mean ${upTo(nearest)}?` : 'Choose one from the list of cities.',
      }),
      es: ({ city, nearest }) => ({
        detail: `No conocemos allí ninguna ciudad «${city}».`,
        remedy: nearest.length > 0 ? `¿Quería decir ${upTo(nearest)}?` : 'Elija una de la lista de ciudades.',
      }),
      it: ({ city, nearest }) => ({
        detail: `Non conosciamo lì una città «${city}».`,
        remedy: nearest.length > 0 ? `Intendevi ${upTo(nearest)}?` : 'Scegline una dall’elenco delle città.',
      }),
    },
  },
);

export const unknownRegion = refusalKind<{ readonly region: string; readonly nearest: readonly string[] }>(
  'numbers.unknown_region',
  {
    status: 422,
    field: 'region',
    example: { region: 'Toscany', nearest: ['tuscany'] },
    texts: {
      en: ({ region, nearest }) => ({
        detail: `We do not know a region "${region}" there.`,
        remedy: nearest.length > 0 ? `Did you mean ${upTo(nearest)}?` : 'Choose one from the list of cities.',
      }),
      es: ({ region, nearest }) => ({
        detail: `No conocemos allí ninguna región «${region}».`,
        remedy: nearest.length > 0 ? `¿Quería decir ${upTo(nearest)}?` : 'Elija una de la lista de ciudades.',
      }),
      it: ({ region, nearest }) => ({
        detail: `Non conosciamo lì una regione «${region}».`,
        remedy: nearest.length > 0 ? `Intendevi ${upTo(nearest)}?` : 'Scegline una dall’elenco delle città.',
      }),
    },
  },
);

export const invalidDigits = refusalKind<{ readonly digits: string }>('numbers.invalid_digits', {
  status: 422,
  field: 'digits',
  example: { digits: 'PIZZA' },
  texts: {
    en: ({ digits }) => ({
      detail: `"${digits}" cannot be part of a number.`,
      remedy: 'Write 1 to 15 digits.',
    }),
    es: ({ digits }) => ({
      detail: `«${digits}» no puede ser parte de un número.`,
      remedy: 'Escriba de 1 a 15 cifras.',
    }),
    it: ({ digits }) => ({
      detail: `«${digits}» non può far parte di un numero.`,
      remedy: 'Scrivi da 1 a 15 cifre.',
    }),
  },
});

export const tooManyReservations = refusalKind<{ readonly most: number }>('numbers.too_many_reservations', {
  status: 409,
  example: { most: 10 },
  texts: {
    en: ({ most }) => ({
      detail: `You have ${most} numbers reserved, which is the most.`,
      remedy: 'Buy or release one of them first.',
    }),
    es: ({ most }) => ({
      detail: `Tiene ${most} números reservados, que es el máximo.`,
      remedy: 'Compre o libere antes uno de ellos.',
    }),
    it: ({ most }) => ({
      detail: `Hai ${most} numeri riservati, che è il massimo.`,
      remedy: 'Acquistane o liberane prima uno.',
    }),
  },
});

interface NumberInState {
  readonly e164: string;
  readonly state: StockState;
}

const stateWords: Readonly<Record<StockState, InEveryLanguage<string>>> = {
  available: { en: 'for sale', es: 'a la venta', it: 'in vendita' },
  rented: { en: 'rented', es: 'alquilado', it: 'noleggiato' },
  dismissed: { en: 'dismissed', es: 'dado de baja', it: 'dismesso' },
  withdrawn: { en: 'withdrawn', es: 'retirado', it: 'ritirato' },
};

const stateWord = (state: StockState, language: Language): string => stateWords[state][language];

export const notForSale = refusalKind<NumberInState>('numbers.not_for_sale', {
  status: 409,
  field: 'e164',
  example: { e164: '+390612345678', state: 'rented' },
  texts: {
    en: ({ e164, state }) => ({
      detail: `${e164} is ${stateWord(state, 'en')}; only a number that is for sale can be withdrawn.`,
      remedy: 'Leave it out, or wait until it is for sale again.',
    }),
    es: ({ e164, state }) => ({
      detail: `${e164} está ${stateWord(state, 'es')}; solo se puede retirar un número que esté a la venta.`,
      remedy: 'Quítelo de la lista o espere a que vuelva a estar a la venta.',
    }),
    it: ({ e164, state }) => ({
      detail: `${e164} è ${stateWord(state, 'it')}; si può ritirare solo un numero in vendita.`,
      remedy: 'Toglilo dall’elenco, o attendi che torni in vendita.',
    }),
  },
});

export const notWithdrawn = refusalKind<NumberInState>('numbers.not_withdrawn', {
  status: 409,
  field: 'e164',
  example: { e164: '+390612345678', state: 'available' },
  texts: {
    en: ({ e164, state }) => ({
      detail: `${e164} is ${stateWord(state, 'en')}; only a withdrawn number can be returned to sale.`,
      remedy: 'Leave it out of the list.',
    }),
    es: ({ e164, state }) => ({
      detail: `${e164} está ${stateWord(state, 'es')}; solo se puede devolver a la venta un número retirado.`,
      remedy: 'Quítelo de la lista.',
    }),
    it: ({ e164, state }) => ({
      detail: `${e164} è ${stateWord(state, 'it')}; si può rimettere in vendita solo un numero ritirato.`,
      remedy: 'Toglilo dall’elenco.',
    }),
  },
});

export const alreadyInStock = refusalKind<{ readonly e164: string }>('numbers.already_in_stock', {
  status: 409,
  field: 'e164',
  example: { e164: '+390612345678' },
  texts: {
    en: ({ e164 }) => ({
      detail: `${e164} is in the stock already.`,
      remedy: 'To change what it costs or can do, import it again.',
    }),
    es: ({ e164 }) => ({
      detail: `${e164} ya está en el inventario.`,
      remedy: 'Para cambiar su precio o sus funciones, impórtelo de nuevo.',
    }),
    it: ({ e164 }) => ({
      detail: `${e164} è già nell’inventario.`,
      remedy: 'Per cambiarne il prezzo o le funzioni, importalo di nuovo.',
    }),
  },
});

/** Nothing was changed. `errorCount` counts all errors, `errors` lists the first hundred. */
export interface RefusedImport {
  readonly importId: string;
  readonly errorCount: number;
  readonly errors: readonly Fault[];
}

export const importRefused = refusalKind<RefusedImport>('numbers.import_refused', {
  status: 422,
  field: 'file',
  example: {
    importId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f',
    errorCount: 1,
    errors: [faultAt({ line: 2, column: 'monthly', value: '4,00' }, 'not_an_amount', {})],
  },
  texts: {
    en: ({ errorCount, errors }) => ({
      detail: `The file has ${errorCount === 1 ? 'an error' : `${errorCount} errors`}; nothing was changed. ${describeFault(errors[0]!, 'en')}`,
      remedy: 'Correct the lines and import the file again.',
    }),
    es: ({ errorCount, errors }) => ({
      detail: `El archivo tiene ${errorCount === 1 ? 'un error' : `${errorCount} errores`}; no se cambió nada. ${describeFault(errors[0]!, 'es')}`,
      remedy: 'Corrija las líneas e importe el archivo de nuevo.',
    }),
    it: ({ errorCount, errors }) => ({
      detail: `Il file ha ${errorCount === 1 ? 'un errore' : `${errorCount} errori`}; nulla è stato cambiato. ${describeFault(errors[0]!, 'it')}`,
      remedy: 'Correggi le righe e importa di nuovo il file.',
    }),
  },
});

export const importBrokenOff = refusalKind<{ readonly reason: string }>('numbers.import_broken_off', {
  status: 400,
  field: 'file',
  example: { reason: 'Premature close' },
  texts: {
    en: ({ reason }) => ({
      detail: `The file ended before it was read to its end (${reason}); nothing was changed.`,
      remedy: 'Import it again.',
    }),
    es: ({ reason }) => ({
      detail: `El archivo se cortó antes de leerse hasta el final (${reason}); no se cambió nada.`,
      remedy: 'Impórtelo de nuevo.',
    }),
    it: ({ reason }) => ({
      detail: `Il file si è interrotto prima della fine (${reason}); nulla è stato cambiato.`,
      remedy: 'Importalo di nuovo.',
    }),
  },
});

export const importExists = refusalKind<{ readonly importId: string }>('numbers.import_exists', {
  status: 409,
  field: 'importId',
  example: { importId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ importId }) => ({
      detail: `There is an import ${importId} already.`,
      remedy: 'See how it went, or import under a new id.',
    }),
    es: ({ importId }) => ({
      detail: `Ya existe una importación ${importId}.`,
      remedy: 'Consulte su resultado o importe con un identificador nuevo.',
    }),
    it: ({ importId }) => ({
      detail: `Esiste già un’importazione ${importId}.`,
      remedy: 'Guarda com’è andata, oppure importa con un nuovo identificativo.',
    }),
  },
});

export const unknownImport = refusalKind<{ readonly importId: string }>('numbers.unknown_import', {
  status: 404,
  field: 'importId',
  example: { importId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ importId }) => ({
      detail: `There is no import ${importId}.`,
      remedy: 'Choose one from the list of imports.',
    }),
    es: ({ importId }) => ({
      detail: `No existe la importación ${importId}.`,
      remedy: 'Elija una de la lista de importaciones.',
    }),
    it: ({ importId }) => ({
      detail: `L’importazione ${importId} non esiste.`,
      remedy: 'Scegline una dall’elenco delle importazioni.',
    }),
  },
});
