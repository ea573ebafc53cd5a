import { createReadStream } from 'node:fs';
import { Option, type Command } from 'commander';
import { toDecimal } from '#money';
import { inTransaction, stopwatch } from '#platform';
import { today } from '#policy';
import {
  describeRateFault,
  findRate,
  importRates,
  noRate,
  ratesRefused,
  type RateImport,
  type RefusedRates,
} from '#voice';
import { number as asNumber } from '../arguments.ts';
import { examples, outputFor, table, UsageError } from '../output.ts';
import { withApp } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}
interface ImportOptions extends Json {
  readonly dryRun?: boolean;
  readonly replacesFrom?: string;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence rates` */
export const rates = (program: Command): void => {
  const command = program
    .command('rates')
    .summary('imports what calls cost')
    .description('What a minute to a phone number costs: the longest prefix counts, from a date on.');
  importCommand(command);
  showCommand(command);
};

const importCommand = (command: Command): void => {
  command
    .command('import')
    .argument('<file>', 'a CSV file; - for standard input')
    .option('--dry-run', 'read and compare, change nothing')
    .option(
      '--replaces-from <date>',
      'the file is all there is from this date on: prefixes that it does not name end',
    )
    .addOption(json())
    .description('takes the rates of a CSV file: all of them or, when the file has an error, none')
    .addHelpText(
      'after',
      '\nColumns: prefix, per_minute; and if wanted destination, increment, minimum, connection_fee, applies_from.\n' +
        'The same file a second time changes nothing. Calls keep the rate that they began with.\n' +
        examples(
          'ringfence rates import rates.csv',
          'ringfence rates import deck.csv --replaces-from 2026-05-01',
        ),
    )
    .action((file: string, options: ImportOptions) => runImport(file, options));
};

const runImport = (file: string, options: ImportOptions): Promise<void> =>
  withApp(async (app) => {
    const replacesFrom = dateIn(options.replacesFrom);
    const input = file === '-' ? process.stdin : await opened(file);
    const elapsed = stopwatch();
    try {
      const order = { dryRun: options.dryRun, replacesFrom };
      const done = await importRates(app.connection, app.contextFor('system'), input, order);
      outputFor(options).data(done, (result) => summary(result, elapsed()));
    } catch (error) {
      showFaults(error, options);
      throw error;
    }
  });

const dateIn = (text: string | undefined): Temporal.PlainDate | undefined => {
  try {
    return text === undefined ? undefined : Temporal.PlainDate.from(text);
  } catch {
    throw new UsageError(`"${text}" is not a date such as 2026-05-01`);
  }
};

const opened = (file: string): Promise<ReturnType<typeof createReadStream>> =>
  new Promise((resolve, reject) => {
    const stream = createReadStream(file);
    stream.once('open', () => resolve(stream));
    stream.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UsageError(`${file} cannot be opened: ${error.code}`)),
    );
  });

const summary = ({ linesRead, added, changed, unchanged, ended, isDryRun }: RateImport, ms: number): string =>
  `${linesRead} lines in ${(ms / 1_000).toFixed(1)} s: ${added} added, ${changed} changed, ${unchanged} as they were, ${ended} ended` +
  (isDryRun ? '; nothing was changed: it was a dry run' : '');

const showFaults = (error: unknown, options: Json): void => {
  const { code, data } = error as { readonly code?: string; readonly data?: RefusedRates };
  if (code !== ratesRefused.code || data === undefined) return;
  if (options.json === true) outputFor(options).data({ state: 'refused', ...data }, String);
  else for (const fault of data.errors) process.stderr.write(`${describeRateFault(fault, 'en')}\n`);
};

const showCommand = (command: Command): void => {
  command
    .command('show')
    .argument('<number>', 'in E.164', asNumber)
    .option('--on <date>', 'on this date; today where left out')
    .addOption(json())
    .description('what calls to a number cost')
    .addHelpText('after', examples('ringfence rates show +393471234567'))
    .action((number: string, options: Json & { readonly on?: string }) =>
      withApp(async ({ connection, contextFor }) => {
        const on = dateIn(options.on) ?? today(contextFor('system'));
        const found = await inTransaction(connection.db, (tx) => findRate(tx, number, on));
        if (found === null) throw noRate({ e164: number });
        outputFor(options).data(found, (rate) =>
          table(
            ['prefix', 'destination', 'per minute', 'connection', 'step', 'at least', 'since'],
            [
              [
                `+${rate.prefix}`,
                rate.destination,
                toDecimal(rate.perMinuteMicros),
                toDecimal(rate.connectionFeeMicros),
                `${rate.incrementSeconds} s`,
                `${rate.minimumSeconds} s`,
                String(rate.appliesFrom),
              ],
            ],
          ),
        );
      }),
    );
};
