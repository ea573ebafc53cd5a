import type { InEveryLanguage, Language } from '#platform';

/** Everything that can be wrong with a file of rates, and what is known about each case. */
export interface RateFaultData {
  readonly unreadable: { readonly text: InEveryLanguage<string> };
  readonly empty_file: object;
  readonly wrong_field_count: { readonly expected: number; readonly found: number };
  readonly unknown_column: { readonly known: readonly string[] };
  readonly missing_column: object;
  readonly repeated_column: object;
  readonly not_a_prefix: object;
  readonly not_a_price: object;
  readonly not_seconds: { readonly least: number };
  readonly not_a_date: object;
  readonly text_too_long: { readonly most: number };
  readonly repeated_prefix: { readonly prefix: string; readonly firstLine: number };
}

export type RateFaultCode = keyof RateFaultData;

/** One fault of a file: where it is, and what it is. */
export type RateFault = {
  readonly [Code in RateFaultCode]: {
    readonly code: Code;
    /** Of the file, from 1 (the header). */
    readonly line: number;
    /** As the header names it; null: the whole line. */
    readonly column: string | null;
    /** What stands there, at most 60 characters of it. */
    readonly value: string;
    readonly data: RateFaultData[Code];
  };
}[RateFaultCode];

export const rateFault = <Code extends RateFaultCode>(
  place: { readonly line: number; readonly column?: string; readonly value?: string },
  code: Code,
  data: RateFaultData[Code],
): RateFault =>
  ({
    code,
    line: place.line,
    column: place.column ?? null,
    value: (place.value ?? '').slice(0, 60),
    data,
  }) as RateFault;

type Texts<Data> = InEveryLanguage<(data: Data, value: string) => string>;

const texts: { readonly [Code in RateFaultCode]: Texts<RateFaultData[Code]> } = {
  unreadable: {
    en: ({ text }) => text.en,
    es: ({ text }) => text.es,
    it: ({ text }) => text.it,
  },
  empty_file: {
    en: () => 'the file has no rates. It needs a header and at least one line.',
    es: () => 'el archivo no tiene tarifas. Necesita una cabecera y al menos una línea.',
    it: () => 'il file non contiene tariffe. Servono un’intestazione e almeno una riga.',
  },
  wrong_field_count: {
    en: ({ expected, found }) => `the line has ${found} fields, the header has ${expected}.`,
    es: ({ expected, found }) => `la línea tiene ${found} campos; la cabecera, ${expected}.`,
    it: ({ expected, found }) => `la riga ha ${found} campi, l’intestazione ${expected}.`,
  },
  unknown_column: {
    en: ({ known }, value) => `there is no column "${value}". Known are ${known.join(', ')}.`,
    es: ({ known }, value) => `no existe la columna «${value}». Se conocen ${known.join(', ')}.`,
    it: ({ known }, value) => `la colonna «${value}» non esiste. Sono note ${known.join(', ')}.`,
  },
  missing_column: {
    en: () => 'the column is missing.',
    es: () => 'falta la columna.',
    it: () => 'la colonna manca.',
  },
  repeated_column: {
    en: () => 'the column is there twice.',
    es: () => 'la columna está repetida.',
    it: () => 'la colonna è ripetuta.',
  },
  not_a_prefix: {
    en: (_, value) => `"${value}" is not the beginning of a phone number. Write it like 3934 or +3934.`,
    es: (_, value) => `«${value}» no es el comienzo de un número de teléfono. Escríbalo como 3934 o +3934.`,
    it: (_, value) => `«${value}» non è l’inizio di un numero di telefono. Scrivilo come 3934 o +3934.`,
  },
  not_a_price: {
    en: (_, value) =>
      `"${value}" is not a price. Write it like 0.0120; closed where calls are not possible; ended where a shorter prefix counts.`,
    es: (_, value) =>
      `«${value}» no es un precio. Escríbalo como 0.0120; closed donde no se puede llamar; ended donde vale un prefijo más corto.`,
    it: (_, value) =>
      `«${value}» non è un prezzo. Scrivilo come 0.0120; closed dove non si può chiamare; ended dove vale un prefisso più corto.`,
  },
  not_seconds: {
    en: ({ least }, value) => `"${value}" are not seconds from ${least} to 3600.`,
    es: ({ least }, value) => `«${value}» no son segundos de ${least} a 3600.`,
    it: ({ least }, value) => `«${value}» non sono secondi da ${least} a 3600.`,
  },
  not_a_date: {
    en: (_, value) => `"${value}" is not a date. Write it like 2026-04-01.`,
    es: (_, value) => `«${value}» no es una fecha. Escríbala como 2026-04-01.`,
    it: (_, value) => `«${value}» non è una data. Scrivila come 2026-04-01.`,
  },
  text_too_long: {
    en: ({ most }) => `the text is longer than ${most} characters, or has signs that cannot be printed.`,
    es: ({ most }) => `el texto supera los ${most} caracteres o tiene signos no imprimibles.`,
    it: ({ most }) => `il testo supera i ${most} caratteri o contiene segni non stampabili.`,
  },
  repeated_prefix: {
    en: ({ prefix, firstLine }) => `${prefix} stands on line ${firstLine} with the same date.`,
    es: ({ prefix, firstLine }) => `${prefix} ya está en la línea ${firstLine} con la misma fecha.`,
    it: ({ prefix, firstLine }) => `${prefix} è già alla riga ${firstLine} con la stessa data.`,
  },
};

const places: InEveryLanguage<(line: number, column: string | null) => string> = {
  en: (line, column) => (column === null ? `Line ${line}` : `Line ${line}, column "${column}"`),
  es: (line, column) => (column === null ? `Línea ${line}` : `Línea ${line}, columna «${column}»`),
  it: (line, column) => (column === null ? `Riga ${line}` : `Riga ${line}, colonna «${column}»`),
};

/** A fault in words: where it is, what is wrong, and what to write instead. */
export const describeRateFault = (fault: RateFault, language: Language): string => {
  const text = texts[fault.code][language] as (data: object, value: string) => string;
  const said = text(fault.data, fault.value);
  return fault.code === 'unreadable' ? said : `${places[language](fault.line, fault.column)}: ${said}`;
};
