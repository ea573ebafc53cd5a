/** The instant that a story's date-time means: local to the operator when it names no zone; a bare date begins at 00:00. */
export const momentIn = (timeZone: string, text: string): Temporal.Instant => {
  const normal = text.replace(' ', 'T');
  if (/(Z|[+-]\d\d:\d\d)$/.test(normal) && normal.includes('T')) return Temporal.Instant.from(normal);
  return Temporal.PlainDateTime.from(normal).toZonedDateTime(timeZone).toInstant();
};

/** An instant as the story would write it. */
export const storyTime = (instant: Temporal.Instant, timeZone: string): string =>
  instant.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
