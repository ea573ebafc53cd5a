import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { describeFault, importRefused, stockImportOf, withdrawNumbers } from '../index.ts';
import { historyOf } from '../../rentals/find-rentals.ts';
import { inTransaction, newId } from '#platform';
import {
  countsOf,
  openStockroom,
  romeLine,
  stockHeader,
  type Stockroom,
} from '../../../../test/support/stock.ts';

describe('the import of a stock file', () => {
  let room: Stockroom;
  before(async () => {
    room = await openStockroom();
  });
  after(() => room.drop());
  beforeEach(async () => {
    await sql`truncate numbers.number, numbers.stock_import cascade`.execute(room.db);
  });

  it('brings numbers with their place, kind, features and prices', async () => {
    const done = await room.importLines([
      '+390612345678,IT,lazio,rome,local,voice|sms,5.00,4.20,yes,acme',
      '800123456,IT,,,toll-free,,,15,,"acme, ltd"',
    ]);
    assert.equal(done.state, 'finished');
    assert.equal(countsOf(done), '2 added, 0 changed, 0 unchanged, 0 held');
    assert.deepEqual(await room.stock(), [
      {
        e164: '+390612345678',
        country: 'IT',
        city: 'rome',
        kind: 'local',
        features: ['voice', 'sms'],
        setup: 5_000_000n,
        monthly: 4_200_000n,
        registration: true,
        supplier: 'acme',
        state: 'available',
      },
      {
        e164: '+39800123456',
        country: 'IT',
        city: null,
        kind: 'toll-free',
        features: ['voice'],
        setup: 0n,
        monthly: 15_000_000n,
        registration: false,
        supplier: 'acme, ltd',
        state: 'available',
      },
    ]);
  });

  it('a second time changes nothing', async () => {
    await room.importLines([romeLine(1), romeLine(2)]);
    const again = await room.importLines([romeLine(1), romeLine(2)]);
    assert.equal(countsOf(again), '0 added, 0 changed, 2 unchanged, 0 held');
    assert.equal((await room.stock()).length, 2);
  });

  it('changes the price of a number for sale at once, and its history says from what to what', async () => {
    const first = await room.importLines([romeLine(1, '4.00'), romeLine(2)]);
    const second = await room.importLines([romeLine(1, '0.1234'), romeLine(2)]);
    assert.equal(countsOf(second), '0 added, 1 changed, 1 unchanged, 0 held');
    assert.equal((await room.stock())[0]!.monthly, 123_400n);
    const history = await inTransaction(room.db, (tx) => historyOf(tx, { e164: '+390612345001', limit: 2 }));
    const terms = {
      country: 'IT',
      city: 'rome',
      kind: 'local',
      features: ['voice'],
      setup: '0.00',
      registration: false,
      supplier: 'acme',
    };
    assert.deepEqual(
      history.items.map(({ kind, actor, details }) => ({ kind, actor, details })),
      [
        {
          kind: 'offer_changed',
          actor: 'system',
          details: {
            importId: second.id,
            before: { ...terms, monthly: '4.00' },
            after: { ...terms, monthly: '0.1234' },
          },
        },
        { kind: 'imported', actor: 'system', details: { importId: first.id } },
      ],
    );
  });

  it('leaves alone what somebody holds, and says why', async () => {
    await room.importLines([1, 2, 3, 4, 5].map((index) => romeLine(index)));
    const customerId = newId(room.context.clock);
    await sql`update numbers.number set state = 'rented' where e164 = '+390612345001'`.execute(room.db);
    await sql`
      update numbers.number set reserved_for = ${customerId}, reserved_until = ${room.context.clock.now().add({ minutes: 5 })}
       where e164 = '+390612345002'`.execute(room.db);
    await sql`
      update numbers.number set state = 'dismissed', dismissed_at = ${room.context.clock.now()}
       where e164 = '+390612345003'`.execute(room.db);
    await inTransaction(room.db, (tx) =>
      withdrawNumbers(tx, room.context, { numbers: ['+390612345004'], reason: 'noisy line' }),
    );
    const before5 = (await room.stock()).slice(0, 4);
    const done = await room.importLines([1, 2, 3, 4, 5].map((index) => romeLine(index, '9.00')));
    assert.equal(countsOf(done), '0 added, 1 changed, 0 unchanged, 4 held');
    assert.deepEqual(done.heldBecause, { dismissed: 1, rented: 1, reserved: 1, withdrawn: 1 });
    assert.deepEqual((await room.stock()).slice(0, 4), before5);
  });

  it('takes a number whose reservation has ended', async () => {
    await room.importLines([romeLine(1)]);
    await sql`
      update numbers.number set reserved_for = ${newId(room.context.clock)}, reserved_until = ${room.context.clock.now()}`.execute(
      room.db,
    );
    assert.equal(
      countsOf(await room.importLines([romeLine(1, '9.00')])),
      '0 added, 1 changed, 0 unchanged, 0 held',
    );
  });

  it('with one wrong line changes nothing at all', async () => {
    await room.importLines([romeLine(1)]);
    const before1 = await room.stock();
    const refused = await room.refusalOf(
      room.importLines([romeLine(1, '9.00'), romeLine(2), romeLine(3, '4,00')]),
    );
    assert.equal(refused.errorCount, 1);
    assert.deepEqual(
      refused.errors.map((error) => describeFault(error, 'en')),
      ['Line 4: 11 fields, but the header has 10.'],
    );
    assert.deepEqual(await room.stock(), before1);
    const kept = await inTransaction(room.db, (tx) => stockImportOf(tx, refused.importId));
    assert.equal(kept.state, 'refused');
    assert.equal(kept.linesRead, 3n);
    assert.deepEqual(kept.errors, refused.errors);
  });

  it('lists the first hundred errors and counts all', async () => {
    const lines = Array.from({ length: 250 }, (_, index) =>
      romeLine(index, index % 2 === 0 ? 'free' : '4.00'),
    );
    const refused = await room.refusalOf(room.importLines(lines));
    assert.equal(refused.errorCount, 125);
    assert.equal(refused.errors.length, 100);
    assert.deepEqual([refused.errors[0]!.line, refused.errors[99]!.line], [2, 200]);
  });

  it('names both lines of a number that stands there twice, however it is written', async () => {
    const lines = [
      romeLine(1),
      romeLine(2),
      '0039 06 1234-5001,IT,,Roma,local,,,4.00,,acme',
      romeLine(1),
      romeLine(3, 'x'),
    ];
    const refused = await room.refusalOf(room.importLines(lines));
    assert.equal(refused.errorCount, 3);
    assert.deepEqual(
      refused.errors.map((error) => describeFault(error, 'en')),
      [
        'Line 4, column "number": +390612345001 is already on line 2. Keep one of the two.',
        'Line 5, column "number": +390612345001 is already on line 2. Keep one of the two.',
        'Line 6, column "monthly": "x" is not an amount. Write digits and a point, for example 4.00.',
      ],
    );
  });

  it('refuses in every language, naming the first error', () => {
    const { texts } = importRefused(importRefused.example);
    assert.match(texts.en.detail, /^The file has an error; nothing was changed\. Line 2, column "monthly": /);
    assert.match(
      texts.es.detail,
      /^El archivo tiene un error; no se cambió nada\. Línea 2, columna «monthly»: /,
    );
    assert.match(
      texts.it.detail,
      /^Il file ha un errore; nulla è stato cambiato\. Riga 2, colonna «monthly»: /,
    );
  });

  it('run dry says what would happen, and changes nothing', async () => {
    await room.importLines([romeLine(1), romeLine(2), romeLine(3)]);
    await sql`update numbers.number set state = 'rented' where e164 = '+390612345003'`.execute(room.db);
    const before3 = await room.stock();
    const done = await room.importLines(
      [romeLine(1, '5.00'), romeLine(2), romeLine(3, '5.00'), romeLine(4)],
      {
        dryRun: true,
      },
    );
    assert.equal(done.isDryRun, true);
    assert.equal(done.state, 'finished');
    assert.equal(countsOf(done), '1 added, 1 changed, 1 unchanged, 1 held');
    assert.deepEqual(await room.stock(), before3);
  });

  it('has an id that no other import has', async () => {
    const importId = newId(room.context.clock);
    await room.importLines([romeLine(1)], { importId });
    await assert.rejects(room.importLines([romeLine(2)], { importId }), { code: 'numbers.import_exists' });
    assert.equal((await inTransaction(room.db, (tx) => stockImportOf(tx, importId))).state, 'finished');
    await assert.rejects(
      inTransaction(room.db, (tx) => stockImportOf(tx, newId(room.context.clock))),
      { code: 'numbers.unknown_import' },
    );
  });

  it('takes a file in pieces of any size', async () => {
    const text = Buffer.from(
      `\uFEFF${stockHeader}\r\n${romeLine(1)}\r\n+390612345002,IT,,Roma,local,,,4,,"Perché, ""no"""\r\n`,
    );
    for (const size of [1, 2, 7, 64]) {
      await sql`truncate numbers.number cascade`.execute(room.db);
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.subarray(index * size, (index + 1) * size),
      );
      await room.importFrom(Readable.from(pieces));
      assert.deepEqual(
        (await room.stock()).map(({ supplier }) => supplier),
        ['acme', 'Perché, "no"'],
      );
    }
  });
});
