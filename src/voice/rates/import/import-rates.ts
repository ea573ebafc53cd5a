import type { Readable } from 'node:stream';
import type pg from 'pg';
import { describeFault, readRecords, UnreadableFile } from '#numbers';
import {
  idCursor,
  newId,
  pageFrom,
  type Connection,
  type Database,
  type Page,
  type PageRequest,
} from '#platform';
import { today, type Context } from '#policy';
import { ratesRefused } from '../../errors.ts';
import { rateFault, type RateFault } from './rate-fault.ts';
import type { RateImport } from './rate-import.ts';
import { isRateColumn, readRate, readRateHeader } from './read-rate.ts';
import {
  copyRow,
  copyRows,
  createStaging,
  insertImport,
  mergeStaged,
  refreshStatistics,
  selectImports,
  selectRepeated,
} from './store.ts';

export interface RateImportOrder {
  /** Reads and compares, and changes nothing. */
  readonly dryRun?: boolean | undefined;
  /** The file is all there is from this date on: prefixes that it does not name end. */
  readonly replacesFrom?: Temporal.PlainDate | undefined;
}

const mostFaults = 100;
const linesAtOnce = 2_000;
const manyRates = 1_000n;

/**
 * Takes the rates of a CSV file: all of them or, when the file has any error, none. Each applies from the date that its line names, today where
 * it names none; calls that were made keep the rate that they began with. The same file a second time changes nothing. Memory does not grow
 * with the file. Uses a connection of its own. Destroys the input.
 * @refuses voice.rates_refused with the first hundred errors by line and column, numbers.import_broken_off
 */
export const importRates = async (
  connection: Pick<Connection, 'pool'>,
  context: Context,
  input: Readable,
  order: RateImportOrder = {},
): Promise<RateImport> => {
  // It may break before it is read: whoever reads it meets the error.
  input.on('error', () => undefined);
  const startedAt = context.clock.now();
  const client = await connection.pool.connect();
  try {
    const { linesRead, errorCount, errors } = await stage(client, context, input);
    const one: RateImport = {
      id: newId(context.clock),
      startedAt,
      finishedAt: context.clock.now(),
      startedBy: context.actor,
      isDryRun: order.dryRun === true,
      replacesFrom: order.replacesFrom ?? null,
      state: errorCount > 0 ? 'refused' : 'finished',
      linesRead: BigInt(linesRead),
      added: 0n,
      changed: 0n,
      unchanged: 0n,
      ended: 0n,
      errorCount: BigInt(errorCount),
      errors,
    };
    if (one.state === 'refused') {
      await insertImport(client, one);
      throw ratesRefused({ importId: one.id, errorCount, errors });
    }
    const done = await mergeStaged(client, one);
    if (done.added + done.changed > manyRates) await refreshStatistics(client);
    return done;
  } finally {
    input.destroy();
    // Closed, not given back: with it go the staged lines, and what was not committed.
    client.release(true);
  }
};

interface Staged {
  readonly linesRead: number;
  readonly errorCount: number;
  readonly errors: readonly RateFault[];
}

const stage = async (client: pg.PoolClient, context: Context, input: Readable): Promise<Staged> => {
  const errors: RateFault[] = [];
  let errorCount = 0;
  const report = (make: () => RateFault): void => {
    errorCount += 1;
    if (errors.length < mostFaults) errors.push(make());
  };
  await createStaging(client);
  const linesRead = await stageLines(client, today(context), input, report).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error;
    report(() => unreadable(error));
    return 0;
  });
  if (linesRead === 0 && errorCount === 0) report(() => rateFault({ line: 1 }, 'empty_file', {}));
  const repeated = await selectRepeated(client, mostFaults);
  const again = repeated.first.map(({ line, prefix, firstLine }) =>
    rateFault({ line, column: 'prefix', value: prefix }, 'repeated_prefix', { prefix, firstLine }),
  );
  return {
    linesRead,
    errorCount: errorCount + repeated.total,
    errors: [...errors, ...again].toSorted((a, b) => a.line - b.line).slice(0, mostFaults),
  };
};

const stageLines = async (
  client: pg.PoolClient,
  date: Temporal.PlainDate,
  input: Readable,
  report: (make: () => RateFault) => void,
): Promise<number> => {
  const records = readRecords(input, () => undefined, isRateColumn);
  const header = await records.next();
  if (header.done === true) return 0;
  let isSound = true;
  const layout = readRateHeader(header.value, (make) => {
    isSound = false;
    report(make);
  });
  if (!isSound) return 0;
  let linesRead = 0;
  let rows: string[] = [];
  for await (const record of records) {
    linesRead += 1;
    const rate = readRate(record, layout, date, report);
    if (rate !== undefined) rows.push(copyRow(rate));
    if (rows.length < linesAtOnce) continue;
    await copyRows(client, rows);
    rows = [];
  }
  if (rows.length > 0) await copyRows(client, rows);
  return linesRead;
};

const unreadable = ({ fault }: UnreadableFile): RateFault =>
  fault.code === 'empty_file'
    ? rateFault({ line: 1 }, 'empty_file', {})
    : rateFault({ line: fault.line }, 'unreadable', {
        text: {
          en: describeFault(fault, 'en'),
          es: describeFault(fault, 'es'),
          it: describeFault(fault, 'it'),
        },
      });

/** The imports of rates, newest first. @refuses pages.invalid_cursor */
export const listRateImports = async (db: Database, page: PageRequest): Promise<Page<RateImport>> => {
  const rows = await selectImports(db, { before: idCursor(page.cursor), limit: page.limit + 1 });
  return pageFrom(rows, page.limit, ({ id }) => id);
};
