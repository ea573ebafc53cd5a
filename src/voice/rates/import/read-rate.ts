import { fromDecimal } from '#money';
import type { CsvRecord } from '#numbers';
import type { RateEntry } from '../rate.ts';
import { rateFault, type RateFault, type RateFaultCode, type RateFaultData } from './rate-fault.ts';

/** A line of a file of rates. */
export interface RateLine extends RateEntry {
  readonly line: number;
}

const rateColumns = [
  'prefix',
  'destination',
  'per_minute',
  'increment',
  'minimum',
  'connection_fee',
  'applies_from',
] as const;
type Column = (typeof rateColumns)[number];

// As carriers head their sheets.
const otherNames = new Map<string, Column>([
  ['code', 'prefix'],
  ['name', 'destination'],
  ['rate', 'per_minute'],
  ['price', 'per_minute'],
  ['perminute', 'per_minute'],
  ['interval', 'increment'],
  ['connectionfee', 'connection_fee'],
  ['fee', 'connection_fee'],
  ['from', 'applies_from'],
  ['appliesfrom', 'applies_from'],
  ['effective', 'applies_from'],
  ['effectivedate', 'applies_from'],
  ['effectivefrom', 'applies_from'],
]);

const columnNamed = (cell: string): Column | undefined => {
  const word = cell
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return rateColumns.find((column) => column === word) ?? otherNames.get(word.replaceAll('_', ''));
};

/** Whether a header's cell is a column of ours: by that the delimiter is found. */
export const isRateColumn = (cell: string): boolean => columnNamed(cell) !== undefined;

/** At which place of a line each column stands. */
export interface RateLayout {
  readonly width: number;
  readonly placeOf: Readonly<Partial<Record<Column, number>>>;
}

type Report = (make: () => RateFault) => void;

/** Reads the header: columns in any order, in any case; prefix and per_minute are needed. */
export const readRateHeader = ({ line, cells }: CsvRecord, report: Report): RateLayout => {
  const placeOf: Partial<Record<Column, number>> = {};
  for (const [place, cell] of cells.entries()) {
    const column = columnNamed(cell);
    const at = { line, column: cell.trim(), value: cell.trim() };
    if (column === undefined) report(() => rateFault(at, 'unknown_column', { known: rateColumns }));
    else if (placeOf[column] !== undefined) report(() => rateFault(at, 'repeated_column', {}));
    else placeOf[column] = place;
  }
  for (const column of ['prefix', 'per_minute'] as const)
    if (placeOf[column] === undefined) report(() => rateFault({ line, column }, 'missing_column', {}));
  return { width: cells.length, placeOf };
};

const mostSeconds = 3_600;
const longestDestination = 100;
const defaultIncrement = 60;

/** The cells of one line by column, and the way to say what is wrong with one. */
interface Cells {
  text(column: Column): string;
  wrong<Code extends RateFaultCode>(column: Column, code: Code, data: RateFaultData[Code]): undefined;
}

/** Reads one line; reports every fault that it has, and then returns undefined. `today` is the date where none is named. */
export const readRate = (
  record: CsvRecord,
  layout: RateLayout,
  today: Temporal.PlainDate,
  report: Report,
): RateLine | undefined => {
  const { line } = record;
  const found = widthOf(record, layout);
  if (found !== layout.width) {
    report(() => rateFault({ line }, 'wrong_field_count', { expected: layout.width, found }));
    return undefined;
  }
  const cells = cellsOf(record, layout, report);
  const prefix = prefixIn(cells);
  const price = priceIn(cells);
  const connectionFeeMicros = feeIn(cells);
  const steps = stepsIn(cells);
  const appliesFrom = dateIn(cells, today);
  const destination = destinationIn(cells);
  if (prefix === undefined || price === undefined || connectionFeeMicros === undefined) return undefined;
  if (steps === undefined || appliesFrom === undefined || destination === undefined) return undefined;
  return { line, prefix, destination, appliesFrom, ...price, connectionFeeMicros, ...steps };
};

/** Empty fields after the last column do no harm: spreadsheets add them. */
const widthOf = ({ cells }: CsvRecord, { width }: RateLayout): number =>
  cells.length > width && cells.slice(width).every((cell) => cell.trim() === '') ? width : cells.length;

const cellsOf = ({ line, cells }: CsvRecord, { placeOf }: RateLayout, report: Report): Cells => {
  const text = (column: Column): string => {
    const place = placeOf[column];
    return place === undefined ? '' : cells[place]!.trim();
  };
  return {
    text,
    wrong: (column, code, data) =>
      report(() => rateFault({ line, column, value: text(column) }, code, data)) as undefined,
  };
};

const prefixIn = ({ text, wrong }: Cells): string | undefined =>
  /^(?:\+|00)?([1-9]\d{0,14})$/.exec(text('prefix'))?.[1] ?? wrong('prefix', 'not_a_prefix', {});

const microsIn = (text: string): bigint | undefined =>
  /^\d{1,6}(?:\.\d{1,6})?$/.test(text) ? fromDecimal(text) : undefined;

const priceIn = ({ text, wrong }: Cells): Pick<RateEntry, 'state' | 'perMinuteMicros'> | undefined => {
  const word = text('per_minute').toLowerCase();
  if (word === 'closed' || word === 'ended') return { state: word, perMinuteMicros: null };
  const perMinuteMicros = microsIn(word);
  return perMinuteMicros === undefined
    ? wrong('per_minute', 'not_a_price', {})
    : { state: 'open', perMinuteMicros };
};

const feeIn = ({ text, wrong }: Cells): bigint | undefined =>
  text('connection_fee') === ''
    ? 0n
    : (microsIn(text('connection_fee')) ?? wrong('connection_fee', 'not_a_price', {}));

/** "30/6": at least 30 seconds, then in steps of 6. */
const stepsIn = ({
  text,
  wrong,
}: Cells): Pick<RateEntry, 'incrementSeconds' | 'minimumSeconds'> | undefined => {
  const [, first, step] = /^(\d{1,4})\/(\d{1,4})$/.exec(text('increment')) ?? [];
  const increment = secondsIn(step ?? text('increment'), defaultIncrement, 1);
  const minimum = secondsIn(text('minimum') || (first ?? ''), 0, 0);
  if (increment === undefined) wrong('increment', 'not_seconds', { least: 1 });
  if (minimum === undefined) wrong('minimum', 'not_seconds', { least: 0 });
  return increment === undefined || minimum === undefined
    ? undefined
    : { incrementSeconds: increment, minimumSeconds: minimum };
};

const secondsIn = (text: string, otherwise: number, least: number): number | undefined => {
  if (text === '') return otherwise;
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : -1;
  return seconds >= least && seconds <= mostSeconds ? seconds : undefined;
};

const dateIn = ({ text, wrong }: Cells, today: Temporal.PlainDate): Temporal.PlainDate | undefined => {
  const written = text('applies_from');
  if (written === '') return today;
  try {
    if (/^(?:199\d|20\d\d)-\d\d-\d\d$/.test(written))
      return Temporal.PlainDate.from(written, { overflow: 'reject' });
  } catch {
    // A day that its month does not have.
  }
  return wrong('applies_from', 'not_a_date', {});
};

const destinationIn = ({ text, wrong }: Cells): string | undefined => {
  const destination = text('destination') || text('prefix');
  return destination.length > longestDestination || /\p{Cc}/u.test(destination)
    ? wrong('destination', 'text_too_long', { most: longestDestination })
    : destination;
};
