import type { Command } from 'commander';
import { migrate as migrateDatabase } from '#platform';
import { examples, outputFor } from '../output.ts';
import { withDatabase } from '../with-database.ts';

/** `ringfence migrate` */
export const migrate = (program: Command): void => {
  program
    .command('migrate')
    .summary('brings the database up to date')
    .description(
      'Runs the migrations that the database lacks, forward only, each in a transaction of its own. `ringfence start` does it too.',
    )
    .addHelpText('after', examples('ringfence migrate', 'DATABASE_URL=postgres://… ringfence migrate'))
    .option('--json', 'print JSON')
    .action((options: { readonly json?: boolean }) =>
      withDatabase(async ({ pool }) => {
        const ran = await migrateDatabase(pool);
        outputFor(options).data({ ran }, () =>
          ran.length === 0 ? 'The database is up to date.' : ran.map((name) => `ran ${name}`).join('\n'),
        );
      }),
    );
};
