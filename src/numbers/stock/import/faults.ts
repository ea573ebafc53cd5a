import type { Language } from '#platform';
import { faultTexts, wordsOfLine } from './fault-texts.ts';

/** Everything that can be wrong with a stock file, and what is known about each case. */
export interface FaultData {
  readonly empty_file: object;
  readonly not_text: object;
  readonly not_utf8: object;
  readonly line_too_long: { readonly most: number };
  readonly wrong_quote: object;
  readonly wrong_field_count: { readonly expected: number; readonly found: number };
  readonly unknown_column: { readonly known: readonly string[] };
  readonly missing_column: object;
  readonly repeated_column: object;
  readonly empty_value: object;
  readonly unknown_country: object;
  readonly unknown_region: { readonly country: string; readonly nearest: readonly string[] };
  readonly unknown_city: { readonly country: string; readonly nearest: readonly string[] };
  readonly ambiguous_city: { readonly country: string; readonly choices: readonly string[] };
  readonly city_of_other_region: { readonly city: string; readonly region: string };
  readonly region_without_city: object;
  readonly local_without_city: object;
  readonly unknown_kind: { readonly known: readonly string[] };
  readonly unknown_feature: { readonly feature: string; readonly known: readonly string[] };
  readonly not_an_amount: object;
  readonly price_of_nothing: object;
  readonly not_yes_or_no: object;
  readonly text_too_long: { readonly most: number };
  readonly not_a_number: object;
  readonly shortened_by_spreadsheet: object;
  readonly not_in_numbering_plan: { readonly country: string };
  readonly number_of_other_country: { readonly country: string; readonly actual: string };
  readonly number_of_other_kind: { readonly kind: string; readonly type: string };
  readonly repeated_number: { readonly e164: string; readonly firstLine: number };
}

export type FaultCode = keyof FaultData;

/** One fault of a file. */
export type Fault = {
  readonly [Code in FaultCode]: {
    readonly code: Code;
    /** Of the file, from 1 (the header); where a quoted field has line breaks, the line on which its record begins. */
    readonly line: number;
    /** As the header names it; null: the whole line. */
    readonly column: string | null;
    /** What stands there, at most 60 characters of it. */
    readonly value: string;
    readonly data: FaultData[Code];
  };
}[FaultCode];

export interface FaultPlace {
  readonly line: number;
  readonly column?: string;
  readonly value?: string;
}

export const faultAt = <Code extends FaultCode>(
  { line, column, value = '' }: FaultPlace,
  code: Code,
  data: FaultData[Code],
): Fault => ({ code, line, column: column ?? null, value: shortened(value), data }) as Fault;

const shortened = (value: string): string => (value.length > 60 ? `${value.slice(0, 59)}…` : value);

/** A fault in words: where it is, what is wrong, and what to write instead. */
export const describeFault = (fault: Fault, language: Language): string => {
  // Each code has texts for its own data; the compiler cannot see that the two come from the same fault.
  const text = faultTexts[fault.code][language] as (data: object, value: string) => string;
  return `${wordsOfLine[language](fault.line, fault.column)}: ${text(fault.data, fault.value)}`;
};

/** The file cannot be read beyond this fault. */
export class UnreadableFile extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(describeFault(fault, 'en'));
    this.name = 'UnreadableFile';
    this.fault = fault;
  }
}

/** Takes a fault that was met. It is made only when it is still listed: a file can have a million. */
export type Report = (make: () => Fault) => void;

export interface FaultList {
  readonly report: Report;
  readonly total: () => bigint;
  readonly listed: () => readonly Fault[];
}

/** Counts all faults and keeps the first `most`. */
export const faultList = (most: number): FaultList => {
  const listed: Fault[] = [];
  let total = 0n;
  return {
    report: (make) => {
      total += 1n;
      if (listed.length < most) listed.push(make());
    },
    total: () => total,
    listed: () => listed,
  };
};
