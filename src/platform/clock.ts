// The only file that asks the machine for the time. Everything else is handed a Clock.

/** Tells the present instant. Passed to whatever needs it, so that time can be replayed. */
export interface Clock {
  now(): Temporal.Instant;
}

/** A clock that somebody moves: in scenarios, in tests, and in the demonstration. */
export interface MovableClock extends Clock {
  moveTo(instant: Temporal.Instant): void;
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock that stands still at `instant`. */
export const stoppedClock = (instant: Temporal.Instant): Clock => ({ now: () => instant });

/** A clock that stands still until it is moved; it refuses to go back. */
export const movableClock = (start: Temporal.Instant): MovableClock => {
  let present = start;
  return {
    now: () => present,
    moveTo: (instant) => {
      if (Temporal.Instant.compare(instant, present) < 0)
        throw new RangeError(`the clock does not go back from ${present} to ${instant}`);
      present = instant;
    },
  };
};

/** The machine's time plus a shift that only grows: the demonstration's clock. `shiftMs` is read at every call. */
export const shiftedClock = (shiftMs: () => number): Clock => ({
  now: () => Temporal.Now.instant().add({ milliseconds: shiftMs() }),
});

/** Milliseconds of a clock that never jumps, for measuring how long something took. */
export const stopwatch = (): (() => number) => {
  const start = performance.now();
  return () => performance.now() - start;
};

/** The calendar date on which `instant` falls in `timeZone`. */
export const dateAt = (instant: Temporal.Instant, timeZone: string): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(timeZone).toPlainDate();

/** The instant at which `date` begins in `timeZone` (00:00 local, or the first instant that exists). */
export const startOfDate = (date: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  date.toZonedDateTime(timeZone).startOfDay().toInstant();

/** Whether a time zone of this name is known: `Europe/Rome`. */
export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
