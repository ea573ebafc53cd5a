import type pg from 'pg';

// Numbers of their own have: the migrations (…331), the sealer of the ledger (…332).
const lock = 7_264_330;

/** Runs `work` while no other process of this database runs anything in this way: it waits for its turn. */
export const whileAlone = async <T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => undefined);
    client.release();
  }
};
