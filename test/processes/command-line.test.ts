import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Command } from 'commander';
import { connect, migrate, readConfig, startThrowaway, type EmbeddedServer } from '#platform';
import { loadCommands } from '../../src/doors/cli/commands/index.ts';
import { setUp } from '../../src/doors/cli/set-up.ts';
import { dataFolder, ringfence, type Run } from '../support/processes.ts';

// What these print is no data.
const withoutJson = ['start', 'staff role', 'staff disable'];

interface Leaf {
  readonly path: string;
  readonly help: string;
  readonly options: readonly string[];
}

/** Every command that does something, with its help. */
const leaves = (command: Command, path: readonly string[] = []): readonly Leaf[] => {
  if (command.commands.length > 0)
    return command.commands.flatMap((sub) => leaves(sub, [...path, sub.name()]));
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return [{ path: path.join(' '), help, options: command.options.map(({ long }) => long ?? '') }];
};

describe('the help', async () => {
  const program = new Command('ringfence');
  for (const register of await loadCommands()) register(program);
  const all = leaves(program);

  it('lists every command of the first level', async () => {
    const { code, stdout } = await ringfence(['--help']);
    assert.equal(code, 0);
    for (const command of program.commands)
      assert.match(stdout, new RegExp(`^  ${command.name()} .*\\S`, 'm'));
    assert.ok(all.length > 20);
  });

  it('has for every command what it does and an example of it', () => {
    for (const { path, help } of all) {
      const [usage = '', rest = ''] = help.split('\n\n', 2);
      assert.match(usage, /^Usage: ringfence /, path);
      assert.match(rest.trim(), /\w{3}.*\w{3}/, `${path} does not say what it does`);
      // `clock` alone is `clock show`.
      const called = path.replace(/^clock show$/, 'clock');
      assert.match(
        help,
        new RegExp(`Examples?[^\\n]*:\\n(.*\\n)*.*ringfence ${called}`),
        `${path} has no example`,
      );
    }
  });

  it('has --json for everything that prints data', () => {
    const without = all.filter(({ options }) => !options.includes('--json')).map(({ path }) => path);
    assert.deepEqual(without, withoutJson);
  });
});

