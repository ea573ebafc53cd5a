import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { StockLine } from '../import/read-line.ts';

/** A temporary table of this connection: whatever becomes of the import, nothing of it stays. */
export const createStaging = async (client: pg.ClientBase): Promise<void> => {
  await client.query(`
    create temporary table stock_line (
      line int not null,
      e164 text not null,
      country char(2) not null,
      city text,
      kind numbers.kind not null,
      features text[] not null,
      setup bigint not null,
      monthly bigint not null,
      registration boolean not null,
      supplier text not null
    )`);
};

/** One line as COPY reads it, in its text format. Only the supplier is free text; it has no control characters. */
export const copyRow = (line: StockLine): string =>
  [
    line.line,
    line.e164,
    line.country,
    line.city ?? '\\N',
    line.kind,
    `{${line.features.join(',')}}`,
    line.setupMicros,
    line.monthlyMicros,
    line.registration,
    line.supplier.replaceAll('\\', '\\\\'),
  ].join('\t');

export const copyRows = (client: pg.ClientBase, rows: readonly string[]): Promise<void> =>
  pipeline(Readable.from([`${rows.join('\n')}\n`]), client.query(copyFrom('copy stock_line from stdin')));

/** Tells the planner what was staged: nobody else analyzes a temporary table. */
export const analyzeStaging = async (client: pg.ClientBase): Promise<void> => {
  await client.query('analyze stock_line');
};

export interface RepeatedNumber {
  readonly line: number;
  readonly e164: string;
  readonly firstLine: number;
}

/** The lines with a number that stands on an earlier line: the first `most`, and how many there are. */
export const selectRepeated = async (
  client: pg.ClientBase,
  most: number,
): Promise<{ readonly total: bigint; readonly first: readonly RepeatedNumber[] }> => {
  const { rows } = await client.query<{ line: number; e164: string; first_line: number; total: bigint }>(
    `with repeated as (
       select e164, min(line) as first_line, count(*) - 1 as more from stock_line group by e164 having count(*) > 1)
     select s.line, s.e164, r.first_line, (select sum(more) from repeated)::bigint as total
       from repeated r join stock_line s on s.e164 = r.e164 and s.line <> r.first_line
      order by s.line limit $1`,
    [most],
  );
  return {
    total: rows[0]?.total ?? 0n,
    first: rows.map((row) => ({ line: row.line, e164: row.e164, firstLine: row.first_line })),
  };
};
