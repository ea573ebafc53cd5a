import type pg from 'pg';

type Query = (...args: unknown[]) => unknown;

const textOf = (first: unknown): string =>
  typeof first === 'string' ? first : ((first as { readonly text?: string }).text ?? '');

/**
 * Stands between a pool and its server: `around` is given each statement with what sends it. What it returns, or throws, is what the product
 * gets to see.
 */
export const interceptStatements = (
  pool: pg.Pool,
  around: (text: string, send: () => Promise<unknown>, client: pg.PoolClient) => Promise<unknown>,
): void => {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query;
    const intercepted: Query = (...args) =>
      around(textOf(args[0]), () => query(...args) as Promise<unknown>, client);
    Object.assign(client, { query: intercepted });
  });
};

/** Ends a connection as a cable that is cut does: nothing is said to the server. */
export const cut = (client: pg.PoolClient): void => {
  const { connection } = client as unknown as {
    readonly connection: { readonly stream: { destroy(): void } };
  };
  connection.stream.destroy();
};
