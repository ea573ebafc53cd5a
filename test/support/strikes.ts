import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type pg from 'pg';
import { connect, type Connection, type Database } from '#platform';
import { cut, interceptStatements } from '../../src/simulation/statements.ts';
import { until } from './until-done.ts';

/**
 * What happens at one statement of an operation. The process dies: it is never sent, nor is anything after it. The answer is lost: it is
 * carried out, the connection breaks, and the process lives on with what it makes of that.
 */
export interface Strike {
  readonly at: number;
  readonly how: 'the process dies' | 'the answer is lost';
}

/** A statement of an undisturbed run, and whether it changed anything. */
interface Statement {
  readonly text: string;
  readonly changes: boolean;
}

/** An operation on one case after the other. */
export interface Operation<Case> {
  /** So many cases, alike but for their ids. */
  prepare(count: number): Promise<readonly Case[]>;
  /** On a connection of its own, which breaks. */
  act(connection: Connection, which: Case): Promise<unknown>;
  /** What another process, or the customer, does after it. */
  recover(which: Case): Promise<unknown>;
  /** All that there is to see of the case, without ids and instants. */
  outcome(which: Case): Promise<unknown>;
}

/**
 * Strikes at every statement of the operation in turn, each time on a case of its own, and lets it recover: every outcome is that of an
 * undisturbed run. Returns how many strikes there were.
 */
export const strikeEverywhere = async <Case>(
  { url, db }: { readonly url: string; readonly db: Database },
  operation: Operation<Case>,
): Promise<number> => {
  const run = async (which: Case, strike: Strike | null) => {
    const statements = await withStrike({ url, db }, strike, (connection) =>
      operation.act(connection, which),
    );
    await operation.recover(which);
    return { statements, outcome: await operation.outcome(which) };
  };
  // The first one of all opens accounts that the others find.
  const [first, second] = await operation.prepare(2);
  await run(first!, null);
  const undisturbed = await run(second!, null);
  const strikes = strikesOn(undisturbed.statements);
  const cases = await operation.prepare(strikes.length);
  for (const [index, strike] of strikes.entries()) {
    const { outcome } = await run(cases[index]!, strike);
    const text = undisturbed.statements[strike.at - 1]!.text.trim().replaceAll(/\s+/g, ' ').slice(0, 80);
    assert.deepEqual(outcome, undisturbed.outcome, `${strike.how} at statement ${strike.at}: ${text}`);
  }
  return strikes.length;
};

/**
 * Where it makes a difference: a death in a transaction that changes nothing is one before it, a death before a transaction begins is one
 * after the last one has ended, and one before a statement that only reads is one before the next that writes.
 */
const strikesOn = (statements: readonly Statement[]): readonly Strike[] => {
  const strikes: Strike[] = [];
  let since: Strike[] = [];
  let writes = false;
  for (const [index, { text, changes }] of statements.entries()) {
    const begins = /^(?:begin|start)/.test(text);
    if (begins) {
      if (writes) strikes.push(...since);
      [since, writes] = [[], false];
    } else if (changes || text === 'commit') since.push({ at: index + 1, how: 'the process dies' });
    writes ||= changes;
    if (text === 'commit') since.push({ at: index + 1, how: 'the answer is lost' });
    if (text === 'commit' || text === 'rollback') {
      if (writes) strikes.push(...since);
      [since, writes] = [[], false];
    }
  }
  return writes ? [...strikes, ...since] : strikes;
};

/**
 * Acts on a connection that is struck, and waits until the server has let go of what the dead held. Returns the statements up to then; without
 * a strike, all of them.
 */
export const withStrike = async (
  { url, db }: { readonly url: string; readonly db: Database },
  strike: Strike | null,
  act: (connection: Connection) => Promise<unknown>,
): Promise<readonly Statement[]> => {
  const connection = connect(`${url}&application_name=struck`, { max: 6 });
  const statements: Statement[] = [];
  const lent = new Set<pg.PoolClient>();
  let isDead = false;
  connection.pool.on('connect', (client) => lent.add(client));
  interceptStatements(connection.pool, async (text, send, client) => {
    if (isDead) throw new Error('nobody is there any more');
    const at = statements.push({ text, changes: false });
    if (at !== strike?.at) {
      const answer = (await send()) as pg.QueryResult;
      statements[at - 1] = { text, changes: hasChanged(text, answer) };
      return answer;
    }
    if (strike.how === 'the answer is lost') await send();
    isDead = strike.how === 'the process dies';
    for (const one of isDead ? lent : [client]) cut(one);
    throw new Error('the connection is cut');
  });
  const failure = await act(connection).then(
    () => null,
    (error: Error) => error,
  );
  await connection.close();
  if (strike === null && failure !== null) throw failure;
  assert.ok(strike === null || statements.length >= strike.at, 'the strike has struck');
  // What the server still holds for the dead would be passed over by the living.
  await until('the server has noticed', () => isGone(db), 2);
  return statements;
};

const hasChanged = (text: string, { command, rowCount }: pg.QueryResult): boolean =>
  /\b(?:insert|update|delete|create)\b/.test(text) &&
  (rowCount !== 0 || !/^(?:INSERT|UPDATE|DELETE)$/.test(command));

const isGone = async (db: Database): Promise<boolean> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity where application_name = 'struck' and datname = current_database()`.execute(
    db,
  );
  return rows[0]!.count === 0;
};
