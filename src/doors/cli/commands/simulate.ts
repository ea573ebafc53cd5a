import type { Command } from 'commander';
import { simulate as live, type Simulated } from '../../../simulation/chance/simulate.ts';
import { storyText } from '../../../simulation/chance/story-text.ts';
import { layGround } from '../../../simulation/scenario/run-files.ts';
import { wholeNumber } from '../arguments.ts';
import { examples, exitCodes, outputFor } from '../output.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly seed: number;
  readonly customers: number;
  readonly days: number;
  readonly pace: number;
  readonly runs: number;
  readonly json?: boolean;
}

/** `ringfence simulate` */
export const simulate = (program: Command): void => {
  program
    .command('simulate')
    .option('--seed <n>', 'the same seed, customers and days live through the same story', wholeNumber, 42)
    .option('--customers <n>', 'how many customers there are', wholeNumber, 20)
    .option('--days <n>', 'how many days pass', wholeNumber, 365)
    .option('--pace <n>', 'every so many days a customer does something', wholeNumber, 9)
    .option('--runs <n>', 'how many towns, each with the next seed', wholeNumber, 1)
    .option('--json', 'print one JSON object a run')
    .summary('lives through stories of chance, and finds the shortest that fails')
    .description(
      'Customers, staff, processors, callers and faults (crashes between two statements, repeated and lost answers, late webhooks, a worker that sleeps)\n' +
        'act at random over the real services on a fresh PostgreSQL database. The books are looked at all along. What fails is told with its seed and\n' +
        'the shortest story that still fails, as a file for  ringfence scenario . Uses its own throwaway server, or the one in DATABASE_URL.',
    )
    .addHelpText(
      'after',
      examples(
        'ringfence simulate',
        'ringfence simulate --seed 42 --customers 500 --days 800',
        'ringfence simulate --runs 20 --customers 2 --days 500 --json',
      ),
    )
    .action(run);
};

const run = async (options: Options): Promise<void> => {
  const { seed, customers, days, pace, runs } = options;
  const output = outputFor(options);
  const ground = await layGround(process.env['DATABASE_URL']);
  try {
    for (let index = 0; index < runs; index += 1) {
      const bar = progressBar(`seed ${seed + index}`);
      const result = await live(
        ground,
        { seed: seed + index, customers, days, pace },
        {
          onStep: bar.show,
          onShrink: (steps) => bar.say(`it failed; the shortest story so far has ${steps} steps`),
        },
      );
      bar.end();
      output.data(result, textOf);
      if (result.failure !== null) process.exitCode = exitCodes.refused;
    }
  } finally {
    await ground.close();
  }
};

const textOf = ({ seed, customers, days, pace, steps, failure, story }: Simulated): string => {
  const what = `seed ${seed}, ${customers} customers, ${days} days, a move every ${pace} days, ${steps} steps`;
  if (failure === null || story === null) return `✓ ${what}`;
  const why = `${what}\nafter step ${failure.step + 1}: ${failure.message}`;
  return `✗ ${why}\n\n${storyText(story, why)}`;
};
