import { Option, type Command } from 'commander';
import { readConfig } from '#platform';
import type { Role, Served } from '../../serve.ts';
import { exitCodes, examples } from '../output.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `ringfence start` */
export const start = (program: Command): void => {
  program
    .command('start')
    .summary('serves the API and does the work that falls due')
    .description(
      'Starts everything: the database (its own below data/, or the server in DATABASE_URL), the API with its documentation, and the worker. On an empty\n' +
        'database it sets up a demonstration operator. RINGFENCE_MODE=production starts without demonstration, sandbox and movable clock, and says what its configuration lacks.',
    )
    .addOption(
      new Option('--role <role>', 'what this process does; any number of each run side by side')
        .choices(['all', 'api', 'worker'])
        .default('all'),
    )
    .addHelpText(
      'after',
      examples('ringfence start', 'DATABASE_URL=postgres://… ringfence start --role worker'),
    )
    .action(async ({ role }: { readonly role: Role }) => {
      const read = readConfig(process.env);
      if ('faults' in read) {
        process.stderr.write('Ringfence does not start, its configuration lacks something:\n\n');
        for (const { variable, problem, meaning } of read.faults)
          process.stderr.write(`  ${variable} ${problem}\n      ${meaning}\n`);
        process.exitCode = exitCodes.refused;
        return;
      }
      // Loaded only here: the other commands start faster without the API.
      const [{ serve }, { setUp, banner }] = await Promise.all([
        import('../../serve.ts'),
        import('../set-up.ts'),
      ]);
      const served = await serve({ config: read.config, role, say, setUp });
      if (served.address !== null) say(banner(served.app, served.address));
      await untilToldToStop(served);
    });
};

/** Stops in order on Ctrl-C or SIGTERM; a second signal ends at once. */
const untilToldToStop = async (served: Served): Promise<void> => {
  const reason = await new Promise<string | Error>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
    void served.lost.then(resolve);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  if (reason instanceof Error) process.stderr.write(`${reason.message}\n`);
  else say('stopping…');
  await served.stop();
  process.exit(reason instanceof Error ? exitCodes.refused : exitCodes.done);
};
