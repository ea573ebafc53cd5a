import { movableClock, systemClock, writeClockShift } from '#platform';
import { wire, type App } from '../../app.ts';
import { advance } from './calendar.ts';

/** One stop on the way: how much was due at that instant. */
export interface ClockStop {
  readonly at: Temporal.Instant;
  readonly count: number;
}

/**
 * Moves the demonstration's clock forward to `until`, for every process of this database. Everything due happens on the way, each thing at its own
 * instant; what is done is safe when it stops in the middle. Returns how many things were done.
 */
export const moveClock = async (
  app: App,
  until: Temporal.Instant,
  onStop: (stop: ClockStop) => void = () => undefined,
): Promise<number> => {
  await app.refresh();
  const clock = movableClock(app.clock.now());
  const moved = wire({
    config: app.config,
    connection: app.connection,
    operator: app.operator,
    secret: app.secret,
    clock,
    log: app.log,
  });
  const share = (instant: Temporal.Instant) =>
    writeClockShift(
      app.connection.db,
      Math.max(0, instant.epochMilliseconds - systemClock.now().epochMilliseconds),
    );
  let done = 0;
  await advance(
    app.connection.db,
    { ...moved.contextFor('system'), clock },
    moved.tasks,
    until,
    async (at, count) => {
      done += count;
      await share(at);
      onStop({ at, count });
    },
  );
  await share(until);
  await app.refresh();
  return done;
};