describe('a command', () => {
  const unknownId = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
  let server: EmbeddedServer;
  let url: string;
  const env = () => ({
    RINGFENCE_MODE: 'production',
    DATABASE_URL: url,
    BASE_URL: 'https://numbers.example.net',
    RINGFENCE_SECRET: 'only for this test, and long enough for it',
    DOCUMENTS_KEY: Buffer.alloc(32, 7).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'numbers@example.net',
    OPERATOR_NAME: 'Example Numbers',
    OPERATOR_TIME_ZONE: 'Europe/Madrid',
    OPERATOR_CURRENCY: 'EUR',
    OPERATOR_SUPPORT_EMAIL: 'help@example.net',
  });
  const run = (args: readonly string[], input = ''): Promise<Run> => ringfence(args, { env: env(), input });
  // oxlint-disable-next-line typescript/no-explicit-any
  const json = async (args: readonly string[], input = ''): Promise<any> => {
    const { code, stdout, stderr } = await run([...args, '--json'], input);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };

  before(async () => {
    server = await startThrowaway();
    url = server.url;
    const { pool, close } = connect(url, { max: 2 });
    await migrate(pool);
    await close();
    const read = readConfig(env());
    assert.ok('config' in read);
    await setUp(read.config, url, () => undefined);
  });
  after(() => server.stop());

  it('ends with 2 when it is not understood, and says what it takes', async () => {
    const misunderstood: readonly (readonly [readonly string[], RegExp])[] = [
      [['ledgr'], /unknown command 'ledgr'[^]*Did you mean ledger\?/],
      [['customer', 'add'], /missing required argument 'name'/],
      [['customer', 'list', '--limit', 'many'], /It is a whole number from 1/],
      [['registration', 'reject', unknownId, '--reason', 'ugly'], /ugly is no reason\. Reasons: illegible/],
      [
        ['staff', 'add', 'Bea', 'bea@example.net', '--role', 'boss'],
        /Allowed choices are support, finance, admin/,
      ],
      [['policy', 'draft', '2027-13-40', 'x.yaml'], /"2027-13-40" is not a date such as/],
      [['stock', 'import', 'not-there.csv'], /not-there\.csv cannot be opened/],
    ];
    const runs = await Promise.all(misunderstood.map(([args]) => run(args)));
    for (const [index, { code, stdout, stderr }] of runs.entries()) {
      const [args, expected] = misunderstood[index]!;
      assert.match(stderr, expected);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
    }
  });

  it('ends with 1 when it is refused, with the code, the reason and the remedy', async () => {
    const [unknown, weak, stock] = await Promise.all([
      run(['customer', 'show', unknownId]),
      run(['staff', 'add', 'Bea', 'bea@example.net', '--role', 'admin'], 'short\n'),
      run(['stock', 'import', '-'], 'number,country\n'),
    ]);
    for (const { code, stdout } of [unknown, weak, stock]) assert.deepEqual([code, stdout], [1, '']);
    assert.match(unknown.stderr, /^refused \(customers\.unknown\): .+\n\S.+\n$/);
    assert.match(weak.stderr, /^refused \(customers\.weak_password\): .+\n\S.+\n$/);
    assert.match(stock.stderr, /Line 1, column "kind"[^]*refused \(numbers\.import_refused\)/);
  });

  it('prints one JSON document with --json, and the same for people without', async () => {
    const password = 'a long password\n';
    const [{ id: staffId }, { customerId }] = await Promise.all([
      json(['staff', 'add', 'Bea', 'bea@example.net', '--role', 'admin'], password),
      json(['customer', 'add', 'Ada Rossi', 'ada@example.net'], password),
    ]);
    const [key, found, shown, text] = await Promise.all([
      json(['staff', 'key', staffId, 'import']),
      json(['customer', 'list', 'rossi']),
      json(['customer', 'show', customerId]),
      run(['customer', 'show', customerId]),
    ]);
    assert.match(key.secret, /^rf_live_/);
    assert.equal(found[0].id, customerId);
    assert.equal(shown.credit, '0.00');
    assert.match(text.stdout, /^Ada Rossi <ada@example\.net>, en\ncredit 0\.00/);
  });

  it('shows the policy in the language that is asked for', async () => {
    const [english, italian] = await Promise.all([
      json(['policy', 'show']),
      run(['policy', 'show', '--language', 'it']),
    ]);
    assert.equal(english.parameters.quarantineDays, 34);
    assert.match(italian.stdout, /quarantena/);
  });

  it('proves the books, which are empty', async () => {
    const [findings, balances, migrated] = await Promise.all([
      json(['ledger', 'check']),
      json(['ledger', 'balances']),
      json(['migrate']),
    ]);
    assert.ok(findings.length > 20);
    assert.deepEqual(
      findings.filter(({ ok }: { readonly ok: boolean }) => !ok),
      [],
    );
    assert.deepEqual(balances, [{ account: 'wallets (1)', currency: 'EUR', balance: '0.00' }]);
    assert.deepEqual(migrated, { ran: [] });
  });

  it('says how to begin when there is nothing yet, and makes nothing', async () => {
    const { path, remove } = await dataFolder();
    try {
      for (const args of [['customer', 'list'], ['clock']]) {
        const { code, stderr } = await ringfence(args, { env: { DATA_FOLDER: path } });
        assert.equal(code, 1);
        assert.match(stderr, /^There is no database in the folder .+ Make one with {2}ringfence start /);
      }
    } finally {
      await remove();
    }
  });

  it('says that a database was not set up', async () => {
    const { pool, close } = connect(url, { max: 1 });
    await pool.query('create database empty');
    await close();
    const empty = { ...env(), DATABASE_URL: url.replace('/ringfence?', '/empty?') };
    const { code, stderr } = await ringfence(['customer', 'list'], { env: empty });
    assert.equal(code, 1);
    assert.match(stderr, /^This database is not set up, or not up to date\. Run {2}ringfence start/);
  });
});
