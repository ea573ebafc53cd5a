import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  checkRegistration,
  describeMissing,
  describeReason,
  documentKinds,
  listRegistrations,
  registrationInFull,
  registrationStates,
  rejectionReasons,
  reviewRegistration,
  type DocumentKind,
  type Reason,
  type Registration,
  type RegistrationState,
  type RejectionReason,
} from '#compliance';
import { inTransaction } from '#platform';
import { id, wholeNumber } from '../arguments.ts';
import { examples, outputFor, table } from '../output.ts';
import { withApp } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

const json = () => new Option('--json', 'print JSON');
const anId = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';

/** `ringfence registration` */
export const registration = (program: Command): void => {
  const command = program
    .command('registration')
    .summary('lists what is to be reviewed, and reviews it')
    .description('Registrations: the documents that numbers of some countries ask for.');
  listCommand(command);
  showCommand(command);
  approveCommand(command);
  rejectCommand(command);
};

const listCommand = (command: Command): void => {
  command
    .command('list')
    .addOption(
      new Option('--state <state>', 'only those in this state')
        .choices([...registrationStates])
        .default('submitted'),
    )
    .option('--limit <n>', 'how many at most', wholeNumber, 50)
    .addOption(json())
    .description('lists registrations, newest first; those that wait for a review unless told otherwise')
    .addHelpText('after', examples('ringfence registration list', 'ringfence registration list --state open'))
    .action((options: Json & { readonly state: RegistrationState; readonly limit: number }) =>
      withApp(async ({ connection }) => {
        const { items } = await inTransaction(connection.db, (tx) =>
          listRegistrations(tx, { state: options.state, limit: options.limit }),
        );
        outputFor(options).data(items, registrationsTable);
      }),
    );
};

const registrationsTable = (items: readonly Registration[]): string =>
  items.length === 0
    ? 'None.'
    : table(
        ['id', 'number', 'state', 'submitted', 'deadline'],
        items.map((one) => [
          one.id,
          one.e164,
          one.state,
          one.submittedAt?.toString().slice(0, 16) ?? '',
          one.deadline.toString().slice(0, 16),
        ]),
      );

const showCommand = (command: Command): void => {
  command
    .command('show')
    .argument('<registration>', 'its id', id)
    .addOption(json())
    .description('one registration: its documents, what is missing, and its reviews')
    .addHelpText('after', examples(`ringfence registration show ${anId}`))
    .action((registrationId: string, options: Json) =>
      withApp(async ({ connection, contextFor }) => {
        const shown = await inTransaction(connection.db, async (tx) => ({
          ...(await registrationInFull(tx, { id: registrationId })),
          ...(await checkRegistration(tx, contextFor('system'), { id: registrationId })),
        }));
        outputFor(options).data(shown, (one) =>
          [
            `${one.e164}, ${one.country} ${one.kind}, ${one.state}, deadline ${one.deadline.toString()}`,
            ...one.documents.map(
              (document) => `document ${document.id}  ${document.kind}  ${document.mediaType}`,
            ),
            ...one.missing.map((missing) => `missing   ${describeMissing(missing, 'en')}`),
            ...one.reviews.flatMap(({ verdict, final, reasons, reviewedAt }) => [
              `review    ${verdict}${final ? ' for good' : ''}, ${reviewedAt.toString().slice(0, 16)}`,
              ...reasons.map((reason) => `          ${describeReason(reason, 'en')}`),
            ]),
          ].join('\n'),
        );
      }),
    );
};

const approveCommand = (command: Command): void => {
  command
    .command('approve')
    .argument('<registration>', 'its id', id)
    .addOption(json())
    .description('approves what was handed in: the number is activated today')
    .addHelpText('after', examples(`ringfence registration approve ${anId}`))
    .action((registrationId: string, options: Json) =>
      review(registrationId, { verdict: 'approved', final: false, reasons: [] }, options),
    );
};

const rejectCommand = (command: Command): void => {
  command
    .command('reject')
    .argument('<registration>', 'its id', id)
    .requiredOption(
      '--reason <reason...>',
      `why, and of which document where it is about one: illegible:identity_document. Reasons: ${rejectionReasons.join(', ')}`,
      (given: string, before?: readonly Reason[]) => [...(before ?? []), readReason(given)],
    )
    .option('--note <text>', 'what the customer reads beside it')
    .option('--final', 'for good: the number is released and its price goes back')
    .addOption(json())
    .description('rejects what was handed in; it can be corrected until the deadline')
    .addHelpText(
      'after',
      examples(`ringfence registration reject ${anId} --reason illegible:identity_document name_mismatch`),
    )
    .action(
      (
        registrationId: string,
        options: Json & {
          readonly reason: readonly Reason[];
          readonly note?: string;
          readonly final?: boolean;
        },
      ) => {
        const { note, final = false, reason: reasons } = options;
        return review(registrationId, { verdict: 'rejected', final, reasons, note }, options);
      },
    );
};

const readReason = (given: string): Reason => {
  const [reason = '', document] = given.split(':');
  const isKnown =
    (rejectionReasons as readonly string[]).includes(reason) &&
    (document === undefined || (documentKinds as readonly string[]).includes(document));
  if (!isKnown)
    throw new InvalidArgumentError(
      `${given} is no reason. Reasons: ${rejectionReasons.join(', ')}; documents: ${documentKinds.join(', ')}.`,
    );
  return { reason: reason as RejectionReason, document: document as DocumentKind | undefined };
};

const review = (
  registrationId: string,
  verdict: {
    readonly verdict: 'approved' | 'rejected';
    readonly final: boolean;
    readonly reasons: readonly Reason[];
    readonly note?: string | undefined;
  },
  options: Json,
): Promise<void> =>
  withApp(async ({ connection, contextFor }) => {
    const reviewed = await inTransaction(connection.db, (tx) =>
      reviewRegistration(tx, contextFor('system'), { id: registrationId, ...verdict }),
    );
    outputFor(options).data(reviewed, ({ e164, state }) => `${e164} is ${state}.`);
  });
