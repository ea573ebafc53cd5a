import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

const name = /^\s*\/\* name: (\S+) \*\//;

/**
 * A statement that begins with a comment such as `/* name: ledger.post *\/` is prepared once a connection, and planned no more
 * after that: planning the one that posts took as long as executing it.
 */
export const withNamedStatements = (pool: pg.Pool): PostgresPool => {
  // The query builder remembers connections by identity.
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client);
      if (known) return known;
      const fresh = wrap(client);
      wrapped.set(client, fresh);
      return fresh;
    },
  };
};

const wrap = (client: pg.PoolClient): PostgresPoolClient =>
  // The pool gives the client a new `release` each time it is lent, which is found through the prototype.
  Object.create(client, {
    query: {
      value: (text: string | pg.Submittable, values?: unknown[]) => {
        const known = typeof text === 'string' ? name.exec(text)?.[1] : undefined;
        return known === undefined
          ? client.query(text as string, values)
          : client.query({ name: known, text: text as string, values: values ?? [] });
      },
    },
  }) as PostgresPoolClient;
