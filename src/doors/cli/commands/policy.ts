import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { parse } from 'yaml';
import { dateAt, inTransaction, languages, systemClock, type Language } from '#platform';
import {
  changesBetween,
  draftVersion,
  listVersions,
  publishVersion,
  readParameters,
  renderPolicy,
  versionById,
  versionInForce,
  versionTexts,
  type PolicyParametersInput,
} from '#policy';
import {
  comparePolicies,
  differenceText,
  type StoryDifference,
} from '../../../simulation/scenario/compare-policies.ts';
import { layGround } from '../../../simulation/scenario/run-files.ts';
import { shippedStories, storiesOf } from '../../../simulation/preview-policy.ts';
import { wholeNumber } from '../arguments.ts';
import { UsageError, examples, outputFor, table } from '../output.ts';
import { progressBar } from '../progress.ts';
import { withApp } from '../with-database.ts';

interface Json {
  readonly json?: boolean;
}

const json = () => new Option('--json', 'print JSON');

/** `ringfence policy` */
export const policy = (program: Command): void => {
  const command = program
    .command('policy')
    .summary('shows and publishes the policy')
    .description('The cancellation and refund policy: dated versions whose parameters and text are one.');
  showCommand(command);
  versionsCommand(command);
  draftCommand(command);
  previewCommand(command);
  publishCommand(command);
};

const showCommand = (command: Command): void => {
  command
    .command('show')
    .description('the policy in force, or a version, as customers read it')
    .addOption(new Option('--language <language>').choices([...languages]).default('en'))
    .option('--version-id <id>', 'a version instead of the one in force', wholeNumber)
    .addOption(json())
    .addHelpText('after', examples('ringfence policy show --language it'))
    .action((options: Json & { readonly language: Language; readonly versionId?: number }) =>
      withApp(async ({ connection, clock, operator }) => {
        const { version, text } = await inTransaction(connection.db, async (tx) => {
          const found =
            options.versionId === undefined
              ? await versionInForce(tx, dateAt(clock.now(), operator.timeZone))
              : await versionById(tx, options.versionId);
          return { version: found, text: (await versionTexts(tx, found))[options.language] };
        });
        const { id, inForceFrom, parameters } = version;
        outputFor(options).data({ id, inForceFrom, parameters, text }, () =>
          renderPolicy(version, text, options.language),
        );
      }),
    );
};

const versionsCommand = (command: Command): void => {
  command
    .command('versions')
    .description('all versions, drafts among them')
    .addHelpText('after', examples('ringfence policy versions'))
    .addOption(json())
    .action((options: Json) =>
      withApp(async ({ connection }) => {
        const versions = await inTransaction(connection.db, listVersions);
        outputFor(options).data(versions, (all) =>
          table(
            ['id', 'in force from', 'state'],
            all.map((one) => [
              String(one.id),
              one.inForceFrom.toString(),
              one.publishedAt === null ? 'draft' : 'published',
            ]),
          ),
        );
      }),
    );
};

const draftCommand = (command: Command): void => {
  command
    .command('draft')
    .argument('<date>', 'the first day on which it is to be in force, for example 2027-01-01', readDate)
    .argument('<file>', 'its parameters, YAML or JSON; what is left out takes its default')
    .addOption(json())
    .description('drafts a version; nothing applies until it is published')
    .addHelpText(
      'after',
      '\nExample, with a file that says  quarantineDays: 20 :\n  ringfence policy draft 2027-01-01 parameters.yaml\n',
    )
    .action((inForceFrom: Temporal.PlainDate, file: string, options: Json) =>
      withApp(async ({ connection, contextFor }) => {
        const parameters = await readParameterFile(file);
        const version = await inTransaction(connection.db, (tx) =>
          draftVersion(tx, contextFor('system'), { inForceFrom, parameters }),
        );
        outputFor(options).data(
          version,
          ({ id }) =>
            `Draft ${id}, to be in force from ${inForceFrom}. Read it with  bin/ringfence policy show --version-id ${id}`,
        );
      }),
    );
};

