import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A text file of the repository. */
export interface SourceFile {
  /** From the root, with slashes: `src/ledger/store.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text with its comments blanked out, line for line; only code has it. */
  readonly code: string;
}

/** Something wrong in a file, found by a rule. */
export interface Fault {
  readonly path: string;
  readonly line?: number;
  readonly what: string;
}

export const root = fileURLToPath(new URL('../../..', import.meta.url));

const notOurs = new Set(['node_modules', '.git', 'data', '.build', 'coverage', 'package-lock.json']);
const textual =
  /(?:\.(?:ts|tsx|mjs|js|json|sql|md|yaml|yml|css|html|csv|cfg|txt)|^\.ci\/run|^bin\/ringfence)$/;

export const readSourceFiles = (): readonly SourceFile[] =>
  pathsBelow(root)
    .map((path) => relative(root, path).split(sep).join('/'))
    .filter((path) => textual.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, code: isCode(path) ? withoutComments(path, text) : '' };
    });

export const isCode = (path: string): boolean => /\.(?:ts|tsx|mjs|sql)$/.test(path);
export const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);
export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('test/');

/** Written by a program, which says so in its first lines. */
export const isGenerated = ({ text }: SourceFile): boolean =>
  /\bgenerated\b/i.test(text.slice(0, 300)) && /do not edit/i.test(text.slice(0, 600));

/** Each place at which `pattern` (global) matches the code. */
export const matches = (
  file: SourceFile,
  pattern: RegExp,
  what: (match: string) => string,
): readonly Fault[] =>
  [...(file.code || file.text).matchAll(pattern)].map((match) => ({
    path: file.path,
    line: file.text.slice(0, match.index).split('\n').length,
    what: what(match[0].trim()),
  }));

const pathsBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsBelow(path) : [path];
  });

// A string, a template or a comment, whichever begins first: what looks like a comment in a string is none.
const inTypeScript = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const inSql = /'(?:''|[^'])*'|--[^\n]*|\/\*[\s\S]*?\*\//g;

export const withoutComments = (path: string, text: string): string =>
  text.replace(path.endsWith('.sql') ? inSql : inTypeScript, (match) =>
    /^(?:\/\/|\/\*|--)/.test(match) ? match.replace(/[^\n]/g, ' ') : match,
  );
