import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { besideVerbs, headSchema, stepSchema, verbNames, type Step, type Story } from './story.ts';

/** What is wrong with a file: where, under which key, and what to write instead. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly message: string;
}

export type Reading = { readonly story: Story } | { readonly faults: readonly Fault[] };

type Path = readonly (string | number)[];

/** Reads a scenario file. Never throws for what the file says: every fault comes with line, column and key. */
export const readStory = (text: string): Reading => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const faultAt = (path: Path, message: string): Fault => ({
    ...position(document, lines, path),
    key: keyOf(path),
    message,
  });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((error) => ({
        line: error.linePos?.[0].line ?? 1,
        column: error.linePos?.[0].col ?? 1,
        key: '',
        message: error.message.split('\n')[0]!.replace(/ at line .*$/, ''),
      })),
    };
  }
  const read = headSchema.safeParse(document.toJS() ?? {});
  const headFaults = read.success ? [] : faultsOf(read.error, [], faultAt);
  const { steps, faults } = readSteps(document.toJS()?.story, faultAt);
  const all = [...headFaults, ...faults].toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (!read.success || all.length > 0) return { faults: all };
  const { story: _, ...head } = read.data;
  return { story: { ...head, steps } };
};

/** The steps of a story, as far as they can be read: whether it is a list at all, the head says. */
const readSteps = (
  story: unknown,
  faultAt: FaultAt,
): { readonly steps: readonly Step[]; readonly faults: readonly Fault[] } => {
  const found = (Array.isArray(story) ? story : [])
    .entries()
    .filter(([, entry]) => typeof entry === 'object' && entry !== null)
    .map(([index, entry]) => readStep(entry as Readonly<Record<string, unknown>>, ['story', index], faultAt))
    .toArray();
  return {
    steps: found.flatMap((one) => ('step' in one ? [one.step] : [])),
    faults: found.flatMap((one) => ('faults' in one ? one.faults : [])),
  };
};

type FaultAt = (path: Path, message: string) => Fault;

const readStep = (
  entry: Readonly<Record<string, unknown>>,
  path: Path,
  faultAt: FaultAt,
): { step: Step } | { faults: readonly Fault[] } => {
  const keys = Object.keys(entry).filter((key) => !besideVerbs.includes(key));
  const [verb] = keys;
  if (keys.length !== 1 || verb === undefined) {
    return {
      faults: [
        faultAt(path, `a step has one verb, this one has ${keys.length === 0 ? 'none' : keys.join(', ')}`),
      ],
    };
  }
  if (!(verbNames as readonly string[]).includes(verb)) {
    return {
      faults: [faultAt([...path, verb], `is not a verb of this version; there are: ${verbNames.join(', ')}`)],
    };
  }
  const read = stepSchema(verb as Step['verb']).safeParse(entry);
  if (!read.success) return { faults: faultsOf(read.error, path, faultAt) };
  const { [verb]: order, ...beside } = read.data as Record<string, unknown>;
  const step = { verb, with: order, ...beside };
  return { step: step as Step };
};

const faultsOf = (error: z.ZodError, base: Path, faultAt: FaultAt): readonly Fault[] =>
  error.issues.map((issue) => {
    const path = [...base, ...(issue.path as (string | number)[])];
    if (issue.code === 'unrecognized_keys') {
      return faultAt([...path, issue.keys[0]!], `is not known here: ${issue.keys.join(', ')}`);
    }
    return faultAt(path, issue.message);
  });

/** The place of the innermost node of `path` that the file has. */
const position = (
  document: Document,
  lines: LineCounter,
  path: Path,
): { readonly line: number; readonly column: number } => {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
  }
  return { line: 1, column: 1 };
};

const keyOf = (path: Path): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
