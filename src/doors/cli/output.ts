// How the command line speaks: data on standard output, everything else on standard error.
import { EmbeddedPostgresError, isRefusal } from '#platform';
import { PlainFailure } from '../plain-failure.ts';

export interface Output {
  /** Prints data: as JSON when --json was given, else as `text` makes it readable. */
  data<T>(value: T, text: (value: T) => string): void;
  /** A line about progress or a hint, on standard error. */
  note(line: string): void;
}

/** Exit codes: everything held; it was refused or did not hold; the command was not understood. */
export const exitCodes = { done: 0, refused: 1, usage: 2 } as const;

export const outputFor = (options: { readonly json?: boolean }): Output => ({
  data: (value, text) =>
    void process.stdout.write(`${options.json === true ? toJson(value) : text(value)}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
});

/** JSON with amounts and ids as strings; one line a document, so that scripts can read it line by line. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? item.toString() : item));

/** A refusal that only the command line has: what was wrong with the call, and what to do. */
export class UsageError extends Error {}

// PostgreSQL's codes for a table, schema or column that does not exist.
const notMigrated = new Set(['42P01', '3F000', '42703']);

/** Says what went wrong in plain words and returns the exit code. A stack trace only with RINGFENCE_DEBUG=1. */
export const explainFailure = (error: unknown): number => {
  const debug = process.env['RINGFENCE_DEBUG'] === '1';
  if (isRefusal(error)) {
    const { detail, remedy } = error.texts.en;
    process.stderr.write(`refused (${error.code}): ${detail}\n${remedy}\n`);
    return exitCodes.refused;
  }
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    return exitCodes.usage;
  }
  if ((error instanceof PlainFailure || error instanceof EmbeddedPostgresError) && !debug) {
    process.stderr.write(`${error.message}\n`);
    return exitCodes.refused;
  }
  if (notMigrated.has((error as { code?: string }).code ?? '') && !debug) {
    process.stderr.write(
      'This database is not set up, or not up to date. Run  ringfence start  (or  ringfence migrate ) first; DATA_FOLDER and DATABASE_URL say which database is meant.\n',
    );
    return exitCodes.refused;
  }
  const failure = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${debug ? failure.stack : failure.message || String(failure)}\n`);
  if (!debug) process.stderr.write('(RINGFENCE_DEBUG=1 shows where this came from)\n');
  return exitCodes.refused;
};

/** What the help of a command ends with. */
export const examples = (...lines: readonly string[]): string =>
  `\nExample${lines.length === 1 ? '' : 's'}:\n${lines.map((line) => `  ${line}\n`).join('')}`;

/** Rows as aligned columns; numbers to the right. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const right = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^-?[\d.,]*$/.test(row[column] ?? '')),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          right[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
