import { Option, type Command } from 'commander';
import { listMessages, listUndelivered, sendFromSandbox } from '#messaging';
import { inTransaction } from '#platform';
import { PlainFailure } from '../../plain-failure.ts';
import { id, number, wholeNumber } from '../arguments.ts';
import { examples, outputFor, table } from '../output.ts';
import { withApp } from '../with-database.ts';

interface Listed {
  readonly json?: boolean;
  readonly limit: number;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence sms` */
export const sms = (program: Command): void => {
  const command = program
    .command('sms')
    .summary('SMS that arrived, and those that reached nobody')
    .description('Incoming SMS. Their texts are shown to customers alone.');
  listCommand(command);
  undeliveredCommand(command);
  sendCommand(command);
};

const listCommand = (command: Command): void => {
  command
    .command('list')
    .argument('<customer>', 'the customer’s id', id)
    .option('--limit <n>', 'how many at most', wholeNumber, 50)
    .addOption(json())
    .description('what a customer received, newest first, without the texts')
    .addHelpText('after', examples('ringfence sms list 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'))
    .action((customerId: string, options: Listed) =>
      withApp(async ({ connection }) => {
        const { items } = await inTransaction(connection.db, (tx) =>
          listMessages(tx, { customerId, limit: options.limit }),
        );
        const shown = items.map(({ text: _text, ...rest }) => rest);
        outputFor(options).data(shown, () =>
          items.length === 0
            ? 'Nothing received.'
            : table(
                ['received', 'number', 'from', 'parts'],
                items.map(({ receivedAt, e164, sender, partsReceived, partsExpected }) => [
                  receivedAt.toString().slice(0, 19),
                  e164,
                  sender,
                  `${partsReceived}/${partsExpected}`,
                ]),
              ),
        );
      }),
    );
};

const undeliveredCommand = (command: Command): void => {
  command
    .command('undelivered')
    .argument('[number]', 'only those to this number', number)
    .option('--limit <n>', 'how many at most', wholeNumber, 50)
    .addOption(json())
    .description('what reached nobody and why, newest first')
    .addHelpText('after', examples('ringfence sms undelivered', 'ringfence sms undelivered +390612345678'))
    .action((e164: string | undefined, options: Listed) =>
      withApp(async ({ connection }) => {
        const { items } = await inTransaction(connection.db, (tx) =>
          listUndelivered(tx, { e164, limit: options.limit }),
        );
        outputFor(options).data(items, () =>
          items.length === 0
            ? 'Everything reached somebody.'
            : table(
                ['arrived', 'number', 'from', 'route', 'why'],
                items.map(({ arrivedAt, e164: to, sender, route, undelivered }) => [
                  arrivedAt.toString().slice(0, 19),
                  to,
                  sender,
                  route,
                  undelivered,
                ]),
              ),
        );
      }),
    );
};

const sendCommand = (command: Command): void => {
  command
    .command('send')
    .argument('<number>', 'the number that is to receive it', number)
    .argument('<from>', 'who sends it: a number, a short code, or letters')
    .argument('<text>', 'what it says')
    .addOption(json())
    .description('has the sandbox route deliver an SMS; in the demonstration only')
    .addHelpText('after', examples('ringfence sms send +390612345678 BANK "Your code is 123456"'))
    .action((to: string, from: string, text: string, options: { readonly json?: boolean }) =>
      withApp(async ({ connection, contextFor, config }) => {
        if (config.mode !== 'demo') throw new PlainFailure('Only the demonstration has a sandbox route.');
        const parts = await inTransaction(connection.db, (tx) =>
          sendFromSandbox(tx, contextFor('system'), { to, from, text }),
        );
        outputFor(options).data({ parts }, () => `On its way, in ${parts} part${parts === 1 ? '' : 's'}.`);
      }),
    );
};
