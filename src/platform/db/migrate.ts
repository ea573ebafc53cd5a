import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';

const folder = new URL('../../../migrations/', import.meta.url);
// Any number that nothing else locks: two processes that start at once migrate one after the other.
const lock = 7_264_331;

/** Brings the database to the newest schema, forward only, each file in its own transaction. Returns the names of the files it ran. */
export const migrate = async (pool: pg.Pool): Promise<readonly string[]> => {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await client.query(
      'create table if not exists public.ringfence_migration (name text primary key, ran_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from public.ringfence_migration');
    const done = new Set(rows.map((row) => row.name));
    const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).toSorted();
    const pending = names.filter((name) => !done.has(name));
    for (const name of pending) await runMigration(client, name);
    return pending;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => undefined);
    client.release();
  }
};

const runMigration = async (client: pg.PoolClient, name: string): Promise<void> => {
  const text = await readFile(new URL(name, folder), 'utf8');
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into public.ringfence_migration (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
};
