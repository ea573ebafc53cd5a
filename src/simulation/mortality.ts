import type pg from 'pg';
import { cut, interceptStatements } from './statements.ts';

/** The process behind a pool can be made to die: between two statements, as kill -9 does it. */
export interface Mortality {
  /** It dies instead of sending the statement number `at`, counted from now; undefined: it lives on. */
  dieAt(at: number | undefined): void;
  /** Starts anew, once all that it had open is gone; whether it had died. */
  revive(): Promise<boolean>;
}

/** Everything that a dead process had open at the database is cut off, and nothing is sent any more until it is revived. */
export const mortality = (pool: pg.Pool): Mortality => {
  const open = new Set<pg.PoolClient>();
  let ends: Promise<unknown>[] = [];
  let left = Infinity;
  let dead = false;
  const die = (): void => {
    dead = true;
    ends = [...open].map((client) => new Promise((resolve) => client.once('end', resolve)));
    for (const client of open) cut(client);
    open.clear();
  };
  pool.on('connect', (client) => open.add(client));
  pool.on('remove', (client) => open.delete(client));
  interceptStatements(pool, (_, send) => {
    left -= 1;
    if (left <= 0 && !dead) die();
    return dead ? Promise.reject(new Error('the process has died')) : send();
  });
  return {
    dieAt: (at) => {
      left = at ?? Infinity;
    },
    revive: async () => {
      await Promise.all(ends);
      const hadDied = dead;
      [dead, left, ends] = [false, Infinity, []];
      return hadDied;
    },
  };
};
