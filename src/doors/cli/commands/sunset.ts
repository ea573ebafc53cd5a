import { InvalidArgumentError, Option, type Command } from 'commander';
import { inTransaction } from '#platform';
import { announceSunset, correctSunset, listServices, type Sunset } from '#suppliers';
import { UsageError, examples, outputFor, table } from '../output.ts';
import { withApp } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

interface Dates extends Json {
  readonly closedFrom: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate;
  readonly yes?: boolean;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence sunset` */
export const sunset = (program: Command): void => {
  const command = program
    .command('sunset')
    .summary('announces that a service ends')
    .description(
      'Ends of services: closed to new use from one date, working through another for those who use it. What is announced only moves later.',
    );
  listCommand(command);
  announceCommand(command);
  correctCommand(command);
};

const listCommand = (command: Command): void => {
  command
    .command('list')
    .addOption(json())
    .description('which services end, and when')
    .addHelpText('after', examples('ringfence sunset list'))
    .action((options: Json) =>
      withApp(async ({ connection, contextFor }) => {
        const services = await inTransaction(connection.db, (tx) => listServices(tx, contextFor('system')));
        const ending = services.flatMap(({ status, sunset: end }) =>
          end === null ? [] : [{ ...end, status }],
        );
        outputFor(options).data(ending, (all) =>
          all.length === 0
            ? 'No service ends.'
            : table(
                ['service', 'status', 'closed from', 'last day', 'announced'],
                all.map((end) => [
                  end.service,
                  end.status,
                  String(end.closedFrom),
                  String(end.lastDay),
                  `${end.announcedAt.toString({ smallestUnit: 'second' })}, revision ${end.revision}`,
                ]),
              ),
        );
      }),
    );
};

const announceCommand = (command: Command): void => {
  withDates(command.command('announce'))
    .description('announces that a service ends; everybody who uses it is told')
    .addHelpText(
      'after',
      examples('ringfence sunset announce phone-system --closed-from 2022-07-01 --last-day 2022-12-31 --yes'),
    )
    .action((service: string, options: Dates) =>
      withApp(async ({ connection, contextFor }) => {
        requireYes(service, options);
        const { closedFrom, lastDay } = options;
        const announced = await inTransaction(connection.db, (tx) =>
          announceSunset(tx, contextFor('system'), { service, closedFrom, lastDay }),
        );
        outputFor(options).data(announced, said);
      }),
    );
};

const correctCommand = (command: Command): void => {
  withDates(command.command('correct'))
    .description('moves the dates of an announced end later; everybody who still uses the service is told')
    .addHelpText(
      'after',
      examples('ringfence sunset correct phone-system --closed-from 2022-07-01 --last-day 2023-03-31 --yes'),
    )
    .action((service: string, options: Dates) =>
      withApp(async ({ connection, contextFor }) => {
        requireYes(service, options);
        const { closedFrom, lastDay } = options;
        const corrected = await inTransaction(connection.db, (tx) =>
          correctSunset(tx, contextFor('system'), { service, closedFrom, lastDay }),
        );
        outputFor(options).data(corrected, said);
      }),
    );
};

const withDates = (command: Command): Command =>
  command
    .argument('<service>', 'as  ringfence service list  shows it')
    .requiredOption('--closed-from <date>', 'from this date on nothing is newly forwarded to it', readDate)
    .requiredOption('--last-day <date>', 'the last day on which it works', readDate)
    .option('--yes', 'do not ask')
    .addOption(json());

const requireYes = (service: string, { lastDay, yes }: Dates): void => {
  if (yes !== true)
    throw new UsageError(
      `This writes to everybody who uses ${service} that it ends with ${lastDay}, and neither date can be moved earlier afterwards. If that is meant, add --yes.`,
    );
};

const said = ({ service, closedFrom, lastDay }: Sunset): string =>
  `${service} is closed from ${closedFrom} and ends with ${lastDay}.`;

function readDate(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new InvalidArgumentError('It is a date such as 2022-12-31.');
  }
}
