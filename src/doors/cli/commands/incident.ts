import { Option, type Command } from 'commander';
import { countAffectedBy, incidentById, listIncidents } from '#incidents';
import { toDecimal } from '#money';
import { inTransaction } from '#platform';
import { compensationById, compensations, startCompensation, type CompensationRun } from '#refunds';
import { id } from '../arguments.ts';
import { examples, outputFor, table } from '../output.ts';
import { withApp } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence incident` */
export const incident = (program: Command): void => {
  const command = program
    .command('incident')
    .summary('lists disruptions, and compensates whom they affected')
    .description('Disruptions of the service. They are opened and corrected by the API.');
  listCommand(command);
  compensateCommand(command);
};

const listCommand = (command: Command): void => {
  command
    .command('list')
    .description('the newest incidents, with how many customers they affected')
    .addOption(json())
    .addHelpText('after', examples('ringfence incident list'))
    .action((options: Json) =>
      withApp(async ({ connection, contextFor }) => {
        const shown = await inTransaction(connection.db, async (tx) => {
          const { items } = await listIncidents(tx, {}, { limit: 50 });
          const counted = [];
          for (const one of items)
            counted.push({ ...one, affected: await countAffectedBy(tx, contextFor('system'), one) });
          return counted;
        });
        outputFor(options).data(shown, (all) =>
          all.length === 0
            ? 'No incident.'
            : table(
                ['id', 'from', 'until', 'fault', 'proven', 'public', 'numbers', 'customers'],
                all.map((one) => [
                  one.id,
                  one.from.toString(),
                  one.until?.toString() ?? 'goes on',
                  one.fault,
                  one.provenBy ?? 'no',
                  one.isPublished ? 'yes' : 'no',
                  String(one.affected.numbers),
                  String(one.affected.customers),
                ]),
              ),
        );
      }),
    );
};

const compensateCommand = (command: Command): void => {
  command
    .command('compensate')
    .description(
      'gives everybody whom an incident affected what is due to them, as credit; can be broken off and repeated',
    )
    .argument('<incident>', 'its id', id)
    .addOption(json())
    .addHelpText('after', examples('ringfence incident compensate 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'))
    .action((incidentId: string, options: Json) =>
      withApp(async ({ connection: { db }, contextFor }) => {
        const context = contextFor('system');
        const output = outputFor(options);
        const affected = await inTransaction(db, async (tx) =>
          countAffectedBy(tx, context, await incidentById(tx, incidentId)),
        );
        output.note(`${affected.numbers} numbers of ${affected.customers} customers were affected`);
        const started = await inTransaction(db, (tx) => startCompensation(tx, context, incidentId));
        await compensations.run(db, context);
        const run = await inTransaction(db, (tx) => compensationById(tx, started.id));
        output.data(shownOf(run), summary);
      }),
    );
};

/** As the API shows it. */
const shownOf = ({ no: _no, lastRentalId: _last, givenMicros, ...run }: CompensationRun) => ({
  ...run,
  given: toDecimal(givenMicros),
});

const summary = ({ lookedAt, compensated, frozen, given, finishedAt }: ReturnType<typeof shownOf>): string =>
  [
    `${compensated} of ${lookedAt} compensated with ${given} in all`,
    ...(frozen > 0 ? [`${frozen} passed over because their credit is frozen`] : []),
    finishedAt === null ? 'another process goes on with it' : 'finished',
  ].join('; ');
