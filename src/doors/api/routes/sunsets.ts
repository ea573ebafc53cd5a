import { z } from 'zod';
import type { Language } from '#platform';
import {
  announceSunset,
  correctSunset,
  endedAlready,
  endsBeforeItCloses,
  listServices,
  movedEarlier,
  noSunset,
  sunsetAnnounced,
  sunsetRevisions,
  unknownService,
  type Sunset,
} from '#suppliers';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { body, calendarDate, inEveryLanguage, instant } from '../schemas.ts';
import { serviceName, serviceParams } from './services.ts';

const sunset = z
  .object({
    service: serviceName,
    closedFrom: calendarDate.meta({
      description: 'From the start of this date nothing can newly be forwarded to it',
      examples: ['2026-07-01'],
    }),
    lastDay: calendarDate.meta({
      description: 'Inclusive: forwardings to it stop at its end',
      examples: ['2026-12-31'],
    }),
    announcement: z.string().meta({
      description: 'In the language of Accept-Language',
      examples: ['The service “Phone system” is discontinued by its supplier.'],
    }),
    instead: z.string().meta({
      description: 'What is recommended in its place',
      examples: ['Receive your calls on a VoIP account, which several providers give for free.'],
    }),
    revision: z.int().meta({ description: '1: as first announced; more: corrected since', examples: [1] }),
    announcedAt: instant,
  })
  .meta({ id: 'Sunset' });

const sunsetOut = (found: Sunset, language: Language) => {
  const { announcement, instead, announcedBy: _, ...rest } = found;
  return { ...rest, announcement: announcement[language], instead: instead[language] };
};

const dates = {
  closedFrom: calendarDate.meta({ examples: ['2026-07-01'] }),
  lastDay: calendarDate.meta({ examples: ['2026-12-31'] }),
};
const words = {
  announcement: inEveryLanguage(2000).optional().meta({ description: 'Left out: written from the dates' }),
  instead: inEveryLanguage(2000).optional().meta({
    description: 'What is recommended in its place; left out: a VoIP account or a telephone number',
  }),
};

export const sunsetRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/sunsets',
      tag: 'Services',
      operationId: 'listSunsets',
      summary: 'Services that end',
      description: 'As their ends stand today, after corrections; those that are over among them.',
      permission: null,
      response: z.object({ items: z.array(sunset) }),
      handler: async (tx, { context, language }) => ({
        items: (await listServices(tx, context)).flatMap(({ sunset: end }) =>
          end === null ? [] : [sunsetOut(end, language)],
        ),
      }),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/sunsets/:service',
      tag: 'Services',
      operationId: 'getSunset',
      summary: 'The end of one service',
      description: 'As it stands today, and all that was announced of it, first to last.',
      permission: null,
      params: serviceParams,
      response: sunset.extend({ revisions: z.array(sunset) }),
      refuses: [noSunset],
      handler: async (tx, { params, language }) => {
        const revisions = (await sunsetRevisions(tx, params.service)).map((one) => sunsetOut(one, language));
        return { ...revisions.at(-1)!, revisions };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/sunsets',
      tag: 'Services',
      operationId: 'announceSunset',
      summary: 'Announce that a service ends',
      description:
        'Customers with numbers on it are told now, and 90, 30, 7 and 1 days before its end. What is announced is never taken back: dates can only be corrected towards later.',
      permission: 'sunsets:write',
      body: body({ service: serviceName, ...dates, ...words }),
      status: 201,
      answer: 'Announced',
      response: sunset,
      refuses: [unknownService, sunsetAnnounced, endsBeforeItCloses, endedAlready],
      audit: 'sunset.announced',
      handler: async (tx, { body: order, context, language }) =>
        sunsetOut(await announceSunset(tx, context, order), language),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/sunsets/:service',
      tag: 'Services',
      operationId: 'correctSunset',
      summary: 'Move the dates of an end later',
      description:
        'A further revision; the ones before stay as they are. Neither date comes earlier than it was announced, and what has ended stays so. Customers with numbers on the service are told.',
      permission: 'sunsets:write',
      params: serviceParams,
      body: body({ ...dates, ...words }),
      response: sunset,
      refuses: [unknownService, noSunset, movedEarlier, endsBeforeItCloses, endedAlready],
      audit: 'sunset.corrected',
      handler: async (tx, { params, body: order, context, language }) =>
        sunsetOut(await correctSunset(tx, context, { ...params, ...order }), language),
    }),
];
