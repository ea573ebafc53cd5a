import type { InEveryLanguage } from '#platform';
import type { FaultCode, FaultData } from './faults.ts';

type Texts<Data> = InEveryLanguage<(data: Data, value: string) => string>;

const listed = (words: readonly string[]): string => words.join(', ');

/** `Line 12, column "monthly"` */
export const wordsOfLine: InEveryLanguage<(line: number, column: string | null) => string> = {
  en: (line, column) => (column === null ? `Line ${line}` : `Line ${line}, column "${column}"`),
  es: (line, column) => (column === null ? `Línea ${line}` : `Línea ${line}, columna «${column}»`),
  it: (line, column) => (column === null ? `Riga ${line}` : `Riga ${line}, colonna «${column}»`),
};

/** What libphonenumber takes a number for, in words. */
const typeWords: Readonly<Record<string, InEveryLanguage<string>>> = {
  FIXED_LINE: { en: 'a landline', es: 'un fijo', it: 'un fisso' },
  MOBILE: { en: 'a mobile', es: 'un móvil', it: 'un cellulare' },
  FIXED_LINE_OR_MOBILE: { en: 'a landline or mobile', es: 'un fijo o móvil', it: 'un fisso o cellulare' },
  TOLL_FREE: { en: 'toll-free', es: 'gratuito', it: 'un numero verde' },
  PREMIUM_RATE: {
    en: 'a premium-rate number',
    es: 'de tarificación adicional',
    it: 'un numero a sovrapprezzo',
  },
  SHARED_COST: { en: 'a shared-cost number', es: 'de coste compartido', it: 'un numero a costo ripartito' },
  VOIP: { en: 'a national VoIP number', es: 'un VoIP nacional', it: 'un VoIP nazionale' },
  PERSONAL_NUMBER: { en: 'a personal number', es: 'un número personal', it: 'un numero personale' },
  PAGER: { en: 'a pager', es: 'un buscapersonas', it: 'un cercapersone' },
  UAN: { en: 'a company number', es: 'un número de empresa', it: 'un numero aziendale' },
  VOICEMAIL: { en: 'a voicemail', es: 'un buzón de voz', it: 'una segreteria' },
};

const typeWord = (type: string, language: 'en' | 'es' | 'it'): string => typeWords[type]?.[language] ?? type;

const nearestWords: InEveryLanguage<(nearest: readonly string[]) => string> = {
  en: (nearest) => (nearest.length > 0 ? ` Near it: ${listed(nearest)}.` : ' Add the place first.'),
  es: (nearest) => (nearest.length > 0 ? ` Parecidas: ${listed(nearest)}.` : ' Añada antes el lugar.'),
  it: (nearest) => (nearest.length > 0 ? ` Simili: ${listed(nearest)}.` : ' Aggiungi prima il luogo.'),
};

