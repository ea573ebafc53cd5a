import type { Readable } from 'node:stream';
import { z } from 'zod';
import { audit } from '#customers';
import { importBrokenOff } from '#numbers';
import { inTransaction, type Language } from '#platform';
import { today } from '#policy';
import {
  describeRateFault,
  findRate,
  importRates,
  listRateImports,
  noRate,
  ratesRefused,
  type Rate,
  type RateImport,
} from '#voice';
import type { App } from '../../../app.ts';
import { readRoute, route, type Register } from '../route.ts';
import {
  amount,
  calendarDate,
  count,
  e164InQuery,
  flag,
  id,
  instant,
  pageOf,
  pageQuery,
  query,
} from '../schemas.ts';
import type { Api } from '../server.ts';
import { csvScope, untied } from '../upload.ts';

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

const rateImport = z
  .object({
    id,
    state: z
      .enum(['finished', 'refused'])
      .meta({ description: 'refused: the file has errors, nothing was changed' }),
    dryRun: z.boolean(),
    replacesFrom: calendarDate.nullable(),
    startedAt: instant,
    startedBy: z.string().meta({ examples: ['staff:0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] }),
    finishedAt: instant,
    linesRead: count.meta({ description: 'Without the header', examples: [20000] }),
    added: count,
    changed: count,
    unchanged: count,
    ended: count.meta({ description: 'Prefixes that the file does not name', examples: [0] }),
    errorCount: count.meta({ examples: [0] }),
    errors: z
      .array(
        z.object({
          line: z.int(),
          column: z.string().nullable(),
          value: z.string(),
          code: z.string().meta({ description: 'Stable', examples: ['not_a_price'] }),
          text: z.string().meta({ description: 'In the language of Accept-Language' }),
        }),
      )
      .meta({ description: 'The first hundred' }),
  })
  .meta({ id: 'RateImport' });

const importOut = ({ isDryRun, errors, ...one }: RateImport, language: Language) => ({
  ...one,
  dryRun: isDryRun,
  errors: errors.map((fault) => ({
    line: fault.line,
    column: fault.column,
    value: fault.value,
    code: fault.code,
    text: describeRateFault(fault, language),
  })),
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

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/rates/imports',
      tag: 'Stock',
      operationId: 'listRateImports',
      summary: 'Imports of rates',
      description: 'Newest first, with their errors.',
      permission: 'stock:read',
      query: query(pageQuery),
      response: pageOf(rateImport),
      handler: async (tx, call) => {
        const page = await listRateImports(tx, call.query);
        return { ...page, items: page.items.map((one) => importOut(one, call.language)) };
      },
    }),

  (api, app) => csvScope(api, (scope) => importRoute(scope, app)),
];

const importRoute = (api: Api, app: App): void =>
  route(api, app, {
    method: 'POST',
    url: '/v1/rates/imports',
    tag: 'Stock',
    operationId: 'importRates',
    summary: 'Import what calls cost',
    description:
      'A CSV file of any length. Columns in any order: prefix and per_minute are needed; destination, increment (60, or 30/6: at least 30 seconds, then steps of 6), minimum, connection_fee and applies_from (today) can be left out. A price of `closed` makes calls impossible, `ended` lets the next shorter prefix count. All of it or, when the file has any error, nothing. The same file a second time changes nothing. Calls keep the rate that they began with.',
    permission: 'rates:write',
    query: query({
      dryRun: flag.default(false).meta({ description: 'Reads and compares, and changes nothing' }),
      replacesFrom: calendarDate.optional().meta({
        description: 'The file is all there is from this date on: prefixes that it does not name end',
      }),
    }),
    upload: {
      mediaType: 'text/csv',
      example: 'prefix,destination,per_minute,increment\n3934,"Italy, mobile",0.0500,60\n',
    },
    status: 201,
    answer: 'Imported',
    response: rateImport,
    refuses: [ratesRefused, importBrokenOff],
    handler: async ({ request, context, language, query: { dryRun, replacesFrom } }) => {
      const body = request.body as Readable | undefined;
      if (body === undefined) throw importBrokenOff({ reason: 'no body' });
      const done = await importRates(app.connection, context, untied(body), { dryRun, replacesFrom });
      await inTransaction(app.connection.db, (tx) =>
        audit(tx, context, { action: 'rates.imported', subject: done.id, details: { dryRun } }),
      );
      return importOut(done, language);
    },
  });
