import type { Tx } from '#platform';
import type { Context } from '#policy';
import { listProviders, serviceNamed, sunsetRevisions } from '#suppliers';
import { sunsetAnnouncedEvent, sunsetReminderEvent } from './events.ts';
import type { MailLinks, Tell } from './links.ts';
import type { EndingService } from './mails/ending-service.ts';
import { writeMail } from './write-mail.ts';

// One mail a customer, whatever the number of their numbers.

export const tellSunsetAnnounced: Tell = async (tx, context, links, { payload }) => {
  const event = sunsetAnnouncedEvent.parse(payload);
  const { customerId, service, revision } = event;
  await writeMail(tx, context, {
    key: `sunset_announced:${service}:${revision}:${customerId}`,
    customerId,
    about: 'sunset_announced',
    data: { ...(await endingService(tx, context, links, event)), isCorrected: revision > 1 },
  });
};

export const tellSunsetReminder: Tell = async (tx, context, links, { payload }) => {
  const event = sunsetReminderEvent.parse(payload);
  const { customerId, service, lastDay, step, daysLeft } = event;
  await writeMail(tx, context, {
    key: `sunset_reminder:${service}:${lastDay}:${step}:${customerId}`,
    customerId,
    about: 'sunset_reminder',
    data: { ...(await endingService(tx, context, links, event)), daysLeft },
  });
};

/** More than a mail names. */
const mostProviders = 4;

/** The service and its end, as they were when the event happened: a later correction has a mail of its own. */
const endingService = async (
  tx: Tx,
  context: Context,
  links: MailLinks,
  event: {
    readonly service: string;
    readonly lastDay: Temporal.PlainDate;
    readonly numbers: readonly string[];
    readonly revision?: number;
  },
): Promise<EndingService> => {
  const { titles } = await serviceNamed(tx, context, event.service);
  const revisions = await sunsetRevisions(tx, event.service);
  const { announcement, instead } =
    revisions.find(({ revision }) => revision === event.revision) ?? revisions.at(-1)!;
  const providers = await listProviders(tx, { free: true, recommended: true });
  return {
    titles,
    lastDay: event.lastDay,
    announcement,
    instead,
    e164s: event.numbers,
    providers: providers.slice(0, mostProviders),
    link: links.sunset(event.service),
  };
};
