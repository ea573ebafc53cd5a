import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Database } from './connect.ts';
import { freshDatabase } from '../../../test/support/database.ts';

const { db } = await freshDatabase({ max: 1 });

const prepared = async (): Promise<readonly unknown[]> => {
  const { rows } =
    await sql`select name, generic_plans + custom_plans as runs from pg_prepared_statements`.execute(db);
  return rows;
};

describe('a statement with a name', () => {
  it('is prepared once a connection, however often it runs', async () => {
    const twice = (n: number, on: Database = db) =>
      sql<{ twice: number }>`/* name: test.twice */ select 2 * ${n}::int as twice`.execute(on);
    assert.deepEqual((await twice(4)).rows, [{ twice: 8 }]);
    assert.deepEqual((await twice(5)).rows, [{ twice: 10 }]);
    assert.deepEqual(await db.transaction().execute(async (tx) => (await twice(6, tx)).rows), [
      { twice: 12 },
    ]);
    assert.deepEqual(await prepared(), [{ name: 'test.twice', runs: 3n }]);
  });

  it('is the only one that is prepared, and connections go back to the pool', async () => {
    const before = await prepared();
    for (let n = 0; n < 5; n += 1) await sql`select ${n}::int as n`.execute(db);
    await assert.rejects(sql`/* name: test.wrong */ select 1 / ${0}::int`.execute(db), { code: '22012' });
    assert.deepEqual((await sql`select 1 as one`.execute(db)).rows, [{ one: 1 }]);
    assert.ok((await prepared()).length <= before.length + 1);
  });
});
