import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
import { faultAt, UnreadableFile } from './faults.ts';
import { longestLine, readText } from './read-text.ts';

/** The fields of one line, as they stand there. */
export interface CsvRecord {
  /** On which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The records of a CSV file that have anything in them, header first; `isColumn` knows the names that a header may have. Stops with an
 * UnreadableFile where the text is no CSV.
 * @refuses numbers.import_broken_off
 */
export async function* readRecords(
  input: Readable,
  onBytes: (bytes: number) => void,
  isColumn: (cell: string) => boolean,
): AsyncGenerator<CsvRecord, void> {
  const text = readText(input, onBytes);
  const first = await text.next();
  if (first.done === true) throw new UnreadableFile(faultAt({ line: 1 }, 'empty_file', {}));
  const reader = csvReader(delimiterOf(first.value, isColumn));
  for (let piece: IteratorResult<Buffer, void> = first; piece.done !== true; piece = await text.next()) {
    yield* reader.read(piece.value);
  }
  yield* reader.end();
}

/**
 * Reads records piece by piece. Not the parser's own stream of records: when that meets an error it throws away the sound records before it,
 * and with them what is wrong with those.
 */
const csvReader = (delimiter: string) => {
  let records: CsvRecord[] = [];
  let lines = 0;
  let emptyLines = 0;
  const parser = parse({
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
    on_record: (cells: string[], info) => {
      const line = lines + (info.empty_lines - emptyLines) + 1;
      ({ lines, empty_lines: emptyLines } = info);
      if (cells.some((cell) => cell.trim() !== '')) records.push({ line, cells });
      return null;
    },
  });
  parser.resume();
  // The callbacks of write and end are told the same.
  parser.on('error', () => undefined);
  const parsed = function* (error: Error | null | undefined): Generator<CsvRecord, void> {
    const before = records;
    records = [];
    yield* before;
    if (error) throw unreadable(error, lines + 1);
  };
  return {
    read: async function* read(piece: Buffer): AsyncGenerator<CsvRecord, void> {
      yield* parsed(await written(parser, piece));
    },
    end: async function* end(): AsyncGenerator<CsvRecord, void> {
      yield* parsed(await ended(parser));
    },
  };
};

const written = (parser: Parser, piece: Buffer): Promise<Error | null | undefined> =>
  new Promise((resolve) => {
    parser.write(piece, resolve);
  });

const ended = (parser: Parser): Promise<Error | null | undefined> =>
  new Promise((resolve) => {
    parser.end((error?: Error | null) => resolve(error));
  });

const unreadable = (error: Error, line: number): UnreadableFile => {
  assert(error instanceof CsvError, error);
  return new UnreadableFile(
    error.code === 'CSV_MAX_RECORD_SIZE'
      ? faultAt({ line }, 'line_too_long', { most: longestLine })
      : faultAt({ line }, 'wrong_quote', {}),
  );
};

/** Spreadsheets write what their country uses: the one that splits the header into most columns that we know. */
const delimiterOf = (beginning: Buffer, isColumn: (cell: string) => boolean): string => {
  const header = beginning.subarray(0, longestLine).toString().split(/\r|\n/, 1)[0]!;
  const knownBy = (delimiter: string): number =>
    header.split(delimiter).filter((cell) => isColumn(cell.replaceAll('"', '').trim())).length;
  return [',', ';', '\t'].toSorted((a, b) => knownBy(b) - knownBy(a))[0]!;
};
