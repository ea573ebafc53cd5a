import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { connect, type Connection, type Database } from '#platform';
import { interceptStatements } from '../../src/simulation/statements.ts';

/** Two who do something at the same time. */
export interface Encounter<Case> {
  /** So many cases, alike but for their ids. */
  prepare(count: number): Promise<readonly Case[]>;
  first(connection: Connection, which: Case): Promise<unknown>;
  second(connection: Connection, which: Case): Promise<unknown>;
  /** What both made of it together: `first` and `second` are refusals and failures, null where there was none. */
  check(which: Case, met: Meeting): Promise<void>;
}

export interface Meeting {
  readonly first: Error | null;
  readonly second: Error | null;
  /** In words, for whoever reads that a check failed. */
  readonly where: string;
}

/**
 * Lets the first one go up to each of its statements in turn; there the second one goes as far as it can, to its end or until it has to wait
 * for a lock; then both go on to their end. Each time on a case of its own. Returns how many times.
 */
export const everyInterleaving = async <Case>(
  town: { readonly url: string },
  encounter: Encounter<Case>,
): Promise<number> => {
  const stage = openStage(town);
  // The first time they make their temporary tables, which they keep.
  const [before, alone] = await encounter.prepare(2);
  await meet(stage, encounter, before!, Infinity);
  const statements = await meet(stage, encounter, alone!, Infinity);
  // Before a transaction begins is the same as after the one before it has ended.
  const places = [...statements.keys()].filter(
    (index) => index === 0 || !/^(?:begin|start)/.test(statements[index]!),
  );
  const cases = await encounter.prepare(places.length);
  for (const [index, place] of places.entries()) await meet(stage, encounter, cases[index]!, place + 1);
  await stage.close();
  return cases.length;
};

/** Their connections, and who hears of each statement of the first one before it is sent. */
interface Stage {
  readonly one: Connection;
  readonly other: Connection;
  readonly watching: Connection;
  listener: (text: string) => Promise<void>;
  close(): Promise<unknown>;
}

const openStage = ({ url }: { readonly url: string }): Stage => {
  const one = connect(url, { max: 4 });
  const other = connect(`${url}&application_name=second`, { max: 4 });
  const watching = connect(url, { max: 1 });
  const close = () => Promise.all([one, other, watching].map((connection) => connection.close()));
  const stage: Stage = { one, other, watching, listener: () => Promise.resolve(), close };
  interceptStatements(one.pool, async (text, send) => {
    await stage.listener(text);
    return send();
  });
  return stage;
};

const meet = async <Case>(
  stage: Stage,
  encounter: Encounter<Case>,
  which: Case,
  at: number,
): Promise<readonly string[]> => {
  const statements: string[] = [];
  let second: Promise<Error | null> | undefined;
  const start = () => (second ??= outcomeOf(encounter.second(stage.other, which)));
  stage.listener = async (text) => {
    if (statements.push(text) === at) await asFarAsItGoes(stage.watching.db, start());
  };
  const first = await outcomeOf(encounter.first(stage.one, which));
  const later = await start();
  const text = statements[at - 1]?.trim().replaceAll(/\s+/g, ' ').slice(0, 80) ?? 'the end';
  await encounter.check(which, {
    first,
    second: later,
    where: `the second one came before statement ${at} of the first: ${text}`,
  });
  return statements;
};

const outcomeOf = (work: Promise<unknown>): Promise<Error | null> =>
  work.then(
    () => null,
    (error: unknown) => error as Error,
  );

/** Until it has ended, or one of its connections waits for somebody's lock. */
const asFarAsItGoes = async (db: Database, second: Promise<unknown>): Promise<void> => {
  let ended = false;
  void second.then(() => (ended = true));
  for (;;) {
    await sleep(2);
    if (ended || (await waits(db))) return;
  }
};

const waits = async (db: Database): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from pg_stat_activity where application_name = 'second' and datname = current_database()
                      and wait_event_type = 'Lock') as found`.execute(db);
  return rows[0]!.found;
};
