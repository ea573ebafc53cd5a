import { Option, type Command } from 'commander';
import { toDecimal } from '#money';
import {
  automaticPaymentsOf,
  cancelAutomaticPayment,
  disputesOf,
  forgetMethod,
  savedMethodsOf,
} from '#payments';
import { dateAt, inTransaction } from '#platform';
import { id, wholeNumber } from '../arguments.ts';
import { examples, outputFor, table } from '../output.ts';
import { withApp } from '../with-database.ts';

interface Listed<State> {
  readonly json?: boolean;
  readonly limit: number;
  readonly customer?: string;
  readonly state?: State;
}

const json = () => new Option('--json', 'print JSON');
const aCustomer = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';

/** `ringfence payment` */
export const payment = (program: Command): void => {
  const command = program
    .command('payment')
    .summary('payments that repeat, saved ways to pay, and what was taken back')
    .description(
      'Monthly payments of customers, the cards and accounts that they let us keep, and disputes that payers opened at their processor.',
    );
  automaticCommand(command);
  cancelCommand(command);
  methodsCommand(command);
  forgetCommand(command);
  disputesCommand(command);
};

/** A command that lists the newest of something, of all customers or of one. */
const listOf = (command: Command, name: string, states: readonly string[]): Command =>
  command
    .command(name)
    .option('--customer <id>', 'only those of this customer', id)
    .addOption(new Option('--state <state>', 'only those that are so').choices(states))
    .option('--limit <n>', 'how many at most', wholeNumber, 50)
    .addOption(json());

const automaticCommand = (command: Command): void => {
  listOf(command, 'automatic', ['active', 'ended'])
    .description('monthly payments, newest first')
    .addHelpText(
      'after',
      examples(
        'ringfence payment automatic --state active',
        `ringfence payment automatic --customer ${aCustomer}`,
      ),
    )
    .action((options: Listed<'active' | 'ended'>) =>
      withApp(async ({ connection, operator }) => {
        const { customer: customerId, state, limit } = options;
        const { items } = await inTransaction(connection.db, (tx) =>
          automaticPaymentsOf(tx, { customerId, state }, { limit }),
        );
        outputFor(options).data(items, () =>
          items.length === 0
            ? 'No automatic payments.'
            : table(
                ['id', 'customer', 'by', 'amount', 'state', 'next'],
                items.map((item) => [
                  item.id,
                  item.customerId,
                  item.processor,
                  toDecimal(item.amountMicros),
                  item.endedBy === null ? item.state : `ended (${item.endedBy})`,
                  item.nextAt === null ? '' : dateAt(item.nextAt, operator.timeZone).toString(),
                ]),
              ),
        );
      }),
    );
};

const cancelCommand = (command: Command): void => {
  command
    .command('cancel')
    .argument('<automatic payment>', 'its id, as  ringfence payment automatic  prints it', id)
    .addOption(json())
    .description('end a monthly payment; one that still arrives is credit')
    .addHelpText('after', examples(`ringfence payment cancel ${aCustomer}`))
    .action((automaticPaymentId: string, options: { readonly json?: boolean }) =>
      withApp(async ({ connection, contextFor }) => {
        const ended = await inTransaction(connection.db, (tx) =>
          cancelAutomaticPayment(tx, contextFor('system'), { automaticPaymentId }),
        );
        outputFor(options).data(
          ended,
          ({ customerId, amountMicros, processor }) =>
            `Ended: ${toDecimal(amountMicros)} a month of customer ${customerId} by ${processor}.`,
        );
      }),
    );
};

const methodsCommand = (command: Command): void => {
  listOf(command, 'methods', ['live', 'ended'])
    .description('saved cards and accounts, and what uses them, newest first')
    .addHelpText('after', examples(`ringfence payment methods --customer ${aCustomer} --state live`))
    .action((options: Listed<'live' | 'ended'>) =>
      withApp(async ({ connection }) => {
        const { customer: customerId, state, limit } = options;
        const { items } = await inTransaction(connection.db, (tx) =>
          savedMethodsOf(tx, { customerId, state }, { limit }),
        );
        outputFor(options).data(items, () =>
          items.length === 0
            ? 'No saved ways to pay.'
            : table(
                ['id', 'customer', 'by', 'known as', 'state', 'automatic payments', 'tops up'],
                items.map((item) => [
                  item.id,
                  item.customerId,
                  item.processor,
                  item.label ?? '',
                  item.state,
                  String(item.automaticPaymentIds.length),
                  item.topsUp ? 'yes' : 'no',
                ]),
              ),
        );
      }),
    );
};

const forgetCommand = (command: Command): void => {
  command
    .command('forget')
    .argument('<saved method>', 'its id, as  ringfence payment methods  prints it', id)
    .addOption(json())
    .description('forget a saved way to pay; automatic payments by it end, and nothing is topped up by it')
    .addHelpText('after', examples(`ringfence payment forget ${aCustomer}`))
    .action((methodId: string, options: { readonly json?: boolean }) =>
      withApp(async ({ connection, contextFor }) => {
        const forgotten = await inTransaction(connection.db, (tx) =>
          forgetMethod(tx, contextFor('system'), { methodId }),
        );
        outputFor(options).data(
          forgotten,
          ({ customerId, processor }) => `Forgotten: the ${processor} of customer ${customerId}.`,
        );
      }),
    );
};

const disputesCommand = (command: Command): void => {
  listOf(command, 'disputes', ['open', 'won', 'lost'])
    .description('payments that payers take back at the processor, newest first')
    .addHelpText('after', examples('ringfence payment disputes --state open'))
    .action((options: Listed<'open' | 'won' | 'lost'>) =>
      withApp(async ({ connection, operator }) => {
        const { customer: customerId, state, limit } = options;
        const { items } = await inTransaction(connection.db, (tx) =>
          disputesOf(tx, { customerId, state }, { limit }),
        );
        outputFor(options).data(items, () =>
          items.length === 0
            ? 'No disputes.'
            : table(
                ['opened', 'customer', 'by', 'amount', 'state', 'held', 'taken', 'owed'],
                items.map((item) => [
                  dateAt(item.openedAt, operator.timeZone).toString(),
                  item.customerId,
                  `${item.processor} ${item.reference}`,
                  toDecimal(item.amountMicros),
                  item.state,
                  ...[item.heldMicros, item.takenMicros, item.owedMicros].map(toDecimal),
                ]),
              ),
        );
      }),
    );
};
