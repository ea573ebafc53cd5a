import type { Readable } from 'node:stream';
import type pg from 'pg';
import { updateLinesRead } from '../store/imports.ts';
import { copyRow, copyRows, createStaging } from '../store/staging.ts';
import { faultAt, faultList, UnreadableFile, type FaultList } from './faults.ts';
import { isStockColumn, readHeader } from './header.ts';
import { readLine, type PlacesByCountry } from './read-line.ts';
import { readRecords } from './read-records.ts';

/** How far an import is. */
export interface ImportProgress {
  readonly phase: 'reading' | 'merging';
  readonly bytesRead: number;
  /** Without the header. */
  readonly linesRead: number;
  readonly errorCount: bigint;
}

export interface StagingOrder {
  readonly importId: string;
  readonly places: PlacesByCountry;
  /** How many errors to list; all are counted. */
  readonly mostFaults: number;
  readonly onProgress: (progress: ImportProgress) => void;
}

export interface StagedFile {
  readonly bytesRead: number;
  readonly linesRead: number;
  readonly faults: FaultList;
}

// Big enough that COPY runs at its full speed, small enough that two of them are some MB.
const linesAtOnce = 2000;

/** Reads the file and stages its sound lines; the next lines are read while the database takes those before. */
export const stageFile = async (
  client: pg.ClientBase,
  input: Readable,
  order: StagingOrder,
): Promise<StagedFile> => {
  const faults = faultList(order.mostFaults);
  let bytesRead = 0;
  let linesRead = 0;
  // Text, not objects: what waits for the database outlives the young heap, and there are a million of it.
  let rows: string[] = [];
  let staging = Promise.resolve();
  const stage = async (): Promise<void> => {
    await staging;
    staging = stageLines(client, order.importId, rows, linesRead);
    // Whoever awaits it next meets the error.
    staging.catch(() => undefined);
    rows = [];
    order.onProgress({ phase: 'reading', bytesRead, linesRead, errorCount: faults.total() });
  };
  await createStaging(client);
  try {
    const records = readRecords(
      input,
      (bytes) => {
        bytesRead += bytes;
      },
      isStockColumn,
    );
    const header = await records.next();
    const layout = header.done === true ? undefined : readHeader(header.value, faults.report);
    if (layout && faults.total() === 0n) {
      for await (const record of records) {
        linesRead += 1;
        const line = readLine(record, layout, order.places, faults.report);
        if (line) rows.push(copyRow(line));
        if (linesRead % linesAtOnce === 0) await stage();
      }
    }
    if (linesRead === 0 && faults.total() === 0n) faults.report(() => faultAt({ line: 1 }, 'empty_file', {}));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    faults.report(() => error.fault);
  }
  await stage();
  await staging;
  return { bytesRead, linesRead, faults };
};

const stageLines = async (
  client: pg.ClientBase,
  importId: string,
  rows: readonly string[],
  linesRead: number,
): Promise<void> => {
  if (rows.length > 0) await copyRows(client, rows);
  await updateLinesRead(client, importId, linesRead);
};