const previewCommand = (command: Command): void => {
  command
    .command('preview')
    .argument('<id>', 'the draft', wholeNumber)
    .argument('[files...]', 'stories in YAML (default: those that the product brings)')
    .option('--json', 'print one JSON object a story')
    .option('--all', 'name the stories too that stay the same')
    .description('plays stories under the version in force and under a draft, and shows where they part')
    .addHelpText(
      'after',
      `\nThe parameters of the version are the base; what a story names itself under  operator: policy:  stays.\n${examples(
        'ringfence policy preview 2',
        'ringfence policy preview 2 my-stories/*.yaml',
        'ringfence policy preview 2 --json | jq \'select(.outcome == "differs").file\'',
      )}`,
    )
    .action((id: number, files: readonly string[], options: Json & { readonly all?: boolean }) =>
      withApp(async ({ connection, clock, operator }) => {
        const output = outputFor(options);
        const { draft, inForce } = await inTransaction(connection.db, async (tx) => ({
          draft: (await versionById(tx, id)).parameters,
          inForce: (await versionInForce(tx, dateAt(clock.now(), operator.timeZone))).parameters,
        }));
        const changes = changesBetween(inForce, draft);
        if (changes.length === 0) {
          output.note(`Version ${id} has the parameters that are in force: nothing goes otherwise.`);
          return;
        }
        if (options.json !== true) for (const { texts } of changes) output.note(`* ${texts.en}`);
        const stories = files.length === 0 ? await shippedStories() : await readStories(files);
        const counts = { same: 0, differs: 0, unreadable: 0 };
        const bar = progressBar('stories');
        const show = (difference: StoryDifference): void => {
          counts[difference.outcome] += 1;
          bar.end();
          if (options.json === true || options.all === true || difference.outcome !== 'same')
            output.data(difference, differenceText);
          bar.show(
            Object.values(counts).reduce((sum, count) => sum + count),
            stories.length,
          );
        };
        const ground = await layGround(undefined);
        try {
          await comparePolicies(ground, stories, { inForce, draft }, show);
        } finally {
          bar.end();
          await ground.close();
        }
        if (options.json !== true)
          output.note(
            `${counts.differs} of ${stories.length} stories go otherwise under version ${id}, ${counts.same} as before` +
              (counts.unreadable === 0 ? '' : `, ${counts.unreadable} cannot be played`),
          );
      }),
    );
};

const readStories = (files: readonly string[]) =>
  storiesOf(files).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${error.path ?? 'a story'} cannot be opened: ${error.code}`);
  });

const publishCommand = (command: Command): void => {
  command
    .command('publish')
    .argument('<id>', 'the draft', wholeNumber)
    .option('--yes', 'do not ask')
    .addOption(json())
    .description('announces a draft and locks it for ever; every customer is told')
    .addHelpText('after', examples('ringfence policy publish 2 --yes'))
    .action((id: number, options: Json & { readonly yes?: boolean }) =>
      withApp(async ({ connection, contextFor }) => {
        if (options.yes !== true)
          throw new UsageError(
            `Publishing locks version ${id} for ever and writes to every customer. If that is meant, add --yes.`,
          );
        const version = await inTransaction(connection.db, (tx) =>
          publishVersion(tx, contextFor('system'), id),
        );
        outputFor(options).data(
          version,
          ({ inForceFrom }) => `Version ${id} is published, in force from ${inForceFrom}.`,
        );
      }),
    );
};

const readParameterFile = async (file: string): Promise<PolicyParametersInput> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be opened: ${error.code}`);
  });
  try {
    const given: unknown = parse(text) ?? {};
    if (typeof given !== 'object')
      throw new UsageError(`${file} holds no parameters. Write one a line, for example  quarantineDays: 20`);
    return readParameters(given);
  } catch (error) {
    if ((error as Error).name !== 'YAMLParseError') throw error;
    throw new UsageError(`${file}: ${(error as Error).message.split('\n')[0]}`);
  }
};

function readDate(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new UsageError(`"${text}" is not a date such as ${dateAt(systemClock.now(), 'UTC')}.`);
  }
}
