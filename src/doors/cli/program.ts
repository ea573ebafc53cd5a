// One command a file in commands/, loaded only when it is called, or when the help lists them all.
import { Command, CommanderError } from 'commander';
import { loadCommands } from './commands/index.ts';
import { exitCodes, explainFailure } from './output.ts';

const program = new Command('ringfence')
  .description(
    'Runs a prepaid phone number business: sells numbers, renews them from credit, and pays back what the policy says.',
  )
  .version('0.1.0', '-V, --version')
  .showHelpAfterError('(add --help for the options and examples)')
  .showSuggestionAfterError()
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  ringfence start                              the demonstration: API, documentation, worker
  ringfence scenario scenarios/*.yaml          the policy as stories, against the real thing
  ringfence policy show --language it          the published policy
  ringfence ledger check                       proves the books, names the first thing that is wrong

Each command has its own help:  ringfence stock --help,  ringfence stock import --help
Exit codes: 0 done · 1 refused, or something did not hold · 2 the command was not understood`,
  );

for (const register of await loadCommands(process.argv[2])) register(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode =
    error instanceof CommanderError
      ? error.exitCode === 0
        ? exitCodes.done
        : exitCodes.usage
      : explainFailure(error);
}
