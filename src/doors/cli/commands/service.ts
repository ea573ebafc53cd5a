import { InvalidArgumentError, Option, type Command } from 'commander';
import { inTransaction } from '#platform';
import { listServices, putService } from '#suppliers';
import { UsageError, examples, outputFor, table } from '../output.ts';
import { withApp } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence service` */
export const service = (program: Command): void => {
  const command = program
    .command('service')
    .summary('shows and adds services that numbers can be forwarded to')
    .description('Services that are resold, and that numbers can be forwarded to.');
  listCommand(command);
  putCommand(command);
};

const listCommand = (command: Command): void => {
  command
    .command('list')
    .addOption(json())
    .description('all services, and where they stand')
    .addHelpText('after', examples('ringfence service list'))
    .action((options: Json) =>
      withApp(async ({ connection, contextFor }) => {
        const services = await inTransaction(connection.db, (tx) => listServices(tx, contextFor('system')));
        outputFor(options).data(services, (all) =>
          all.length === 0
            ? 'There are no services yet: add one with  ringfence service put'
            : table(
                ['service', 'title', 'status', 'closed from', 'last day'],
                all.map(({ name, titles, status, sunset }) => [
                  name,
                  titles.en,
                  status,
                  String(sunset?.closedFrom ?? ''),
                  String(sunset?.lastDay ?? ''),
                ]),
              ),
        );
      }),
    );
};

interface Put extends Json {
  readonly en: string;
  readonly es: string;
  readonly it: string;
  readonly supplier?: string;
  readonly sipUri?: string;
}

const putCommand = (command: Command): void => {
  command
    .command('put')
    .argument('<name>', 'how forwardings name it: phone-system', readServiceName)
    .requiredOption('--en <title>', 'its title in English')
    .requiredOption('--es <title>', 'in Spanish')
    .requiredOption('--it <title>', 'in Italian')
    .option('--supplier <name>', 'who supplies it')
    .option('--sip-uri <template>', 'where its calls go, for example sip:{number}@pbx.example.net')
    .addOption(json())
    .description('adds a service, or changes what is said of it')
    .addHelpText(
      'after',
      examples('ringfence service put phone-system --en "Phone system" --es Centralita --it Centralino'),
    )
    .action((name: string, options: Put) =>
      withApp(async ({ connection, contextFor }) => {
        const { en, es, it, supplier = null, sipUri: sipUriTemplate = null } = options;
        if (sipUriTemplate !== null && !/^sip:\{number\}@[a-z0-9.-]+(:\d{1,5})?$/.test(sipUriTemplate))
          throw new UsageError(`"${sipUriTemplate}" is not a template such as sip:{number}@pbx.example.net`);
        const put = { name, titles: { en, es, it }, supplier, sipUriTemplate };
        await inTransaction(connection.db, (tx) => putService(tx, contextFor('system'), put));
        outputFor(options).data(put, () => `Numbers can be forwarded to ${name}.`);
      }),
    );
};

function readServiceName(text: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text) || text.length > 63)
    throw new InvalidArgumentError('It is lower-case words joined by hyphens, such as phone-system.');
  return text;
}
