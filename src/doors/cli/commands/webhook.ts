import { Option, type Command } from 'commander';
import { inTransaction } from '#platform';
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  eventTypes,
  listEndpoints,
  listMessages,
  messageById,
  messageStates,
  replayFailed,
  replayMessage,
  rotateSecret,
  sendTest,
  type Endpoint,
  type MessageInFull,
  type MessageState,
} from '#webhooks';
import { id, wholeNumber } from '../arguments.ts';
import { UsageError, examples, outputFor, table } from '../output.ts';
import { withApp as inApp } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence webhook` */
export const webhook = (program: Command): void => {
  const command = program
    .command('webhook')
    .summary('sends events to other programs')
    .description(
      'Webhook endpoints, and what was sent to them. Those made here are the operator’s own: they get the events of all customers.',
    );
  eventsCommand(command);
  addCommand(command);
  listCommand(command);
  switchCommand(command, 'enable');
  switchCommand(command, 'disable');
  removeCommand(command);
  rotateCommand(command);
  testCommand(command);
  messagesCommand(command);
  showCommand(command);
  replayCommand(command);
};

const eventsCommand = (command: Command): void => {
  command
    .command('events')
    .addOption(json())
    .description('the types of events that there are')
    .addHelpText('after', examples('ringfence webhook events'))
    .action((options: Json) => {
      const types = eventTypes.map(({ type, means, audience }) => ({ type, means, audience }));
      outputFor(options).data(types, (all) =>
        table(
          ['type', 'when'],
          all.map(({ type, means }) => [type, means]),
        ),
      );
    });
};

const addCommand = (command: Command): void => {
  command
    .command('add')
    .argument('<url>', 'an https address that can be reached from everywhere')
    .option('--events <types...>', 'which types it gets (default: all)')
    .option('--description <text>', 'what it is for', '')
    .addOption(json())
    .description('makes an endpoint of the operator; its secret is shown once')
    .addHelpText(
      'after',
      examples(
        'ringfence webhook add https://books.example.net/hook --events payment.credited refund.decided',
      ),
    )
    .action(
      (url: string, options: Json & { readonly events?: readonly string[]; readonly description: string }) =>
        inApp(async ({ connection, contextFor, webhooks }) => {
          const { description, events = null } = options;
          const order = { customerId: null, url, description, eventTypes: events };
          const made = await inTransaction(connection.db, (tx) =>
            createEndpoint(tx, contextFor('system'), webhooks, order),
          );
          outputFor(options).data(made, ({ endpoint, secret }) => `${endpoint.id}\n${secret}`);
        }),
    );
};

const listCommand = (command: Command): void => {
  command
    .command('list')
    .option('--all', 'customers’ endpoints too')
    .option('--limit <n>', 'how many at most', wholeNumber, 50)
    .addOption(json())
    .description('endpoints, newest first')
    .addHelpText('after', examples('ringfence webhook list --all'))
    .action((options: Json & { readonly all?: boolean; readonly limit: number }) =>
      inApp(async ({ connection }) => {
        const owner = options.all === true ? {} : { customerId: null };
        const { items } = await inTransaction(connection.db, (tx) => listEndpoints(tx, owner, options));
        outputFor(options).data(items, endpointsTable);
      }),
    );
};

const endpointsTable = (items: readonly Endpoint[]): string =>
  items.length === 0
    ? 'No endpoint.'
    : table(
        ['id', 'url', 'events', 'state', 'whose'],
        items.map((item) => [
          item.id,
          item.url,
          item.eventTypes?.join(' ') ?? 'all',
          item.disabledBecause === null ? item.state : `${item.state} (${item.disabledBecause})`,
          item.customerId ?? 'operator',
        ]),
      );

const switchCommand = (command: Command, name: 'enable' | 'disable'): void => {
  command
    .command(name)
    .argument('<endpoint>', 'its id', id)
    .addOption(json())
    .description(
      name === 'enable' ? 'has events sent to an endpoint again' : 'has no more events sent to an endpoint',
    )
    .addHelpText('after', examples(`ringfence webhook ${name} 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f`))
    .action((endpointId: string, options: Json) =>
      inApp(async ({ connection, contextFor, webhooks }) => {
        const change = { endpointId, owner: {}, enabled: name === 'enable' };
        const changed = await inTransaction(connection.db, (tx) =>
          changeEndpoint(tx, contextFor('system'), webhooks, change),
        );
        outputFor(options).data(changed, ({ url, state }) => `${url} is ${state}.`);
      }),
    );
};

const removeCommand = (command: Command): void => {
  command
    .command('remove')
    .argument('<endpoint>', 'its id', id)
    .option('--yes', 'do not ask')
    .addOption(json())
    .description('deletes an endpoint with its messages and their log')
    .addHelpText('after', examples('ringfence webhook remove 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f --yes'))
    .action((endpointId: string, options: Json & { readonly yes?: boolean }) =>
      inApp(async ({ connection }) => {
        if (options.yes !== true)
          throw new UsageError('Its messages and their log go with it. If that is meant, add --yes.');
        await inTransaction(connection.db, (tx) => deleteEndpoint(tx, endpointId));
        outputFor(options).data({ deleted: endpointId }, () => `Deleted ${endpointId}.`);
      }),
    );
};

const rotateCommand = (command: Command): void => {
  command
    .command('rotate')
    .argument('<endpoint>', 'its id', id)
    .option('--overlap-hours <n>', 'so long the old secret signs too', wholeNumber, 24)
    .addOption(json())
    .description('gives an endpoint a new secret, which is shown once')
    .addHelpText('after', examples('ringfence webhook rotate 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'))
    .action((endpointId: string, options: Json & { readonly overlapHours: number }) =>
      inApp(async ({ connection, contextFor, webhooks }) => {
        const order = { endpointId, owner: {}, overlapHours: options.overlapHours };
        const made = await inTransaction(connection.db, (tx) =>
          rotateSecret(tx, contextFor('system'), webhooks, order),
        );
        outputFor(options).data(made, ({ secret }) => secret);
      }),
    );
};

const testCommand = (command: Command): void => {
  command
    .command('test')
    .argument('<endpoint>', 'its id', id)
    .addOption(json())
    .description('sends a test event; the running worker hands it over')
    .addHelpText('after', examples('ringfence webhook test 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'))
    .action((endpointId: string, options: Json) =>
      inApp(async ({ connection, contextFor }) => {
        const message = await inTransaction(connection.db, (tx) =>
          sendTest(tx, contextFor('system'), { endpointId, owner: {} }),
        );
        outputFor(options).data(message, (sent) => sent.id);
      }),
    );
};

const messagesCommand = (command: Command): void => {
  command
    .command('messages')
    .argument('[endpoint]', 'of one endpoint', id)
    .addOption(new Option('--state <state>', 'only those').choices([...messageStates]))
    .option('--limit <n>', 'how many at most', wholeNumber, 50)
    .addOption(json())
    .description('what was sent, newest first')
    .addHelpText('after', examples('ringfence webhook messages --state failed'))
    .action(
      (
        endpointId: string | undefined,
        options: Json & { readonly state?: MessageState; readonly limit: number },
      ) =>
        inApp(async ({ connection }) => {
          const { state, limit } = options;
          const { items } = await inTransaction(connection.db, (tx) =>
            listMessages(tx, { endpointId, state }, { limit }),
          );
          outputFor(options).data(items, (all) =>
            all.length === 0
              ? 'No message.'
              : table(
                  ['id', 'event', 'written', 'state', 'attempts', 'next'],
                  all.map((one) => [
                    one.id,
                    one.eventType,
                    String(one.createdAt),
                    one.state,
                    String(one.attempts),
                    one.nextAttemptAt?.toString() ?? '',
                  ]),
                ),
          );
        }),
    );
};

const showCommand = (command: Command): void => {
  command
    .command('show')
    .argument('<message>', 'its id', id)
    .addOption(json())
    .description('one message with every attempt to hand it over')
    .addHelpText('after', examples('ringfence webhook show 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'))
    .action((messageId: string, options: Json) =>
      inApp(async ({ connection }) => {
        const found = await inTransaction(connection.db, (tx) =>
          messageById(tx, messageId, { isStaff: true }),
        );
        outputFor(options).data(found, messageText);
      }),
    );
};

const messageText = ({ eventType, state, body, log }: MessageInFull): string =>
  [
    `${eventType}, ${state}`,
    body ?? '(for its customer alone)',
    ...log.map(
      ({ number, at, status, failure, durationMs }) =>
        `${number}. ${at}  ${status ?? 'no answer'}  ${durationMs ?? '?'} ms  ${failure ?? 'delivered'}`,
    ),
  ].join('\n');

const replayCommand = (command: Command): void => {
  command
    .command('replay')
    .argument('<id>', 'a message, or, with --since, an endpoint', id)
    .option('--since <instant>', 'all that failed at the endpoint and was written since')
    .addOption(json())
    .description('sends a message again, or all that failed since')
    .addHelpText(
      'after',
      examples(
        'ringfence webhook replay 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f',
        'ringfence webhook replay 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f --since 2027-03-10T00:00:00Z',
      ),
    )
    .action((which: string, options: Json & { readonly since?: string }) =>
      inApp(async ({ connection, contextFor }) => {
        const context = contextFor('system');
        const since = options.since === undefined ? undefined : readInstant(options.since);
        const count = await inTransaction(connection.db, async (tx) => {
          if (since !== undefined) return replayFailed(tx, context, { endpointId: which, owner: {}, since });
          await replayMessage(tx, context, which, { isStaff: true });
          return 1;
        });
        outputFor(options).data({ count }, () => `${count} on their way again.`);
      }),
    );
};

const readInstant = (text: string): Temporal.Instant => {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new UsageError(`"${text}" is no instant such as 2027-03-10T00:00:00Z.`);
  }
};
