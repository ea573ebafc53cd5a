import { z } from 'zod';
import { today } from '#policy';
import { findRate, noRate, type Rate } from '#voice';
import { readRoute, type Register } from '../route.ts';
import { amount, calendarDate, e164InQuery, query } from '../schemas.ts';

export const rate = z
  .object({
    prefix: z
      .string()
      .meta({ description: 'The beginning of the numbers that it is for', examples: ['+3934'] }),
    destination: z.string().meta({ examples: ['Italy, mobile'] }),
    perMinute: amount.meta({ examples: ['0.05'] }),
    connectionFee: amount.meta({ description: 'For each call that is answered', examples: ['0.00'] }),
    incrementSeconds: z.int().meta({ description: 'Billed in steps of so many seconds', examples: [60] }),
    minimumSeconds: z.int().meta({ description: 'Billed for at least so many', examples: [0] }),
    appliesFrom: calendarDate,
  })
  .meta({ id: 'Rate', description: 'What a minute to the numbers that begin with a prefix costs' });

export const rateOut = ({ prefix, perMinuteMicros, connectionFeeMicros, ...rest }: Rate) => ({
  ...rest,
  prefix: `+${prefix}`,
  perMinute: perMinuteMicros,
  connectionFee: connectionFeeMicros,
});

export const rateRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/rates',
      tag: 'Calls',
      operationId: 'getRate',
      summary: 'What calls to a number cost',
      description:
        'The rate of the longest prefix that has one, today or on a date. Open to everybody. Calls to SIP addresses and services are free.',
      permission: null,
      query: query({
        to: e164InQuery.meta({ examples: ['+393471234567'] }),
        on: calendarDate.optional().meta({ description: 'Today, where left out' }),
      }),
      response: rate,
      refuses: [noRate],
      handler: async (tx, call) => {
        const { to, on } = call.query;
        const found = await findRate(tx, to, on ?? today(call.context));
        if (found === null) throw noRate({ e164: to });
        return rateOut(found);
      },
    }),
];
