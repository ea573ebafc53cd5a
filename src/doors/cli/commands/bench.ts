import type { Command } from 'commander';
import { benchLedger, ledgerBenchDefaults } from '../../../ledger/bench.ts';
import { benchRenewals, type RenewalsBench } from '../../../numbers/rentals/bench.ts';
import { benchRating, ratingBenchDefaults } from '../../../voice/rates/bench.ts';
import { apiBenchDefaults, benchApi, type ApiBenchResult } from '../../api/bench.ts';
import { wholeNumber } from '../arguments.ts';
import { withBenchDatabase } from '../bench-database.ts';
import { examples, outputFor, table } from '../output.ts';

interface Json {
  readonly json?: boolean;
}

/** `ringfence bench` */
export const bench = (program: Command): void => {
  const command = program
    .command('bench')
    .summary('measures the hot paths beside the bare limit')
    .description(
      'Each benchmark measures the product and, in the same run, the bare limit: the least SQL or HTTP that does the same. Compare the two; on a shared machine only\n' +
        'their ratio holds. Uses a PostgreSQL of its own with fsync on, removed afterwards, or the one in DATABASE_URL (it creates and drops databases there).',
    );
  renewalsCommand(command);
  ledgerCommand(command);
  ratingCommand(command);
  apiCommand(command);
};

const renewalsCommand = (command: Command): void => {
  command
    .command('renewals')
    .description('rentals renewed a second, all due at one instant')
    .addHelpText(
      'after',
      examples('ringfence bench renewals', 'ringfence bench renewals --numbers 10000 --per-customer 10'),
    )
    .option('--numbers <n>', 'how many are due', wholeNumber, 100_000)
    .option('--per-customer <n>', 'how many of them one customer holds', wholeNumber, 1)
    .option('--json', 'print JSON')
    .action((options: Json & { readonly numbers: number; readonly perCustomer: number }) =>
      withBenchDatabase(async (url) => {
        const output = outputFor(options);
        output.data(await benchRenewals(url, options, output.note), renewalsText);
      }),
    );
};

const renewalsText = ({
  numbers,
  perCustomer,
  product,
  bare,
  timesBare,
  peakMemoryMb,
}: RenewalsBench): string =>
  [
    `${numbers.toLocaleString('en')} due, ${perCustomer} a customer`,
    table(
      ['', 'renewed', 'seconds', 'a second'],
      [
        [
          'product',
          String(product.renewed),
          product.seconds.toFixed(2),
          Math.round(product.perSecond).toLocaleString('en'),
        ],
        [
          'bare SQL',
          String(bare.renewed),
          bare.seconds.toFixed(2),
          Math.round(bare.perSecond).toLocaleString('en'),
        ],
      ],
    ),
    `the product takes ${timesBare.toFixed(2)} times as long as the bare SQL, and ${Math.round(peakMemoryMb)} MB at most`,
  ].join('\n');

const ledgerCommand = (command: Command): void => {
  command
    .command('ledger')
    .description('wallet charges a second, each in a transaction of its own')
    .addHelpText('after', examples('ringfence bench ledger', 'ringfence bench ledger --seconds 2 --json'))
    .option('--seconds <n>', 'for how long each rate is measured', wholeNumber, ledgerBenchDefaults.seconds)
    .option(
      '--wallets <n>',
      'how many wallets are charged, at random',
      wholeNumber,
      ledgerBenchDefaults.wallets,
    )
    .option('--json', 'print JSON')
    .action((options: Json & { readonly seconds: number; readonly wallets: number }) =>
      withBenchDatabase(async (url) => {
        const output = outputFor(options);
        const result = await benchLedger(url, { ...ledgerBenchDefaults, ...options }, output.note);
        output.data(result, ({ rates }) =>
          table(
            ['connections', 'product/s', 'bare SQL/s', 'times'],
            rates.map((rate) => [
              String(rate.connections),
              Math.round(rate.chargesPerSecond).toLocaleString('en'),
              Math.round(rate.barePerSecond).toLocaleString('en'),
              (rate.barePerSecond / rate.chargesPerSecond).toFixed(2),
            ]),
          ),
        );
      }),
    );
};

const ratingCommand = (command: Command): void => {
  command
    .command('rating')
    .description('numbers rated a second, by the longest of many prefixes')
    .addHelpText('after', examples('ringfence bench rating', 'ringfence bench rating --seconds 2 --json'))
    .option('--prefixes <n>', 'how many there are', wholeNumber, ratingBenchDefaults.prefixes)
    .option('--seconds <n>', 'for how long each rate is measured', wholeNumber, ratingBenchDefaults.seconds)
    .option('--json', 'print JSON')
    .action((options: Json & { readonly prefixes: number; readonly seconds: number }) =>
      withBenchDatabase(async (url) => {
        const output = outputFor(options);
        const result = await benchRating(url, options, output.note);
        output.data(result, ({ prefixes, lookupsPerSecond, barePerSecond }) =>
          table(
            ['prefixes', 'numbers rated/s', 'bare index lookups/s', 'times'],
            [
              [
                prefixes.toLocaleString('en'),
                lookupsPerSecond.toLocaleString('en'),
                barePerSecond.toLocaleString('en'),
                (barePerSecond / lookupsPerSecond).toFixed(2),
              ],
            ],
          ),
        );
      }),
    );
};

const apiCommand = (command: Command): void => {
  command
    .command('api')
    .description('requests a second over HTTP, and how long they take')
    .addHelpText('after', examples('ringfence bench api', 'ringfence bench api --seconds 2 --json'))
    .option('--seconds <n>', 'for how long each rate is measured', wholeNumber, apiBenchDefaults.seconds)
    .option(
      '--concurrency <n>',
      'how many requests are always under way',
      wholeNumber,
      apiBenchDefaults.concurrency,
    )
    .option('--json', 'print JSON')
    .action((options: Json & { readonly seconds: number; readonly concurrency: number }) =>
      withBenchDatabase(async (url) => {
        const output = outputFor(options);
        output.data(await benchApi(url, { ...apiBenchDefaults, ...options }, output.note), apiText);
      }),
    );
};

const apiText = ({ concurrency, lines }: ApiBenchResult): string =>
  [
    `${concurrency} requests at a time`,
    table(
      ['', 'product/s', 'p50 ms', 'p99 ms', 'bare/s', 'p50 ms', 'p99 ms', 'times'],
      lines.map(({ what, product, bare }) => [
        what,
        ...[product, bare].flatMap(({ perSecond, p50Ms, p99Ms }) => [
          perSecond.toLocaleString('en'),
          p50Ms.toFixed(1),
          p99Ms.toFixed(1),
        ]),
        (bare.perSecond / product.perSecond).toFixed(2),
      ]),
    ),
  ].join('\n');
