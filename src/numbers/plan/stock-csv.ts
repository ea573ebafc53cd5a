/** The columns of a stock file, in the order of its header. */
export const stockColumns = [
  'number',
  'country',
  'region',
  'city',
  'kind',
  'features',
  'setup',
  'monthly',
  'registration',
  'supplier',
] as const;

/**
 * One number of a stock file, every column as the text that stands there: `number` in E.164, `country` ISO
 * 3166-1 alpha-2, `region` and `city` ids (empty when the number belongs to no city), `features` joined by
 * `|`, `setup` and `monthly` EUR with two decimals, `registration` `yes` or `no`.
 */
export type StockRow = Readonly<Record<(typeof stockColumns)[number], string>>;

/**
 * The stock file line by line, header first, each line with its end: for a stream, a file, or to be joined.
 */
export function* stockCsv(rows: Iterable<StockRow>): Generator<string, void> {
  yield `${stockColumns.join(',')}\n`;
  for (const row of rows) yield `${stockColumns.map((column) => quoted(row[column])).join(',')}\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
