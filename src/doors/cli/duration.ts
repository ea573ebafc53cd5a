import { UsageError } from './output.ts';

const units = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks', mo: 'months', y: 'years' } as const;

/** The instant to which "34d", "12h", "2w", "1mo" or a date such as 2026-12-24 or 2026-12-24T09:00 moves from `now`; local times are in `timeZone`. */
export const momentAfter = (text: string, now: Temporal.Instant, timeZone: string): Temporal.Instant => {
  const span = /^(\d{1,5})(m|h|d|w|mo|y)$/.exec(text);
  const local = now.toZonedDateTimeISO(timeZone);
  if (span) return local.add({ [units[span[2] as keyof typeof units]]: Number(span[1]) }).toInstant();
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text)) {
    try {
      return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant();
    } catch {
      throw new UsageError(`"${text}" is not a date that exists.`);
    }
  }
  throw new UsageError(
    `"${text}" is neither a span nor a date. Write for example 34d, 12h, 2w, 1mo, or 2026-12-24T09:00.`,
  );
};
