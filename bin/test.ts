// Runs all tests in two processes beside each other, one a core: each has its own PostgreSQL, and what the one waits for the other uses.
// With arguments, only the test files whose path contains one of them, in one process.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const all = globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'scenarios/**/*.test.ts'], {
  cwd: root,
}).toSorted();
/** Together half of the time: what starts processes, kills them, and lives through stories of chance. */
const isHeavy = (file: string): boolean =>
  /^test\/(?:processes|abuse)\/|^src\/simulation\/chance\//.test(file);

const lanesFor = (wanted: readonly string[]): readonly (readonly string[])[] =>
  wanted.length > 0
    ? [all.filter((file) => wanted.some((part) => file.includes(part)))]
    : [all.filter(isHeavy), all.filter((file) => !isHeavy(file))];

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** The first lane says what it does while it does it; the others when they have ended. */
const run = (files: readonly string[], isShown: boolean): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--test', '--test-isolation=none', '--test-reporter=spec', ...files],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (isShown) process.stdout.write(text);
      else output += text;
    });
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });

const lanes = lanesFor(process.argv.slice(2));
if (lanes.every((files) => files.length === 0)) {
  process.stderr.write(
    `no test file is called so; there are, for example: ${all
      .slice(0, 3)
      .map((file) => basename(file))
      .join(', ')}\n`,
  );
  process.exit(2);
}
const outcomes = await Promise.all(lanes.map((files, index) => run(files, index === 0)));
for (const { output } of outcomes.slice(1)) process.stdout.write(output);
process.exitCode = outcomes.some(({ code }) => code !== 0) ? 1 : 0;
