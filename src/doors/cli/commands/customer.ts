import { Option, type Command } from 'commander';
import {
  apiKeysOf,
  createApiKey,
  customerById,
  customerPermissions,
  listCustomers,
  usersOf,
  type Customer,
} from '#customers';
import { creditOf } from '#payments';
import { toDecimal } from '#money';
import { inTransaction, languages, type Language } from '#platform';
import { openAccount } from '../../sign-up.ts';
import { id, wholeNumber } from '../arguments.ts';
import { readPassword } from '../password.ts';
import { examples, outputFor, table } from '../output.ts';
import { withApp } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence customer` */
export const customer = (program: Command): void => {
  const command = program
    .command('customer')
    .summary('finds and adds customers')
    .description('Customers, their users and API keys.');
  addCommand(command);
  listCommand(command);
  showCommand(command);
  keyCommand(command);
};

const addCommand = (command: Command): void => {
  command
    .command('add')
    .argument('<name>', 'the customer’s name')
    .argument('<email>', 'where its mails go, and what its first user signs in with')
    .addOption(
      new Option('--language <language>', 'the language of its mails').choices([...languages]).default('en'),
    )
    .option('--no-user', 'without a user who can sign in')
    .addOption(json())
    .description(
      'opens an account with an empty wallet; the first user’s password is read from standard input',
    )
    .addHelpText(
      'after',
      examples('echo "a long password" | ringfence customer add "Ada Rossi" ada@example.net --language it'),
    )
    .action(
      (
        name: string,
        email: string,
        options: Json & { readonly language: Language; readonly user: boolean },
      ) =>
        withApp(async ({ connection, contextFor }) => {
          const user = options.user ? { password: await readPassword(), emailVerified: true } : null;
          const ids = await inTransaction(connection.db, (tx) =>
            openAccount(tx, contextFor('system'), {
              name,
              email,
              language: options.language,
              user,
              address: null,
            }),
          );
          outputFor(options).data(ids, ({ customerId }) => `Opened the account of ${name}: ${customerId}`);
        }),
    );
};

const listCommand = (command: Command): void => {
  command
    .command('list')
    .argument('[search]', 'a part of the name or of the mail address')
    .option('--limit <n>', 'how many at most', wholeNumber, 50)
    .addOption(json())
    .description('lists customers, newest first')
    .addHelpText('after', examples('ringfence customer list', 'ringfence customer list rossi --json'))
    .action((search: string | undefined, options: Json & { readonly limit: number }) =>
      withApp(async ({ connection }) => {
        const { items } = await inTransaction(connection.db, (tx) =>
          listCustomers(tx, { search, limit: options.limit }),
        );
        outputFor(options).data(items, customersTable);
      }),
    );
};

const customersTable = (items: readonly Customer[]): string =>
  items.length === 0
    ? 'No customer found.'
    : table(
        ['id', 'name', 'email', 'language', 'since'],
        items.map((item) => [
          item.id,
          item.name,
          item.email,
          item.language,
          item.createdAt.toString().slice(0, 10),
        ]),
      );

const showCommand = (command: Command): void => {
  command
    .command('show')
    .argument('<customer>', 'the customer’s id', id)
    .addOption(json())
    .description('one customer with its credit, users and API keys')
    .addHelpText('after', examples('ringfence customer show 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'))
    .action((customerId: string, options: Json) =>
      withApp(async ({ connection }) => {
        const shown = await inTransaction(connection.db, async (tx) => {
          const found = await customerById(tx, customerId);
          const { creditMicros, heldMicros, debtMicros } = await creditOf(tx, customerId);
          return {
            ...found,
            credit: toDecimal(creditMicros),
            held: toDecimal(heldMicros),
            debt: toDecimal(debtMicros),
            users: await usersOf(tx, customerId),
            apiKeys: await apiKeysOf(tx, { customerId }),
          };
        });
        outputFor(options).data(shown, ({ name, email, language, credit, held, debt, users, apiKeys }) =>
          [
            `${name} <${email}>, ${language}`,
            `credit ${credit}, of which held ${held}${debt === '0.00' ? '' : `, and owes ${debt}`}`,
            ...users.map((user) => `user ${user.email}${user.emailVerified ? '' : ' (address not proven)'}`),
            ...apiKeys.map(
              (key) =>
                `key ${key.prefix}… ${key.name}${key.revokedAt === null ? '' : ' (revoked)'}: ${key.scopes.join(' ')}`,
            ),
          ].join('\n'),
        );
      }),
    );
};

const keyCommand = (command: Command): void => {
  command
    .command('key')
    .argument('<customer>', 'the customer’s id', id)
    .argument('<name>', 'what the key is for')
    .option('--scopes <scopes...>', 'what it may do (default: all that a customer may)')
    .addOption(json())
    .description('makes an API key; its secret is shown once')
    .addHelpText(
      'after',
      examples(
        'ringfence customer key 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f Bookkeeping --scopes wallet:read payments:read',
      ),
    )
    .action((customerId: string, name: string, options: Json & { readonly scopes?: readonly string[] }) =>
      withApp(async ({ connection, contextFor }) => {
        const { key, secret } = await inTransaction(connection.db, async (tx) => {
          await customerById(tx, customerId);
          return createApiKey(tx, contextFor('system'), {
            owner: { customerId },
            name,
            scopes: options.scopes ?? customerPermissions,
            expiresAt: null,
            grantable: customerPermissions,
          });
        });
        outputFor(options).data({ ...key, secret }, () => secret);
      }),
    );
};
