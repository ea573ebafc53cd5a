// Runs all tests, a process for every folder of them, two at a time: each has a PostgreSQL of its own, which goes with it, and what the
// one waits for the other uses. With arguments, only the test files whose path contains one of them, in one process.
import { spawn, type StdioOptions } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stopwatch } from '#platform';

const atOnce = 2;
/** What takes longest begins first, so that both end together; the rest follows by name. */
const longest = ['src/simulation', 'scenarios', 'test/abuse', 'test/processes', 'test/api'];

const root = fileURLToPath(new URL('../', import.meta.url));
const all = globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'scenarios/**/*.test.ts'], {
  cwd: root,
}).toSorted();

interface Outcome {
  readonly passed: boolean;
  readonly output: string;
}

const run = (files: readonly string[], output: 'shown' | 'kept'): Promise<Outcome> =>
  new Promise((resolve) => {
    const stdio: StdioOptions = ['ignore', output === 'shown' ? 'inherit' : 'pipe', 'inherit'];
    const reporter = ['--test-isolation=none', '--test-reporter=spec'];
    const child = spawn(process.execPath, ['--test', ...reporter, ...files], { cwd: root, stdio });
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    child.once('close', (code, signal) => {
      if (signal !== null) text += `The tests were ended by ${signal}.\n`;
      resolve({ passed: code === 0, output: text });
    });
  });

const runSome = async (wanted: readonly string[]): Promise<boolean> => {
  const files = all.filter((file) => wanted.some((part) => file.includes(part)));
  if (files.length > 0) return (await run(files, 'shown')).passed;
  process.stderr.write(`no test file is called so; there are, for example: ${all.slice(0, 3).join(', ')}\n`);
  return false;
};

/** `src/wallet` for all below it; files in `scenarios` or straight in `test` go by that. */
const folderOf = (file: string): string => {
  const [top = '', next = ''] = file.split('/');
  return next.includes('.') ? top : `${top}/${next}`;
};

const placeOf = (folder: string): number =>
  longest.includes(folder) ? longest.indexOf(folder) : longest.length;

/** The figure behind `ℹ tests`, `ℹ pass` or `ℹ fail` at the end of a report. */
const figure = (output: string, name: string): number =>
  Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);

const seconds = (elapsed: () => number): string => `${(elapsed() / 1000).toFixed(0)} s`;

const runAll = async (): Promise<boolean> => {
  const folders = Map.groupBy(all, folderOf);
  const queue = [...folders.keys()].toSorted((one, other) => placeOf(one) - placeOf(other));
  const failed: string[] = [];
  let tests = 0;
  const total = stopwatch();
  const lane = async (): Promise<void> => {
    for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
      const own = stopwatch();
      const { passed, output } = await run(folders.get(folder) ?? [], 'kept');
      tests += figure(output, 'tests');
      if (!passed) failed.push(folder);
      const line = `${passed ? '✔' : '✖'} ${folder}: ${figure(output, 'pass')} of ${figure(output, 'tests')}, ${seconds(own)}`;
      process.stdout.write(passed ? `${line}\n` : `${output}${line}\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const verdict = failed.length === 0 ? 'all passed' : `failures above, in ${failed.join(', ')}`;
  process.stdout.write(`${tests} tests in ${folders.size} folders, ${seconds(total)}: ${verdict}\n`);
  return failed.length === 0;
};

const wanted = process.argv.slice(2);
process.exitCode = (await (wanted.length > 0 ? runSome(wanted) : runAll())) ? 0 : 1;
