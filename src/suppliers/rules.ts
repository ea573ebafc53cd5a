import type { ServiceStatus } from './service.ts';
import type { SunsetDates } from './sunset.ts';

/**
 * Where a service stands on `date`; one whose end nobody has announced is open.
 * @source POLICY.md S1, S3
 */
export const statusOn = (sunset: SunsetDates | undefined, date: Temporal.PlainDate): ServiceStatus => {
  if (sunset === undefined || Temporal.PlainDate.compare(date, sunset.closedFrom) < 0) return 'open';
  return Temporal.PlainDate.compare(date, sunset.lastDay) > 0 ? 'ended' : 'closed';
};

/** The date at whose start the service has ended. */
export const endOf = ({ lastDay }: Pick<SunsetDates, 'lastDay'>): Temporal.PlainDate =>
  lastDay.add({ days: 1 });

/** Why a service cannot be announced to end so; null: it can. */
export const faultOfSunset = (
  { closedFrom, lastDay }: SunsetDates,
  today: Temporal.PlainDate,
): 'ends_before_it_closes' | 'ended_already' | null => {
  if (Temporal.PlainDate.compare(lastDay, closedFrom) < 0) return 'ends_before_it_closes';
  return Temporal.PlainDate.compare(lastDay, today) < 0 ? 'ended_already' : null;
};

/** Whether one of the dates comes earlier than it was announced: customers rely on what they were told. */
export const isEarlier = (corrected: SunsetDates, announced: SunsetDates): boolean =>
  Temporal.PlainDate.compare(corrected.closedFrom, announced.closedFrom) < 0 ||
  Temporal.PlainDate.compare(corrected.lastDay, announced.lastDay) < 0;

/** A SIP URI with `{user}` in the place of the account's name, a host, and perhaps a port. @source RFC 3261, 19.1.1 */
const templatePattern =
  /^sip:\{user\}@(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?::\d{1,5})?$/;

export const isUriTemplate = (template: string): boolean => templatePattern.test(template);

/** The names that accounts have in practice. What RFC 3261 allows beyond them (`;`, `?`, `%`) would end up as something else than a name. */
const userNamePattern = /^[A-Za-z0-9+](?:[A-Za-z0-9._+~-]{0,62}[A-Za-z0-9])?$/;

export const isUserName = (userName: string): boolean => userNamePattern.test(userName);

/** The address of an account: the template with the name filled in. Both must be valid. */
export const fillTemplate = (template: string, userName: string): string =>
  template.replace('{user}', userName);
