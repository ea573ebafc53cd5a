import { z } from 'zod';
import { audit } from '#customers';
import { inTransaction } from '#platform';
import type { App } from '../../../app.ts';
import { moveClock } from '../../worker/move-clock.ts';
import { clockCannotGoThere } from '../errors.ts';
import { readRoute, route, type Register } from '../route.ts';
import { body, calendarDate, instant } from '../schemas.ts';

const clock = z
  .object({
    now: instant.meta({ description: 'What the demonstration takes for the present' }),
    today: calendarDate.meta({ description: 'The operator’s date', examples: ['2026-03-10'] }),
    timeZone: z.string().meta({ examples: ['Europe/Rome'] }),
  })
  .meta({ id: 'Clock' });

// Three years of daily stops; more is a slip of the pen.
const mostDays = 1_100;

const presentOf = ({ clock: present, operator: { timeZone } }: App) => {
  const now = present.now();
  return { now, today: now.toZonedDateTimeISO(timeZone).toPlainDate(), timeZone };
};

/** The clock of the demonstration. In production there is none to move, and these endpoints do not exist. */
export const clockRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/clock',
      tag: 'Operations',
      operationId: 'getClock',
      summary: 'The demonstration’s clock',
      description: 'The machine’s time, plus what it was moved ahead. Only in the demonstration.',
      permission: null,
      response: clock,
      handler: async () => presentOf(app),
    }),

  (api, app) =>
    route(api, app, {
      method: 'POST',
      url: '/v1/clock/advance',
      tag: 'Operations',
      operationId: 'advanceClock',
      summary: 'Move the demonstration’s clock forward',
      description:
        'By days and hours, or to an instant. All that falls due happens on the way, each thing at its own instant. It never goes back. Only in the demonstration.',
      permission: 'clock:write',
      body: z
        .union([
          body({
            days: z.int().min(0).max(mostDays).default(0),
            hours: z.int().min(0).max(10_000).default(0),
          }),
          body({ to: instant }),
        ])
        .meta({ id: 'ClockMove', examples: [{ days: 34 }] }),
      answer: 'Moved',
      response: clock.extend({
        done: z.int().meta({ description: 'How many things happened on the way', examples: [12] }),
      }),
      refuses: [clockCannotGoThere],
      handler: async ({ context, body: move }) => {
        const now = app.clock.now();
        const until = 'to' in move ? move.to : laterBy(now, app.operator.timeZone, move);
        const latest = now.add({ hours: mostDays * 24 });
        const isForward =
          Temporal.Instant.compare(until, now) >= 0 && Temporal.Instant.compare(until, latest) <= 0;
        if (!isForward) throw clockCannotGoThere({ now: String(now), to: String(until), mostDays });
        await inTransaction(app.connection.db, (tx) =>
          audit(tx, context, { action: 'clock.moved', details: { from: String(now), to: String(until) } }),
        );
        const done = await moveClock(app, until);
        return { ...presentOf(app), done };
      },
    }),
];

/** Days are those of the operator's calendar: 23 or 25 hours where its clocks change. */
const laterBy = (
  now: Temporal.Instant,
  timeZone: string,
  { days, hours }: { readonly days: number; readonly hours: number },
): Temporal.Instant => now.toZonedDateTimeISO(timeZone).add({ days, hours }).toInstant();
