import type { Command } from 'commander';
import { houseBalances, walletTotals } from '#ledger';
import { toDecimal } from '#money';
import { inTransaction } from '#platform';
import { checkEverything } from '../../checks.ts';
import { examples, exitCodes, outputFor, table } from '../output.ts';
import { withDatabase } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

/** `ringfence ledger` */
export const ledger = (program: Command): void => {
  const command = program
    .command('ledger')
    .summary('proves the books, shows the balances')
    .description('The ledger: journals of transfers, wallets, house accounts.');

  command
    .command('check')
    .description('proves the books and names the first thing that is wrong; exit code 1 when something is')
    .addHelpText('after', examples('ringfence ledger check', 'ringfence ledger check --json'))
    .option('--json', 'print JSON')
    .action((options: Json) =>
      withDatabase(async ({ db }) => {
        const findings = await inTransaction(db, checkEverything);
        outputFor(options).data(findings, (all) =>
          all
            .map(({ check, ok, message }) => `${ok ? '✓' : '✗'} ${check}${ok ? '' : `: ${message}`}`)
            .join('\n'),
        );
        if (findings.some(({ ok }) => !ok)) process.exitCode = exitCodes.refused;
      }),
    );

  command
    .command('balances')
    .description('what the house accounts and all wallets together hold; of a currency they add up to zero')
    .addHelpText('after', examples('ringfence ledger balances'))
    .option('--json', 'print JSON')
    .action((options: Json) =>
      withDatabase(async ({ db }) => {
        const shown = await inTransaction(db, async (tx) => [
          ...(await houseBalances(tx)).map(({ type, name, currency, balanceMicros }) => ({
            account: name === '' ? type : `${type} ${name}`,
            currency,
            balance: toDecimal(balanceMicros),
          })),
          ...(await walletTotals(tx)).map(({ currency, wallets, balanceMicros }) => ({
            account: `wallets (${wallets})`,
            currency,
            balance: toDecimal(balanceMicros),
          })),
        ]);
        outputFor(options).data(shown, (rows) =>
          rows.length === 0
            ? 'No account has moved yet.'
            : table(
                ['account', 'currency', 'balance'],
                rows.map((row) => [row.account, row.currency, row.balance]),
              ),
        );
      }),
    );
};
