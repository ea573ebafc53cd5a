import { recordEvents, type InEveryLanguage, type Tx } from '#platform';
import { today as todayOf, type Context } from '#policy';
import { usualRecommendation, writeAnnouncement } from './announcement.ts';
import {
  endedAlready,
  endsBeforeItCloses,
  movedEarlier,
  noSunset,
  sunsetAnnounced,
  unknownService,
} from './errors.ts';
import { faultOfSunset, isEarlier, statusOn } from './rules.ts';
import type { Service } from './service.ts';
import { lockService } from './store/services.ts';
import { insertSunset, selectSunset } from './store/sunsets.ts';
import type { Sunset, SunsetDates } from './sunset.ts';

export interface SunsetOrder extends SunsetDates {
  readonly service: string;
  /** Left out: written from the dates. */
  readonly announcement?: InEveryLanguage<string> | undefined;
  /** What is recommended in its place; left out: a VoIP account or a telephone number. */
  readonly instead?: InEveryLanguage<string> | undefined;
}

/**
 * Announces the end of a service. Whoever has numbers on it is told.
 * @refuses suppliers.unknown_service, suppliers.sunset_announced, suppliers.ends_before_it_closes, suppliers.ended_already
 * @source POLICY.md §5
 */
export const announceSunset = async (tx: Tx, context: Context, order: SunsetOrder): Promise<Sunset> => {
  const { service, announced } = await lockedService(tx, order.service);
  if (announced !== undefined)
    throw sunsetAnnounced({ service: service.name, lastDay: String(announced.lastDay) });
  return record(tx, context, service, { ...order, revision: 1 });
};

/**
 * Moves the dates of an announced end later, and tells whoever is on the service. Neither date comes earlier than it was announced, and what
 * has ended stays so: customers have acted upon it.
 * @refuses suppliers.unknown_service, suppliers.no_sunset, suppliers.moved_earlier, suppliers.ends_before_it_closes, suppliers.ended_already
 */
export const correctSunset = async (tx: Tx, context: Context, order: SunsetOrder): Promise<Sunset> => {
  const { service, announced } = await lockedService(tx, order.service);
  if (announced === undefined) throw noSunset({ service: service.name });
  const today = todayOf(context);
  if (statusOn(announced, today) === 'ended')
    throw endedAlready({ lastDay: String(announced.lastDay), today: String(today) });
  if (isEarlier(order, announced)) throw movedEarlier(asTexts(announced));
  return record(tx, context, service, {
    ...order,
    revision: announced.revision + 1,
    instead: order.instead ?? announced.instead,
  });
};

const lockedService = async (
  tx: Tx,
  name: string,
): Promise<{ readonly service: Service; readonly announced: Sunset | undefined }> => {
  const service = await lockService(tx, name);
  if (service === undefined) throw unknownService({ service: name });
  return { service, announced: await selectSunset(tx, name) };
};

const record = async (
  tx: Tx,
  context: Context,
  service: Service,
  order: SunsetOrder & { readonly revision: number },
): Promise<Sunset> => {
  const { closedFrom, lastDay, revision } = order;
  const today = todayOf(context);
  const fault = faultOfSunset(order, today);
  if (fault === 'ends_before_it_closes') throw endsBeforeItCloses(asTexts(order));
  if (fault === 'ended_already') throw endedAlready({ lastDay: String(lastDay), today: String(today) });
  const sunset: Sunset = {
    service: service.name,
    revision,
    closedFrom,
    lastDay,
    announcement: order.announcement ?? writeAnnouncement(service, order),
    instead: order.instead ?? usualRecommendation,
    announcedAt: context.clock.now(),
    announcedBy: context.actor,
  };
  await insertSunset(tx, sunset);
  await recordEvents(tx, context.clock, 'suppliers.sunset_announced', [
    { service: service.name, revision, ...asTexts(order) },
  ]);
  return sunset;
};

const asTexts = ({ closedFrom, lastDay }: SunsetDates) => ({
  closedFrom: String(closedFrom),
  lastDay: String(lastDay),
});
