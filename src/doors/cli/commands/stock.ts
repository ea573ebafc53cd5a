import { createReadStream } from 'node:fs';
import { Option, type Command } from 'commander';
import {
  describeFault,
  importRefused,
  importStock,
  stockOverview,
  type RefusedImport,
  type StockImport,
} from '#numbers';
import { inTransaction, newId, stopwatch } from '#platform';
import { UsageError, examples, outputFor, table } from '../output.ts';
import { withApp } from '../with-database.ts';
import { placesCommand } from './stock-places.ts';

interface Options {
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence stock` */
export const stock = (program: Command): void => {
  const command = program
    .command('stock')
    .summary('imports numbers for sale')
    .description('The numbers that the operator has, for sale or not.');
  importCommand(command);
  overviewCommand(command);
  placesCommand(command);
};

const importCommand = (command: Command): void => {
  command
    .command('import')
    .argument('<file>', 'a CSV file; - for standard input')
    .option('--dry-run', 'read and compare, change nothing')
    .addOption(json())
    .description(
      'takes the numbers of a CSV file into the stock: all of it or, when the file has an error, nothing',
    )
    .addHelpText(
      'after',
      '\nColumns: number, country, kind, monthly, supplier; for local numbers city; and if wanted region, features, setup, registration.\n' +
        'The same file a second time changes nothing. Numbers that somebody holds are never touched.\n\nExample:\n  ringfence stock import numbers.csv\n',
    )
    .action((file: string, options: Options) => withApp((app) => runImport(app, file, options)));
};

const runImport = async (
  app: Parameters<Parameters<typeof withApp>[0]>[0],
  file: string,
  options: Options,
): Promise<void> => {
  const elapsed = stopwatch();
  const input = file === '-' ? process.stdin : createReadStream(file);
  if (file !== '-') await opened(input as ReturnType<typeof createReadStream>, file);
  const onProgress = process.stderr.isTTY
    ? ({ linesRead }: { readonly linesRead: number }) =>
        void process.stderr.write(`\r${linesRead} lines read`)
    : () => undefined;
  try {
    const result = await importStock(app.connection, app.contextFor('system'), input, {
      importId: newId(app.clock),
      dryRun: options.dryRun === true,
      onProgress,
    });
    if (process.stderr.isTTY) process.stderr.write('\r');
    outputFor(options).data(result, (done) => summary(done, elapsed()));
  } catch (error) {
    if (process.stderr.isTTY) process.stderr.write('\n');
    showFaults(error, options);
    throw error;
  }
};

const opened = (stream: ReturnType<typeof createReadStream>, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UsageError(`${file} cannot be opened: ${error.code}`)),
    );
  });

const summary = ({ linesRead, added, changed, unchanged, held }: StockImport, ms: number): string =>
  `${linesRead} lines in ${(ms / 1_000).toFixed(1)} s: ${added} added, ${changed} changed, ${unchanged} as they were, ${held} left alone because somebody holds them`;

const showFaults = (error: unknown, options: Options): void => {
  const { code, data } = error as { readonly code?: string; readonly data?: RefusedImport };
  if (code !== importRefused.code || data === undefined) return;
  if (options.json === true) outputFor(options).data({ state: 'refused', ...data }, String);
  else for (const fault of data.errors) process.stderr.write(`${describeFault(fault, 'en')}\n`);
};

const overviewCommand = (command: Command): void => {
  command
    .command('overview')
    .addOption(json())
    .description('how many numbers there are, by country, kind and state')
    .addHelpText('after', examples('ringfence stock overview'))
    .action((options: Options) =>
      withApp(async ({ connection, contextFor }) => {
        const counts = await inTransaction(connection.db, (tx) => stockOverview(tx, contextFor('system')));
        outputFor(options).data(counts, (rows) =>
          rows.length === 0
            ? 'The stock is empty: import a file with  ringfence stock import FILE.csv'
            : table(
                ['country', 'kind', 'state', 'numbers'],
                rows.map((row) => [row.country, row.kind, row.state, String(row.count)]),
              ),
        );
      }),
    );
};
