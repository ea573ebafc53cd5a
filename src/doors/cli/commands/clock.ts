import type { Command } from 'commander';
import { UsageError, examples, outputFor } from '../output.ts';
import { momentAfter } from '../duration.ts';
import { withApp } from '../with-database.ts';
import { moveClock } from '../../worker/move-clock.ts';
import { PlainFailure } from '../../plain-failure.ts';
import type { App } from '../../../app.ts';

/** `ringfence clock`: shows and moves the demonstration's clock. */
export const clock = (program: Command): void => {
  const command = program
    .command('clock')
    .summary('shows or moves the demonstration’s clock')
    .description(
      'The demonstration has a clock that can be moved forward: everything due happens on the way. Production has none.',
    );

  command
    .command('show', { isDefault: true })
    .description('the present time of the demonstration')
    .addHelpText('after', examples('ringfence clock'))
    .option('--json', 'print JSON')
    .action((options: { readonly json?: boolean }) =>
      withApp(async (app) => {
        requireMovable(app);
        const { clock: present, operator } = app;
        const local = present.now().toZonedDateTimeISO(operator.timeZone);
        outputFor(options).data({ now: present.now().toString(), local: local.toString() }, () =>
          local.toString({ smallestUnit: 'second' }),
        );
      }),
    );

  command
    .command('advance')
    .argument('<span>', 'how far (34d, 12h, 2w, 1mo) or until when (2026-12-24T09:00)')
    .description(
      'moves the clock forward; renewals, quarantines, reminders and mails happen at their own instants',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', examples('ringfence clock advance 34d', 'ringfence clock advance 2026-12-24T09:00'))
    .action((span: string, options: { readonly json?: boolean }) =>
      withApp(async (app) => {
        requireMovable(app);
        const output = outputFor(options);
        const until = momentAfter(span, app.clock.now(), app.operator.timeZone);
        if (Temporal.Instant.compare(until, app.clock.now()) <= 0)
          throw new UsageError('The clock only moves forward; that instant has passed.');
        const from = app.clock.now();
        const done = await moveClock(app, until, ({ at, count }) => {
          if (count > 0)
            output.note(
              `${at.toZonedDateTimeISO(app.operator.timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })}  ${count} done`,
            );
        });
        output.data(
          { from: from.toString(), now: until.toString(), done },
          () =>
            `It is now ${until.toZonedDateTimeISO(app.operator.timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })}; ${done} things were due on the way.`,
        );
      }),
    );
};

const requireMovable = ({ config }: App): void => {
  if (config.mode === 'production')
    throw new PlainFailure('Production has no clock of its own: its time is the machine’s.');
};
