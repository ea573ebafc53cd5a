import { stockColumns } from '../../plan/index.ts';
import { faultAt, type Report } from './faults.ts';
import type { CsvRecord } from './read-records.ts';

export type Column = (typeof stockColumns)[number];

/** At which place of a line each column stands; undefined: the file does not have it. */
export interface Layout {
  readonly width: number;
  readonly placeOf: Readonly<Partial<Record<Column, number>>>;
}

const required: readonly Column[] = ['number', 'country', 'kind', 'monthly', 'supplier'];

/** Reads the header: columns in any order, in any case. */
export const readHeader = ({ line, cells }: CsvRecord, report: Report): Layout => {
  const placeOf: Partial<Record<Column, number>> = {};
  for (const [place, cell] of cells.entries()) {
    const name = cell.trim().toLowerCase();
    const at = { line, column: cell.trim(), value: cell.trim() };
    if (!isColumn(name)) report(() => faultAt(at, 'unknown_column', { known: stockColumns }));
    else if (placeOf[name] !== undefined) report(() => faultAt(at, 'repeated_column', {}));
    else placeOf[name] = place;
  }
  for (const column of required) {
    if (placeOf[column] === undefined) report(() => faultAt({ line, column }, 'missing_column', {}));
  }
  return { width: cells.length, placeOf };
};

/** Whether a header's cell is a column of a stock file. */
export const isStockColumn = (cell: string): boolean => isColumn(cell.toLowerCase());

const isColumn = (name: string): name is Column => (stockColumns as readonly string[]).includes(name);
