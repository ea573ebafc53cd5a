import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** Commands of the walk, and what stands below them as their answer: none, or JSON, or lines of text. */
export interface Step {
  readonly commands: string;
  readonly answer: { readonly kind: 'json' | 'text'; readonly text: string } | undefined;
}

/** The fenced blocks of a section, in pairs: what is typed, and what is answered. */
export const stepsOf = async (file: string, heading: string): Promise<readonly Step[]> => {
  const text = await readFile(join(checkout, file), 'utf8');
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const blocks = [...section.matchAll(/```(\w+)\n([^]*?)```/g)].map(([, kind, body]) => ({
    kind,
    body: body!,
  }));
  return blocks.flatMap(({ kind, body }, index): readonly Step[] => {
    if (kind !== 'sh') return [];
    const next = blocks[index + 1];
    if (next?.kind !== 'json' && next?.kind !== 'text') return [{ commands: body, answer: undefined }];
    return [{ commands: body, answer: { kind: next.kind, text: next.body } }];
  });
};

/**
 * A folder to walk in: with bin/ringfence, and with a curl of its own, because a bare machine has none. It understands the options that
 * the walk uses.
 */
export const walkFolder = async (): Promise<{ readonly path: string; remove(): Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'ringfence-walk-'));
  await mkdir(join(path, 'bin'));
  await symlink(join(checkout, 'bin/ringfence'), join(path, 'bin/ringfence'));
  const curl = `#!/bin/sh\nexec "${process.execPath}" "${join(checkout, 'test/support/curl.ts')}" "$@"\n`;
  await writeFile(join(path, 'bin/curl'), curl);
  await chmod(join(path, 'bin/curl'), 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

// What is another at every reader's: identifiers, dates (in words too), times, how much was due.
const own = [
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>'],
  [/\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?/g, '<date>'],
  [
    /\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g,
    '<date>',
  ],
  [/; \d+ things/g, '; <some> things'],
  [/"journalId": ?"\d+"/g, '"journalId":"<id>"'],
] as const;

export const withoutOwn = (text: string): string =>
  own.reduce((all, [pattern, name]) => all.replaceAll(pattern, name), text);

/** Of `actual`, what `expected` names: the walk leaves out much, but what it shows is so. Lists are shown from their beginning. */
export const shownOf = (actual: unknown, expected: unknown): unknown => {
  if (Array.isArray(expected) && Array.isArray(actual))
    return expected.map((item, index) => shownOf(actual[index], item));
  if (!isRecord(expected) || !isRecord(actual)) return actual;
  return Object.fromEntries(
    Object.entries(expected).map(([name, value]) => [name, shownOf(actual[name], value)]),
  );
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
