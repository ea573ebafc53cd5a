import { Option, type Command } from 'commander';
import {
  addStaff,
  createApiKey,
  disableStaff,
  listStaff,
  permissionsOfRole,
  setStaffRole,
  staffRoles,
  type StaffRole,
} from '#customers';
import { inTransaction, languages, type Language } from '#platform';
import { UsageError, examples, outputFor, table } from '../output.ts';
import { id as readId } from '../arguments.ts';
import { readPassword } from '../password.ts';
import { withApp } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence staff` */
export const staff = (program: Command): void => {
  const command = program
    .command('staff')
    .summary('adds staff and gives them roles')
    .description('People who work for the operator: support, finance, admin.');
  addCommand(command);
  listCommand(command);
  changeCommands(command);
};

const addCommand = (command: Command): void => {
  command
    .command('add')
    .argument('<name>')
    .argument('<email>', 'what they sign in with')
    .addOption(new Option('--role <role>', 'what they may do').choices([...staffRoles]).makeOptionMandatory())
    .addOption(
      new Option('--language <language>', 'the language of their mails')
        .choices([...languages])
        .default('en'),
    )
    .addOption(json())
    .description('adds a member of staff; the password is read from standard input')
    .addHelpText(
      'after',
      examples('echo "a long password" | ringfence staff add "Bea Conti" bea@example.net --role admin'),
    )
    .action(
      (
        name: string,
        email: string,
        options: Json & { readonly role: StaffRole; readonly language: Language },
      ) =>
        withApp(async ({ connection, contextFor }) => {
          const password = await readPassword();
          const { role, language } = options;
          const id = await inTransaction(connection.db, (tx) =>
            addStaff(tx, contextFor('system'), {
              name,
              email,
              password,
              emailVerified: true,
              role,
              language,
            }),
          );
          outputFor(options).data({ id }, () => `Added ${name} (${role}): ${id}`);
        }),
    );
};

const listCommand = (command: Command): void => {
  command
    .command('list')
    .addOption(json())
    .description('everybody who works or worked here')
    .addHelpText('after', examples('ringfence staff list'))
    .action((options: Json) =>
      withApp(async ({ connection }) => {
        const all = await inTransaction(connection.db, listStaff);
        outputFor(options).data(all, (items) =>
          items.length === 0
            ? 'Nobody works here yet: add somebody with  ringfence staff add'
            : table(
                ['id', 'name', 'email', 'role', ''],
                items.map((one) => [
                  one.id,
                  one.name,
                  one.email,
                  one.role,
                  one.disabledAt === null ? '' : 'disabled',
                ]),
              ),
        );
      }),
    );
};

const changeCommands = (command: Command): void => {
  command
    .command('role')
    .argument('<id>', 'as  ringfence staff list  shows it', readId)
    .addArgument(command.createArgument('<role>').choices([...staffRoles]))
    .description('gives a member of staff another role')
    .addHelpText('after', examples('ringfence staff role 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f finance'))
    .action((staffId: string, role: StaffRole) =>
      withApp(({ connection, contextFor }) =>
        inTransaction(connection.db, (tx) => setStaffRole(tx, contextFor('system'), { staffId, role })),
      ),
    );

  command
    .command('disable')
    .argument('<id>', 'as  ringfence staff list  shows it', readId)
    .description('shuts a member of staff out at once: sessions end, keys are revoked')
    .addHelpText('after', examples('ringfence staff disable 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'))
    .action((staffId: string) =>
      withApp(({ connection, contextFor }) =>
        inTransaction(connection.db, (tx) => disableStaff(tx, contextFor('system'), staffId)),
      ),
    );

  command
    .command('key')
    .argument('<id>', 'as  ringfence staff list  shows it', readId)
    .argument('<name>', 'what the key is for')
    .option('--scopes <scopes...>', 'what it may do (default: all that the role may)')
    .addOption(json())
    .description('makes an API key; its secret is shown once')
    .addHelpText(
      'after',
      examples(
        'ringfence staff key 0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f "Nightly import" --scopes stock:read stock:write',
      ),
    )
    .action((staffId: string, name: string, options: Json & { readonly scopes?: readonly string[] }) =>
      withApp(async ({ connection, contextFor }) => {
        const { key, secret } = await inTransaction(connection.db, async (tx) => {
          const one = (await listStaff(tx)).find((member) => member.id === staffId);
          if (one === undefined)
            throw new UsageError(`Nobody with the id ${staffId} works here: see  ringfence staff list`);
          const grantable = permissionsOfRole(one.role);
          return createApiKey(tx, contextFor('system'), {
            owner: { staffId },
            name,
            scopes: options.scopes ?? grantable,
            expiresAt: null,
            grantable,
          });
        });
        outputFor(options).data({ ...key, secret }, () => secret);
      }),
    );
};
