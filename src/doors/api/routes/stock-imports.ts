import type { Readable } from 'node:stream';
import { z } from 'zod';
import { audit } from '#customers';
import {
  describeFault,
  importBrokenOff,
  importExists,
  importRefused,
  importStock,
  listStockImports,
  stockCsv,
  stockImportOf,
  unknownImport,
  type StockImport,
} from '#numbers';
import { inTransaction, newId, type Language } from '#platform';
import type { App } from '../../../app.ts';
import { readRoute, route, type Register } from '../route.ts';
import { count, flag, id, instant, pageOf, pageQuery, query } from '../schemas.ts';
import type { Api } from '../server.ts';
import { csvScope, untied } from '../upload.ts';

const held = z
  .record(z.string(), z.int())
  .meta({ description: 'Why numbers were left as they are, and how many', examples: [{ rented: 3 }] });

const stockImport = z
  .object({
    id,
    state: z.enum(['running', 'finished', 'refused', 'failed']).meta({
      description:
        'finished: the stock is as the file says; refused: the file has errors; failed: it ended early. Only finished has changed anything.',
      examples: ['finished'],
    }),
    dryRun: z.boolean(),
    startedAt: instant,
    startedBy: z.string().meta({ examples: ['staff:0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] }),
    finishedAt: instant.nullable(),
    linesRead: count.meta({ description: 'Without the header; grows while it runs', examples: [20000] }),
    added: count,
    changed: count,
    unchanged: count,
    held: count.meta({ description: 'Left alone, because somebody has them' }),
    heldBecause: held,
    errorCount: count.meta({ examples: [0] }),
    errors: z
      .array(
        z.object({
          line: z.int(),
          column: z.string().nullable(),
          value: z.string(),
          code: z.string().meta({ description: 'Stable', examples: ['not_an_amount'] }),
          text: z.string().meta({ description: 'In the language of Accept-Language' }),
        }),
      )
      .meta({ description: 'The first hundred' }),
    failure: z.string().nullable(),
  })
  .meta({ id: 'StockImport' });

const importOut = ({ isDryRun, ...one }: StockImport, language: Language) => ({
  ...one,
  dryRun: isDryRun,
  heldBecause: { ...one.heldBecause },
  errors: one.errors.map((fault) => ({
    line: fault.line,
    column: fault.column,
    value: fault.value,
    code: fault.code,
    text: describeFault(fault, language),
  })),
});

const exampleFile = [
  ...stockCsv([
    {
      number: '+390612345678',
      country: 'IT',
      region: 'lazio',
      city: 'rome',
      kind: 'local',
      features: 'voice|sms',
      setup: '0.00',
      monthly: '4.00',
      registration: 'no',
      supplier: 'Example Telecom',
    },
  ]),
].join('');

export const stockImportRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/stock/imports',
      tag: 'Stock',
      operationId: 'listImports',
      summary: 'Imports',
      description: 'Newest first, with their errors.',
      permission: 'stock:read',
      query: query(pageQuery),
      response: pageOf(stockImport),
      handler: async (tx, call) => {
        const page = await listStockImports(tx, call.query);
        return { ...page, items: page.items.map((one) => importOut(one, call.language)) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/stock/imports/:importId',
      tag: 'Stock',
      operationId: 'getImport',
      summary: 'One import',
      description: 'How it goes, or went.',
      permission: 'stock:read',
      params: z.object({ importId: id }),
      response: stockImport,
      refuses: [unknownImport],
      handler: async (tx, call) => importOut(await stockImportOf(tx, call.params.importId), call.language),
    }),

  (api, app) => csvScope(api, (scope) => importRoute(scope, app)),
];

const importRoute = (api: Api, app: App): void =>
  route(api, app, {
    method: 'POST',
    url: '/v1/stock/imports',
    tag: 'Stock',
    operationId: 'importStock',
    summary: 'Import a stock file',
    description:
      'A CSV file of any length, read as it comes. New numbers are added; those for sale take what the file says; those that somebody holds are left alone. All of it or, when the file has any error, nothing. The same file a second time changes nothing. Columns in any order: number, country, kind, monthly and supplier are needed; region, city, features, setup and registration can be left out.',
    permission: 'stock:write',
    query: query({
      importId: id
        .optional()
        .meta({ description: 'A UUID of your own, by which others can follow it while it runs' }),
      dryRun: flag.default(false).meta({ description: 'Reads and compares, and changes nothing' }),
    }),
    upload: { mediaType: 'text/csv', example: exampleFile },
    status: 201,
    answer: 'Imported',
    response: stockImport,
    refuses: [importRefused, importBrokenOff, importExists],
    handler: async ({ request, context, language, query: asked }) => {
      const { importId = newId(context.clock), dryRun } = asked;
      const body = request.body as Readable | undefined;
      if (body === undefined) throw importBrokenOff({ reason: 'no body' });
      const done = await importStock(app.connection, context, untied(body), { importId, dryRun });
      await inTransaction(app.connection.db, (tx) =>
        audit(tx, context, { action: 'stock.imported', subject: importId, details: { dryRun } }),
      );
      return importOut(done, language);
    },
  });
