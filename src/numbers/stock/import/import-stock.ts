import type { Readable } from 'node:stream';
import type pg from 'pg';
import { inTransaction, type Connection } from '#platform';
import type { Context } from '#policy';
import { importExists, importRefused } from '../errors.ts';
import { placeFinder } from '../place-names.ts';
import { addPlannedPlaces } from '../places.ts';
import {
  failDeadImports,
  failImport,
  holdImport,
  insertImport,
  refuseImport,
  selectImport,
} from '../store/imports.ts';
import { compareStaged, mergeStaged, refreshStatistics } from '../store/merge.ts';
import { selectCities, selectRegions } from '../store/places.ts';
import { analyzeStaging, selectRepeated } from '../store/staging.ts';
import { faultAt, type Fault, type FaultList } from './faults.ts';
import type { PlacesByCountry } from './read-line.ts';
import { stageFile, type ImportProgress } from './stage-file.ts';
import type { StockImport } from './stock-import.ts';

export interface ImportOrder {
  /** A new UUID. It names the import from its start, so that others can follow it. */
  readonly importId: string;
  /** Reads and compares, and changes nothing. */
  readonly dryRun?: boolean;
  /** Called every two thousand lines. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

const mostFaultsListed = 100;
// From here on searches would suffer from statistics that know nothing of the new numbers.
const manyNumbers = 5000n;

/**
 * Takes the numbers of a CSV file into the stock: new ones are added, those for sale take what the file says (prices at once), and those
 * that somebody holds, or that were withdrawn or dismissed, are left alone. All of it or, when the file has any error, nothing. The same
 * file a second time changes nothing. Memory does not grow with the file. Uses a connection of its own; several imports may run at once.
 * The places of the numbering plans are known to it; others are added first. Destroys the input, whether it was read to its end or not.
 * @refuses numbers.import_refused with the first hundred errors by line and column, numbers.import_broken_off, numbers.import_exists
 */
export const importStock = async (
  connection: Pick<Connection, 'pool' | 'db'>,
  context: Context,
  input: Readable,
  order: ImportOrder,
): Promise<StockImport> => {
  // It may break before it is read: whoever reads it meets the error, and until then it must not end the process.
  input.on('error', () => undefined);
  try {
    await failDeadImports(connection.db, context.clock.now());
    const failure = await failureOf(connection, context, input, order);
    if (failure) {
      // One that was refused says so already.
      await failImport(connection.db, order.importId, context.clock.now(), failure.message);
      throw failure;
    }
  } finally {
    input.destroy();
  }
  return (await selectImport(connection.db, order.importId))!;
};

/** Runs the import on a connection of its own. Nothing else is asked for a connection meanwhile: many imports could wait for each other. */
const failureOf = async (
  connection: Pick<Connection, 'pool' | 'db'>,
  context: Context,
  input: Readable,
  order: ImportOrder,
): Promise<Error | undefined> => {
  await inTransaction(connection.db, addPlannedPlaces);
  const places = await placesOf(connection.db);
  const client = await connection.pool.connect();
  try {
    await begin(client, context, order);
    return await run(client, places, context, input, order).then(
      () => undefined,
      (error: Error) => error,
    );
  } finally {
    // Closed, not given back: with it go the staged lines and the lock that says that the import runs.
    client.release(true);
  }
};

const begin = async (client: pg.PoolClient, context: Context, order: ImportOrder): Promise<void> => {
  const { importId, dryRun: isDryRun = false } = order;
  const start = { importId, startedAt: context.clock.now(), startedBy: context.actor, isDryRun };
  const isNew = (await holdImport(client, importId)) && (await insertImport(client, start));
  if (!isNew) throw importExists({ importId });
};

const placesOf = async (db: Connection['db']): Promise<PlacesByCountry> => {
  const regions = Map.groupBy(await selectRegions(db), ({ country }) => country);
  const cities = Map.groupBy(await selectCities(db), ({ country }) => country);
  return new Map(
    [...regions].map(([country, ofCountry]) => [
      country,
      { regions: placeFinder(ofCountry), cities: placeFinder(cities.get(country) ?? []) },
    ]),
  );
};

const run = async (
  client: pg.PoolClient,
  places: PlacesByCountry,
  context: Context,
  input: Readable,
  order: ImportOrder,
): Promise<void> => {
  const { importId, onProgress = () => undefined } = order;
  const file = await stageFile(client, input, { importId, places, mostFaults: mostFaultsListed, onProgress });
  await analyzeStaging(client);
  const { total, listed } = await withRepeatedNumbers(client, file.faults);
  if (total > 0n) {
    await refuseImport(client, importId, context.clock.now(), { total, listed });
    throw importRefused({ importId, errorCount: Number(total), errors: listed });
  }
  onProgress({ phase: 'merging', bytesRead: file.bytesRead, linesRead: file.linesRead, errorCount: 0n });
  const now = context.clock.now();
  const merge = { importId, now, actor: context.actor, lines: BigInt(file.linesRead) };
  if (order.dryRun === true) {
    await compareStaged(client, merge);
    return;
  }
  const { added, changed } = await mergeStaged(client, merge);
  // Everything is done by now: should it fail, the server does it by itself later.
  if (added + changed >= manyNumbers) await refreshStatistics(client).catch(() => undefined);
};

/** A number that stands on two lines is a fault of the second; only the database sees all lines at once. */
const withRepeatedNumbers = async (
  client: pg.PoolClient,
  faults: FaultList,
): Promise<{ readonly total: bigint; readonly listed: readonly Fault[] }> => {
  const repeated = await selectRepeated(client, mostFaultsListed);
  const repeatedFaults = repeated.first.map(({ line, e164, firstLine }) =>
    faultAt({ line, column: 'number', value: e164 }, 'repeated_number', { e164, firstLine }),
  );
  return {
    total: faults.total() + repeated.total,
    listed: [...faults.listed(), ...repeatedFaults]
      .toSorted((a, b) => a.line - b.line)
      .slice(0, mostFaultsListed),
  };
};
