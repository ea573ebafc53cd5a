import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { borderFaults, domains } from './support/tidy/borders.ts';
import {
  isCode,
  isGenerated,
  isTest,
  isTypeScript,
  matches,
  readSourceFiles,
  root,
  type Fault,
  type SourceFile,
} from './support/tidy/source-file.ts';

const files = readSourceFiles();

const check = (remedy: string, find: (file: SourceFile) => readonly Fault[]): void => {
  const faults = files.flatMap(find);
  const list = faults.map(
    ({ path, line, what }) => `  ${path}${line === undefined ? '' : `:${line}`}  ${what}`,
  );
  assert.equal(faults.length, 0, `${remedy}\n${list.join('\n')}`);
};

/** Faults of one kind, of which the rule knows only whether a file has it. */
const when = (path: string, isWrong: boolean, what: string): readonly Fault[] =>
  isWrong ? [{ path, what }] : [];

describe('the house is tidy:', () => {
  it('a file has at most 300 lines', () => {
    check('Split the file by what it can do, not by technical layer.', (file) => {
      const isLimited = /\.(?:ts|tsx|mjs)$/.test(file.path) && !isData(file.path) && !isGenerated(file);
      const lines = file.text.split('\n').length - 1;
      return when(file.path, isLimited && lines > 300, `${lines} lines`);
    });
  });

  it('only the clock asks the machine for the time', () => {
    const inCode = /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b/g;
    const inSql =
      /(?<![.\w])now\(\)|\bcurrent_(?:timestamp|date|time)\b|\b(?:clock|statement|transaction)_timestamp\(|\blocal(?:time|timestamp)\b/gi;
    const exempt = new Set([
      'src/platform/clock.ts',
      // When a migration ran is a fact about the machine, wherever the demonstration's clock stands.
      'src/platform/db/migrate.ts',
      // The tables of the sign-in library, as it wants them, and the dump that repeats them.
      'migrations/0010_auth.sql',
      'migrations/schema.sql',
    ]);
    check('Take a Clock as an argument, and hand SQL the instant as a parameter.', (file) => {
      if (!isCode(file.path) || exempt.has(file.path)) return [];
      return [...matches(file, inCode, (match) => match), ...matches(file, inSql, (match) => match)];
    });
  });

  it('only stores speak SQL', () => {
    const speaks =
      /(?<![.\w])sql(?:<[^`]*>)?`|\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|query)(?:<[^(]*>)?\(/g;
    const mayspeak = /(?:^|[/-])store\.ts$|\/store\/|(?:^|\/)bench(?:[/-]|\.ts)|^src\/platform\//;
    check("Move it to the domain's store.ts (or *-store.ts, or store/).", (file) =>
      !isTypeScript(file.path) || isTest(file.path) || mayspeak.test(file.path)
        ? []
        : matches(file, speaks, (match) => match),
    );
  });

  it('imports go one way, through faces', () => {
    check(
      'The order of the domains is that of "imports" in package.json; ARCHITECTURE.md says why.',
      borderFaults,
    );
  });

  it('a folder of src is a domain with a face and a place in the order, or comes after them all', () => {
    const folders = new Set(
      files.map(({ path }) => /^src\/([^/]+)\//.exec(path)?.[1]).filter((name) => name !== undefined),
    );
    const unknown = [...folders].filter(
      (name) => !domains.includes(name) && !['doors', 'simulation'].includes(name),
    );
    assert.deepEqual(unknown, [], 'Give the domain its place in "imports" of package.json.');
    const faceless = [...folders].filter(
      (name) => domains.includes(name) && !existsSync(join(root, 'src', name, 'index.ts')),
    );
    assert.deepEqual(faceless, [], 'Add the index.ts that re-exports what others may use.');
  });

  it('no test is skipped, left for later, or run alone', () => {
    const silenced =
      /\b(?:it|test|describe|suite)\.(?:skip|only|todo)\b|\bt\.(?:skip|todo)\(|\{\s*(?:skip|only|todo)\s*:/g;
    check('Make it pass, or delete it.', (file) =>
      isTest(file.path) ? matches(file, silenced, (match) => match) : [],
    );
  });

  it('files and folders are named in kebab-case', () => {
    const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
    const others = [/^[A-Z]+(?:_[A-Z]+)*\.md$/, /^\d{4}_[a-z0-9]+(?:[-_][a-z0-9]+)*\.sql$/, /^\./];
    check('Rename it: lower case, words joined by hyphens.', ({ path }) => {
      const wrong = path
        .split('/')
        .filter((name) => !kebab.test(name) && !others.some((other) => other.test(name)));
      return when(path, wrong.length > 0, wrong.join(', '));
    });
  });

  it('nothing knows the folders of the machine it was written on', () => {
    check('Name a path from the root of the repository, or os.tmpdir().', (file) =>
      matches(
        { ...file, code: file.text },
        /(?<![\w.-])\/(?:work|tmp|root|home)\/[\w.-]*/g,
        (match) => match,
      ),
    );
  });
});

/** Facts rather than code: as long as there are facts. */
const isData = (path: string): boolean => /\/(?:data|countries)\//.test(path) || path.endsWith('-data.ts');
