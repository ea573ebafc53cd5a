import { after, getTestContext } from 'node:test';
import type pg from 'pg';
import {
  connect,
  copyTemplate,
  createTemplate,
  dropTemplate,
  migrate,
  startThrowaway,
  type Connection,
  type Database,
  type EmbeddedServer,
  type Template,
} from '#platform';

/** A migrated, empty database that belongs to one test. */
export interface FreshDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: Database;
  /** Closes the pool and removes the database. What a test forgets is dropped at its end. */
  drop(): Promise<void>;
}

interface Ground {
  readonly template: Template;
  readonly server: EmbeddedServer | undefined;
}

// The one thing that tests share: a server is started, and migrated, once a process, when the first test asks for it.
let ground: Promise<Ground> | undefined;
const inUse = new Set<FreshDatabase>();

/**
 * A copy of the migrated template (40 ms) on a throwaway server of this process, or on the server in TEST_DATABASE_URL or
 * DATABASE_URL, whose user must be allowed to create databases; the database named there is not touched.
 */
export const freshDatabase = async (options: { readonly max?: number } = {}): Promise<FreshDatabase> => {
  let mine: FreshDatabase | undefined;
  // Asked before anything is awaited: a test's database goes with the test, because a thousand of them would fill the memory that they
  // lie in. A hook bears the name of its suite, whose tests need what it has made.
  const asking = getTestContext();
  if (asking !== undefined && asking.fullName !== asking.name)
    after(async () => {
      if (mine !== undefined && inUse.has(mine)) await mine.drop();
    });
  const { template } = await (ground ??= layGround());
  const copy = await copyTemplate(template);
  const connection = connect(copy.url, { max: options.max ?? 5 });
  const database: FreshDatabase = {
    url: copy.url,
    pool: connection.pool,
    db: connection.db,
    drop: async () => {
      inUse.delete(database);
      await close(connection);
      await copy.drop();
    },
  };
  inUse.add(database);
  mine = database;
  return database;
};

const layGround = async (): Promise<Ground> => {
  const given = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  const server = given === undefined ? await startThrowaway() : undefined;
  const template = await createTemplate(given ?? (server?.url as string), migrate);
  return { template, server };
};

const close = async (connection: Connection): Promise<void> => {
  if (!connection.pool.ended) await connection.close();
};

after(async () => {
  if (ground === undefined) return;
  const { template, server } = await ground;
  const left = [...inUse];
  inUse.clear();
  await Promise.all(left.map((database) => database.drop()));
  if (server === undefined) await dropTemplate(template);
  else await server.stop();
});
