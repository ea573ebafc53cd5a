import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { inTransaction, isRefusal, newId } from '#platform';
import { rowsOf } from '../../../../test/support/number-shop.ts';
import {
  countsOf,
  openStockroom,
  romeLine,
  stockHeader,
  type Stockroom,
} from '../../../../test/support/stock.ts';
import { listStockImports, stockImportOf } from '../index.ts';

describe('the import of a stock file, cut short or beside others,', () => {
  let room: Stockroom;
  before(async () => {
    room = await openStockroom();
  });
  after(() => room.drop());
  beforeEach(async () => {
    await sql`truncate numbers.number, numbers.stock_import cascade`.execute(room.db);
  });

  it('that ends in the middle leaves nothing half done, and says so', async () => {
    const input = new PassThrough();
    const importId = newId(room.context.clock);
    const importing = room.importFrom(input, { importId });
    input.write(`${stockHeader}\n`);
    for (let index = 0; index < 4500; index += 1) input.write(`${romeLine(index)}\n`);
    input.destroy(new Error('the line went dead'));
    await assert.rejects(importing, { code: 'numbers.import_broken_off' });
    const kept = await inTransaction(room.db, (tx) => stockImportOf(tx, importId));
    assert.equal(kept.state, 'failed');
    assert.match(kept.failure!, /the line went dead/);
    assert.deepEqual(await room.stock(), []);
  });

  it('whose sender hangs up without a word is broken off too', async () => {
    const input = new PassThrough();
    const importing = room.importFrom(input);
    input.write(`${stockHeader}\n${romeLine(1)}\n`);
    input.destroy();
    await assert.rejects(importing, { code: 'numbers.import_broken_off' });
    assert.deepEqual(await room.stock(), []);
  });

  it('whose connection to the database dies leaves nothing half done, and says so', async () => {
    const input = new PassThrough();
    const importId = newId(room.context.clock);
    const importing = room.importFrom(input, { importId });
    input.write(`${stockHeader}\n`);
    for (let index = 0; index < 2500; index += 1) input.write(`${romeLine(index)}\n`);
    await linesStaged(room, importId);
    await sql`
      select pg_terminate_backend(l.pid) from pg_locks l
       where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database())`.execute(
      room.db,
    );
    input.end();
    await assert.rejects(importing, (error) => !isRefusal(error));
    const kept = await inTransaction(room.db, (tx) => stockImportOf(tx, importId));
    assert.equal(kept.state, 'failed');
    assert.deepEqual(await room.stock(), []);
  });

  it('whose process was killed is found dead by the next one, and by the worker', async () => {
    const dead = newId(room.context.clock);
    await sql`
      insert into numbers.stock_import (id, started_at, started_by, dry_run, state)
      values (${dead}, ${room.context.clock.now()}, 'system', false, 'running')`.execute(room.db);
    const input = new PassThrough();
    const alive = newId(room.context.clock);
    input.write(`${stockHeader}\n${romeLine(1)}\n`);
    const importing = room.importFrom(input, { importId: alive });
    const stateOf = async (id: string) => (await inTransaction(room.db, (tx) => stockImportOf(tx, id))).state;
    const isUnderWay = async () =>
      (await rowsOf(room.db, `select 1 from numbers.stock_import where id = '${alive}'`)).length === 1;
    while (!(await isUnderWay())) await sleep(5);
    assert.equal(await stateOf(dead), 'failed');
    await room.wakeUp();
    assert.equal(await stateOf(alive), 'running', 'the one that runs is left alone');
    input.end();
    await importing;
    await sql`
      insert into numbers.stock_import (id, started_at, started_by, dry_run, state)
      values (${newId(room.context.clock)}, ${room.context.clock.now()}, 'system', false, 'running')`.execute(
      room.db,
    );
    await room.wakeUp();
    const { items } = await inTransaction(room.db, (tx) => listStockImports(tx, { limit: 10 }));
    assert.deepEqual(items.map(({ state }) => state).toSorted(), ['failed', 'failed', 'finished']);
  });

  it('shows how far it is while it runs', async () => {
    const input = new PassThrough();
    const importId = newId(room.context.clock);
    const phases: string[] = [];
    const importing = room.importFrom(input, {
      importId,
      onProgress: ({ phase, linesRead, errorCount }) => phases.push(`${phase} ${linesRead} ${errorCount}`),
    });
    input.write(`${stockHeader}\n`);
    for (let index = 0; index < 2500; index += 1) input.write(`${romeLine(index)}\n`);
    await linesStaged(room, importId);
    input.end();
    await importing;
    assert.deepEqual(phases, ['reading 2000 0', 'reading 2500 0', 'merging 2500 0']);
  });

  it('more at once than there are connections come to their end', async () => {
    const files = Array.from({ length: 12 }, (_, index) => room.importLines([romeLine(index)]));
    assert.deepEqual(new Set((await Promise.all(files)).map(({ state }) => state)), new Set(['finished']));
    const { items, nextCursor } = await inTransaction(room.db, (tx) => listStockImports(tx, { limit: 7 }));
    const next = await inTransaction(room.db, (tx) =>
      listStockImports(tx, { limit: 7, cursor: nextCursor! }),
    );
    assert.equal(new Set([...items, ...next.items].map(({ id }) => id)).size, 12);
    assert.equal(next.nextCursor, null);
    await assert.rejects(
      inTransaction(room.db, (tx) => listStockImports(tx, { limit: 7, cursor: '7' })),
      { code: 'pages.invalid_cursor' },
    );
  });

  it('two at once of the same file add every number once', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) => romeLine(index));
    const both = await Promise.all([room.importLines(lines), room.importLines(lines)]);
    assert.deepEqual(both.map(countsOf).toSorted(), [
      '0 added, 0 changed, 3000 unchanged, 0 held',
      '3000 added, 0 changed, 0 unchanged, 0 held',
    ]);
    assert.equal((await room.stock()).length, 3000);
  });

  it('two at once with other prices leave the one or the other whole', async () => {
    const file = (monthly: string) => Array.from({ length: 3000 }, (_, index) => romeLine(index, monthly));
    await Promise.all([room.importLines(file('4.00')), room.importLines(file('5.00').toReversed())]);
    assert.equal(new Set((await room.stock()).map(({ monthly }) => monthly)).size, 1);
  });

  it('leaves alone a number that is being bought at that moment', async () => {
    await room.importLines([romeLine(1), romeLine(2)]);
    let finishBuying = () => undefined as void;
    const bought = new Promise<void>((resolve) => (finishBuying = resolve));
    let importing: Promise<unknown> | undefined;
    const buying = inTransaction(room.db, async (tx) => {
      await sql`update numbers.number set state = 'rented' where e164 = '+390612345001'`.execute(tx);
      importing = room.importLines([romeLine(1, '9.00'), romeLine(2, '9.00')]);
      await bought;
    });
    // The import waits for the row; nothing tells when it does but the database itself.
    for (let waiting = 0; waiting === 0; await sleep(10)) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`.execute(room.db);
      waiting = rows[0]!.count;
    }
    finishBuying();
    await buying;
    const done = (await importing) as Awaited<ReturnType<Stockroom['importLines']>>;
    assert.equal(countsOf(done), '0 added, 1 changed, 0 unchanged, 1 held');
    assert.deepEqual(
      (await room.stock()).map(({ state, monthly }) => `${state} ${monthly}`),
      ['rented 4000000', 'available 9000000'],
    );
  });
});

/** Waits until a part of the file has reached the database. */
const linesStaged = async (room: Stockroom, importId: string): Promise<void> => {
  for (;;) {
    const rows = await rowsOf<{ linesRead: bigint }>(
      room.db,
      `select lines_read from numbers.stock_import where id = '${importId}'`,
    );
    if ((rows[0]?.linesRead ?? 0n) > 0n) return;
    await sleep(5);
  }
};
