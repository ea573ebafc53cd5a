import { sql } from 'kysely';
import type { Database } from './connect.ts';

/** By how many milliseconds the demonstration's clock is ahead of the machine's. */
export const readClockShift = async (db: Database): Promise<number> => {
  const { rows } = await sql<{ shiftMs: bigint }>`select shift_ms from platform.clock_shift`.execute(db);
  return Number(rows[0]?.shiftMs ?? 0n);
};

/** Whether this is the database of a demonstration: only that has a clock of its own, from its first moment on. */
export const isDemonstration = async (db: Database): Promise<boolean> => {
  const { rows } = await sql`select from platform.clock_shift`.execute(db);
  return rows.length > 0;
};

/** Moves the demonstration's clock ahead for every process of this database; never back. */
export const writeClockShift = async (db: Database, shiftMs: number): Promise<void> => {
  await sql`
    insert into platform.clock_shift (shift_ms) values (${shiftMs})
    on conflict (only_row) do update set shift_ms = greatest(clock_shift.shift_ms, excluded.shift_ms)`.execute(
    db,
  );
};
