import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A migrated database that nobody uses, from which others are copied: 60 ms each, where migrating takes a second. */
export interface Template {
  /** Any database of the same server; the template and its copies are made and dropped from there. */
  readonly serverUrl: string;
  readonly name: string;
  /**
   * Copying files needs two checkpoints: cheap on a server that leaves its files to the operating system, where it takes a third of the
   * time; elsewhere they wait for the disk.
   */
  readonly strategy: 'file_copy' | 'wal_log';
}

export interface TemplateCopy {
  readonly url: string;
  /** Removes it, ending whatever is still connected. */
  drop(): Promise<void>;
}

/** Makes a template on a server whose user may create databases. `prepare` is `migrate`, and what every copy starts with. */
export const createTemplate = async (
  serverUrl: string,
  prepare: (pool: pg.Pool) => Promise<unknown>,
): Promise<Template> => {
  const name = `ringfence_template_${randomUUID().slice(0, 8)}`;
  await onServer(serverUrl, `create database ${name}`);
  const pool = new pg.Pool({ connectionString: urlOfDatabase(serverUrl, name), max: 1 });
  pool.on('error', () => undefined);
  try {
    await prepare(pool);
    // Of a table that was never looked at, the planner assumes ten pages.
    await pool.query('analyze');
    const { rows } = await pool.query<{ fsync: string }>('show fsync');
    return { serverUrl, name, strategy: rows[0]?.fsync === 'off' ? 'file_copy' : 'wal_log' };
  } catch (error) {
    await pool.end();
    await dropTemplate({ serverUrl, name });
    throw error;
  } finally {
    if (!pool.ended) await pool.end();
  }
};

/** A database of its own for a test or a scenario. Any number may be made at the same time. */
export const copyTemplate = async ({ serverUrl, name, strategy }: Template): Promise<TemplateCopy> => {
  const copy = `ringfence_copy_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${copy} template ${name} strategy ${strategy}`);
  return {
    url: urlOfDatabase(serverUrl, copy),
    drop: () => onServer(serverUrl, `drop database if exists ${copy} with (force)`),
  };
};

export const dropTemplate = ({ serverUrl, name }: Pick<Template, 'serverUrl' | 'name'>): Promise<void> =>
  onServer(serverUrl, `drop database if exists ${name} with (force)`);

/** The same server and user, another database. Not through URL: libpq's `postgres://user@/name?host=...` is none. */
const urlOfDatabase = (url: string, name: string): string =>
  url.replace(/^([a-z]+:\/\/[^/?]*)(\/[^?]*)?/, (_, server: string) => `${server}/${name}`);

const onServer = async (serverUrl: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: serverUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
