import { cpus, totalmem } from 'node:os';
import { sql } from 'kysely';
import type { Database } from './db/connect.ts';

/** What a measurement was made on, in one line: "2 × Intel Xeon …, 24 GB, Node 26.10.0, PostgreSQL 18.4, fsync on …". */
export const describeMachine = async (db: Database): Promise<string> => {
  const { rows } = await sql<{ version: string; settings: string }>`
    select current_setting('server_version') as version,
           string_agg(name || ' ' || setting, ', ' order by name) as settings
      from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`.execute(db);
  const cores = cpus();
  const model = (cores[0]?.model ?? 'unknown processor').replace(/\s+/g, ' ').trim();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const [database] = rows;
  return (
    `${cores.length} × ${model}, ${gigabytes} GB, Node ${process.versions.node}, ` +
    `PostgreSQL ${database?.version} (${database?.settings})`
  );
};
