import { Option, type Command } from 'commander';
import { caseById, caseStates, listCases, type CaseFile, type CaseState, type FraudCase } from '#fraud';
import { toDecimal } from '#money';
import { inTransaction } from '#platform';
import { id, wholeNumber } from '../arguments.ts';
import { examples, outputFor, table } from '../output.ts';
import { withDatabase } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence fraud`: to read. Who decides must be known by name, which a shell does not do. */
export const fraud = (program: Command): void => {
  const command = program
    .command('fraud')
    .summary('shows cases of fraud')
    .description(
      'Cases of fraud, their evidence and appeals. They are decided over the API, where it is known who decides.',
    );

  command
    .command('list')
    .description('cases, newest first')
    .addOption(new Option('--state <state>', 'only those in this state').choices([...caseStates]))
    .option('--limit <n>', 'how many at most', wholeNumber, 50)
    .addOption(json())
    .addHelpText('after', examples('ringfence fraud list --state proposed'))
    .action((options: Json & { readonly state?: CaseState; readonly limit: number }) =>
      withDatabase(async ({ db }) => {
        const { items } = await inTransaction(db, (tx) =>
          listCases(tx, { state: options.state }, { limit: options.limit }),
        );
        outputFor(options).data(items, casesTable);
      }),
    );

  command
    .command('show')
    .argument('<case>', 'the case’s id', id)
    .description('one case with its evidence and appeals')
    .addOption(json())
    .addHelpText('after', examples('ringfence fraud show 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'))
    .action((caseId: string, options: Json) =>
      withDatabase(async ({ db }) => {
        const { forfeitedMicros, ...file } = await inTransaction(db, (tx) => caseById(tx, caseId));
        outputFor(options).data({ ...file, forfeited: toDecimal(forfeitedMicros) }, () =>
          fileText({ ...file, forfeitedMicros }),
        );
      }),
    );
};

const casesTable = (items: readonly FraudCase[]): string =>
  items.length === 0
    ? 'No case found.'
    : table(
        ['id', 'customer', 'state', 'proposed', 'by'],
        items.map((one) => [
          one.id,
          one.customerId,
          one.hasOpenAppeal ? `${one.state}, appeal` : one.state,
          one.proposedAt.toString().slice(0, 16),
          one.signal === null ? one.proposedBy : `signal ${one.signal}`,
        ]),
      );

const fileText = (file: CaseFile): string =>
  [
    `${file.state}, customer ${file.customerId}`,
    `proposed ${file.proposedAt} by ${file.signal === null ? file.proposedBy : `the signal ${file.signal}`}`,
    file.endorsedBy === null ? 'nobody stands for it yet' : `${file.endorsedBy} stands for it`,
    ...(file.decidedAt === null ? [] : [`decided ${file.decidedAt} by ${file.decidedBy}`]),
    ...(file.upheldAt === null ? [] : [`upheld on appeal ${file.upheldAt} by ${file.upheldBy}`]),
    `forfeited ${toDecimal(file.forfeitedMicros)}`,
    ...file.evidence.map(({ at, givenBy, text }) => `evidence ${at} ${givenBy}: ${text}`),
    ...file.appeals.map(({ madeAt, state, text }) => `appeal ${madeAt} (${state}): ${text}`),
  ].join('\n');
