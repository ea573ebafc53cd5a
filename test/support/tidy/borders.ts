import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isTest, isTypeScript, root, type Fault, type SourceFile } from './source-file.ts';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly imports: Readonly<Record<string, string>>;
};

/** The domains from left to right: the order of "imports" in package.json is the order in which they may know each other. */
export const domains: readonly string[] = Object.keys(manifest.imports).map((face) => face.slice(1));

/** Where a file stands: a domain, or one of those that come after all domains. */
const zoneOf = (path: string): string =>
  path === 'src/app.ts' ? 'app' : (/^(?:src\/)?([^/]+)/.exec(path)?.[1] ?? path);

// Beside the domains' faces, which all of these may use, they know each other's files as listed: doors/cli starts the
// application and runs scenarios, app.ts wires the doors together, the simulation comes in through them, and the tools in bin/
// write down what the platform and the doors are.
const mayReach: Readonly<Record<string, readonly string[]>> = {
  doors: ['app'],
  'doors/cli': ['app', 'simulation'],
  simulation: ['doors', 'app'],
  app: ['doors', 'simulation'],
  test: ['doors', 'simulation', 'app', 'bin'],
  bin: ['platform', 'doors', 'simulation', 'app'],
  scenarios: ['doors', 'simulation', 'app', 'test', 'bin'],
};

// Statements begin a line, which sets them apart from texts that look like one; `import()` stands anywhere.
const importPattern =
  /(?:^[ \t]*(?:import|export)\b(?:[^'";]*?\bfrom)?|^\}\s*from|\bimport\()\s*(['"])([^'"\n]+)\1/gm;

/** Imports that go to the right, round a face, or into another domain's files. */
export const borderFaults = (file: SourceFile): readonly Fault[] => {
  if (!isTypeScript(file.path)) return [];
  return [...file.code.matchAll(importPattern)].flatMap((match) => {
    const specifier = match[2] ?? '';
    const what = specifier.startsWith('#')
      ? faceFault(file.path, specifier)
      : relativeFault(file.path, specifier);
    if (what === undefined) return [];
    return [{ path: file.path, line: file.text.slice(0, match.index).split('\n').length, what }];
  });
};

const faceFault = (path: string, specifier: string): string | undefined => {
  const from = domains.indexOf(zoneOf(path));
  const to = domains.indexOf(specifier.slice(1));
  if (to === -1) return `imports ${specifier}, which is no face: see "imports" in package.json`;
  if (from === -1 || to < from) return undefined;
  if (to === from) return `imports its own face ${specifier}: inside a domain, import the file`;
  return `imports ${specifier}, which is to the right of ${domains[from]}: record an event, or move what you need to the left`;
};

const relativeFault = (path: string, specifier: string): string | undefined => {
  if (!specifier.startsWith('.')) return undefined;
  const target = posix.normalize(posix.join(posix.dirname(path), specifier));
  const [from, to] = [zoneOf(path), zoneOf(target)];
  if (from === to) return undefined;
  if (isTest(path) && target.startsWith('test/support/')) return undefined;
  if (to === 'package.json') return undefined;
  // A benchmark is no part of a domain's face: it seeds tables of others.
  if (path.startsWith('src/doors/cli/') && target.endsWith('/bench.ts')) return undefined;
  const reach = path.startsWith('src/doors/cli/') ? 'doors/cli' : from;
  if (mayReach[reach]?.includes(to) === true) return undefined;
  return domains.includes(to)
    ? `imports ${target}: use the face #${to}`
    : `imports ${target}: ${from} may not know ${to}`;
};