/** What is wrong and what to write instead: one entry a code, in every language. */
export const faultTexts: { readonly [Code in FaultCode]: Texts<FaultData[Code]> } = {
  empty_file: {
    en: () => 'the file has no numbers. It needs a header and at least one line.',
    es: () => 'el archivo no tiene números. Necesita una cabecera y al menos una línea.',
    it: () => 'il file non contiene numeri. Servono un’intestazione e almeno una riga.',
  },
  not_text: {
    en: () => 'this is not text. Export the sheet as "CSV UTF-8", without compressing it.',
    es: () => 'esto no es texto. Exporte la hoja como «CSV UTF-8», sin comprimirla.',
    it: () => 'questo non è testo. Esporta il foglio come «CSV UTF-8», senza comprimerlo.',
  },
  not_utf8: {
    en: () => 'the text is not UTF-8. Save the file as "CSV UTF-8".',
    es: () => 'el texto no está en UTF-8. Guarde el archivo como «CSV UTF-8».',
    it: () => 'il testo non è in UTF-8. Salva il file come «CSV UTF-8».',
  },
  line_too_long: {
    en: ({ most }) => `longer than ${most} characters. Perhaps a quote (") is not closed.`,
    es: ({ most }) => `más de ${most} caracteres. Quizá falte cerrar unas comillas (").`,
    it: ({ most }) => `più di ${most} caratteri. Forse mancano delle virgolette (") di chiusura.`,
  },
  wrong_quote: {
    en: () => 'a quote (") stands where none can be, or is not closed. Inside a quoted field write it twice.',
    es: () =>
      'unas comillas (") sobran o no se cierran. Dentro de un campo entrecomillado escríbalas dobles.',
    it: () =>
      'delle virgolette (") sono di troppo o non sono chiuse. In un campo fra virgolette vanno doppie.',
  },
  wrong_field_count: {
    en: ({ expected, found }) => `${found} fields, but the header has ${expected}.`,
    es: ({ expected, found }) => `${found} campos, pero la cabecera tiene ${expected}.`,
    it: ({ expected, found }) => `${found} campi, ma l’intestazione ne ha ${expected}.`,
  },
  unknown_column: {
    en: ({ known }) => `there is no such column. Known: ${listed(known)}.`,
    es: ({ known }) => `esta columna no existe. Conocidas: ${listed(known)}.`,
    it: ({ known }) => `questa colonna non esiste. Conosciute: ${listed(known)}.`,
  },
  missing_column: {
    en: () => 'the column is missing from the header.',
    es: () => 'falta la columna en la cabecera.',
    it: () => 'la colonna manca nell’intestazione.',
  },
  repeated_column: {
    en: () => 'the column is in the header twice.',
    es: () => 'la columna aparece dos veces en la cabecera.',
    it: () => 'la colonna compare due volte nell’intestazione.',
  },
  empty_value: {
    en: () => 'it is empty; a value is needed.',
    es: () => 'está vacío; se necesita un valor.',
    it: () => 'è vuoto; serve un valore.',
  },
  unknown_country: {
    en: (_, value) => `"${value}" is not a country. Write its two letters (ISO 3166-1), for example IT.`,
    es: (_, value) => `«${value}» no es un país. Escriba sus dos letras (ISO 3166-1), por ejemplo ES.`,
    it: (_, value) => `«${value}» non è un Paese. Scrivi le due lettere (ISO 3166-1), ad esempio IT.`,
  },
  unknown_region: {
    en: ({ country, nearest }, value) => `${country} has no region "${value}".${nearestWords.en(nearest)}`,
    es: ({ country, nearest }, value) => `${country} no tiene región «${value}».${nearestWords.es(nearest)}`,
    it: ({ country, nearest }, value) =>
      `${country} non ha la regione «${value}».${nearestWords.it(nearest)}`,
  },
  unknown_city: {
    en: ({ country, nearest }, value) => `${country} has no city "${value}".${nearestWords.en(nearest)}`,
    es: ({ country, nearest }, value) => `${country} no tiene ciudad «${value}».${nearestWords.es(nearest)}`,
    it: ({ country, nearest }, value) => `${country} non ha la città «${value}».${nearestWords.it(nearest)}`,
  },
  ambiguous_city: {
    en: ({ choices }, value) => `"${value}" is several cities. Write one of: ${listed(choices)}.`,
    es: ({ choices }, value) => `«${value}» son varias ciudades. Escriba una de: ${listed(choices)}.`,
    it: ({ choices }, value) => `«${value}» è il nome di più città. Scrivi una di: ${listed(choices)}.`,
  },
  city_of_other_region: {
    en: ({ city, region }) => `${city} lies in ${region}. Write that, or leave the region empty.`,
    es: ({ city, region }) => `${city} está en ${region}. Escríbala así o deje la región vacía.`,
    it: ({ city, region }) => `${city} si trova in ${region}. Scrivi questa, o lascia vuota la regione.`,
  },
  region_without_city: {
    en: () => 'a region needs a city. Name the city, or leave the region empty.',
    es: () => 'una región necesita una ciudad. Indique la ciudad o deje la región vacía.',
    it: () => 'una regione vuole una città. Indica la città, o lascia vuota la regione.',
  },
  local_without_city: {
    en: () => 'a local number belongs to a city. Name it.',
    es: () => 'un número local pertenece a una ciudad. Indíquela.',
    it: () => 'un numero locale appartiene a una città. Indicala.',
  },
  unknown_kind: {
    en: ({ known }, value) => `"${value}" is not a kind. Known: ${listed(known)}.`,
    es: ({ known }, value) => `«${value}» no es un tipo. Conocidos: ${listed(known)}.`,
    it: ({ known }, value) => `«${value}» non è un tipo. Conosciuti: ${listed(known)}.`,
  },
  unknown_feature: {
    en: ({ feature, known }) => `"${feature}" is not a feature. Known: ${listed(known)}, joined by |.`,
    es: ({ feature, known }) => `«${feature}» no es una función. Conocidas: ${listed(known)}, unidas por |.`,
    it: ({ feature, known }) => `«${feature}» non è una funzione. Conosciute: ${listed(known)}, unite da |.`,
  },
  not_an_amount: {
    en: (_, value) => `"${value}" is not an amount. Write digits and a point, for example 4.00.`,
    es: (_, value) => `«${value}» no es un importe. Escriba cifras y un punto, por ejemplo 4.00.`,
    it: (_, value) => `«${value}» non è un importo. Scrivi cifre e un punto, ad esempio 4.00.`,
  },
  price_of_nothing: {
    en: () => 'the monthly price must be more than zero.',
    es: () => 'el precio mensual debe ser mayor que cero.',
    it: () => 'il prezzo mensile deve essere maggiore di zero.',
  },
  not_yes_or_no: {
    en: (_, value) => `"${value}" is neither yes nor no.`,
    es: (_, value) => `«${value}» no es ni yes ni no.`,
    it: (_, value) => `«${value}» non è né yes né no.`,
  },
  text_too_long: {
    en: ({ most }) => `at most ${most} characters, without line breaks or tabs.`,
    es: ({ most }) => `como máximo ${most} caracteres, sin saltos de línea ni tabuladores.`,
    it: ({ most }) => `al massimo ${most} caratteri, senza a capo né tabulazioni.`,
  },
  not_a_number: {
    en: (_, value) => `"${value}" is not a phone number.`,
    es: (_, value) => `«${value}» no es un número de teléfono.`,
    it: (_, value) => `«${value}» non è un numero di telefono.`,
  },
  shortened_by_spreadsheet: {
    en: (_, value) =>
      `a spreadsheet has shortened the number to "${value}". Make the column text, and enter it again.`,
    es: (_, value) =>
      `una hoja de cálculo abrevió el número a «${value}». Dé formato de texto a la columna y escríbalo de nuevo.`,
    it: (_, value) =>
      `un foglio di calcolo ha abbreviato il numero in «${value}». Formatta la colonna come testo e riscrivilo.`,
  },
  not_in_numbering_plan: {
    en: ({ country }, value) =>
      `"${value}" cannot be a number of ${country}: its numbering plan has no such one.`,
    es: ({ country }, value) =>
      `«${value}» no puede ser un número de ${country}: su plan de numeración no lo prevé.`,
    it: ({ country }, value) =>
      `«${value}» non può essere un numero di ${country}: il piano di numerazione non lo prevede.`,
  },
  number_of_other_country: {
    en: ({ country, actual }, value) => `"${value}" is a number of ${actual}, not of ${country}.`,
    es: ({ country, actual }, value) => `«${value}» es un número de ${actual}, no de ${country}.`,
    it: ({ country, actual }, value) => `«${value}» è un numero di ${actual}, non di ${country}.`,
  },
  number_of_other_kind: {
    en: ({ kind, type }, value) => `"${value}" is ${typeWord(type, 'en')}; that is not sold as ${kind}.`,
    es: ({ kind, type }, value) => `«${value}» es ${typeWord(type, 'es')}; no se vende como ${kind}.`,
    it: ({ kind, type }, value) => `«${value}» è ${typeWord(type, 'it')}; non si vende come ${kind}.`,
  },
  repeated_number: {
    en: ({ e164, firstLine }) => `${e164} is already on line ${firstLine}. Keep one of the two.`,
    es: ({ e164, firstLine }) => `${e164} ya está en la línea ${firstLine}. Deje solo una de las dos.`,
    it: ({ e164, firstLine }) => `${e164} è già alla riga ${firstLine}. Lascia solo una delle due.`,
  },
};
