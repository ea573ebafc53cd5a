import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { refusalKinds } from '../../src/doors/api/refusal-kinds.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (...patterns: readonly string[]): readonly string[] =>
  globSync(patterns, { cwd: root })
    .filter((path) => !path.endsWith('api/refusals.test.ts'))
    .map((path) => readFileSync(`${root}${path}`, 'utf8'));

const stories = read('src/**/*.test.ts', 'test/**/*.ts', 'scenarios/**/*.yaml');
const definitions = read('src/**/*errors.ts', 'src/platform/*.ts').join('\n');

/** By what a test can name it: the code in quotes, `refused: CODE` in a story, or the name of its kind: `notYours.code`. */
const namesOf = (code: string): RegExp => {
  const literal = code.replaceAll('.', '\\.');
  const kind = new RegExp(
    `export const (\\w+) = refusalKind<(?:(?!export const)[^])*?>\\(\\s*'${literal}'`,
  ).exec(definitions)?.[1];
  assert(kind, `${code} is defined in no errors.ts`);
  return new RegExp(`['"\`]${literal}['"\`]|refused: ${literal}\\b|\\b${kind}\\.code\\b`);
};

describe('every refusal', () => {
  it('is provoked by a test or a story', () => {
    const never = refusalKinds
      .map(({ code }) => ({ code, names: namesOf(code) }))
      .filter(({ names }) => !stories.some((text) => names.test(text)))
      .map(({ code }) => code);
    assert.deepEqual(never, [], 'write the test that provokes it, and names its code');
  });

  it('that a domain defines is known to the API: its face is one of those that refusal-kinds.ts reads', () => {
    const domainOf = (code: string): string => code.split('.')[0]!;
    const known = new Set(refusalKinds.map(({ code }) => domainOf(code)));
    const defined = [...definitions.matchAll(/\brefusalKind<(?:(?!export const)[^])*?>\(\s*'([a-z_]+)\./g)];
    assert.deepEqual(
      [...new Set(defined.map(([, domain]) => domain!))].filter((domain) => !known.has(domain)),
      [],
    );
  });

  it('has a code of its own, that says whose it is', () => {
    const codes = refusalKinds.map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
    for (const code of codes) assert.match(code, /^[a-z_]+\.[a-z][a-z0-9_]*$/);
  });
});
