import type { Command } from 'commander';
import { layGround, runFiles } from '../../../simulation/scenario/run-files.ts';
import { reportText, type FileResult } from '../../../simulation/scenario/report.ts';
import { exitCodes, outputFor, examples } from '../output.ts';

interface Options {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** `ringfence scenario` */
export const scenario = (program: Command): void => {
  program
    .command('scenario')
    .argument('<files...>', 'stories in YAML')
    .option('--json', 'print one JSON object a file')
    .option('-v, --verbose', 'print every step, not only those that failed')
    .summary('runs stories against the real thing')
    .description(
      'Runs dated stories (who tops up, buys, stops paying, asks for money back, and what must be true) against the real services on a fresh PostgreSQL\n' +
        'database, with sandbox processors and a virtual clock. Uses its own throwaway server, or the one in DATABASE_URL (it creates and drops databases there).',
    )
    .addHelpText(
      'after',
      examples(
        'ringfence scenario scenarios/*.yaml',
        'ringfence scenario --verbose my-policy.yaml',
        'ringfence scenario --json scenarios/*.yaml | jq .passed',
      ),
    )
    .action(async (files: readonly string[], options: Options) => {
      const output = outputFor(options);
      const failed = await run(files, (result) =>
        output.data(result, () => reportText(result, options.verbose === true)),
      );
      if (options.json !== true)
        output.note(
          failed === 0
            ? `${files.length} of ${files.length} held`
            : `${failed} of ${files.length} did not hold`,
        );
      if (failed > 0) process.exitCode = exitCodes.refused;
    });
};

const run = async (files: readonly string[], show: (result: FileResult) => void): Promise<number> => {
  const ground = await layGround(process.env['DATABASE_URL']);
  let failed = 0;
  try {
    await runFiles(ground, files, (result) => {
      if (!result.passed) failed += 1;
      show(result);
    });
  } finally {
    await ground.close();
  }
  return failed;
};
