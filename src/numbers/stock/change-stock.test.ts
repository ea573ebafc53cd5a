import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  addNumbers,
  reserveNumber,
  returnToSale,
  searchStock,
  withdrawNumbers,
  type OfferedNumber,
} from './index.ts';
import { inTransaction } from '#platform';
import { rowsOf } from '../../../test/support/number-shop.ts';
import { openStockroom, romeLine, type Stockroom } from '../../../test/support/stock.ts';

const [first, second, third, rented] = [
  '+390612345001',
  '+390612345002',
  '+390612345003',
  '+390612345004',
] as const;

describe('staff', () => {
  let room: Stockroom;
  before(async () => {
    room = await openStockroom();
    await room.importLines([1, 2, 3, 4].map((index) => romeLine(index)));
    await room.customer('ada', '50.00');
    await room.buy('ada', rented);
  });
  after(() => room.drop());

  const withdraw = (...numbers: readonly string[]) =>
    inTransaction(room.db, (tx) =>
      withdrawNumbers(
        tx,
        { ...room.context, actor: 'staff:eva' },
        { numbers, reason: 'the supplier wants it back' },
      ),
    );
  const putBack = (...numbers: readonly string[]) =>
    inTransaction(room.db, (tx) => returnToSale(tx, room.context, { numbers, reason: 'it stays' }));
  const forSale = async () =>
    (
      await inTransaction(room.db, (tx) => searchStock(tx, room.context, { limit: 9, order: 'number' }))
    ).items.map(({ e164 }) => e164);

  it('take numbers out of sale and put them back, and the history says who and why', async () => {
    await withdraw(second, first);
    assert.deepEqual(await forSale(), [third]);
    await putBack(first, second);
    assert.deepEqual(await forSale(), [first, second, third]);
    assert.deepEqual(
      await rowsOf(
        room.db,
        `select kind, actor, details from numbers.history where e164 = '${first}' order by id`,
      ),
      [
        { kind: 'withdrawn', actor: 'staff:eva', details: { reason: 'the supplier wants it back' } },
        { kind: 'returned_to_sale', actor: 'system', details: { reason: 'it stays' } },
      ],
    );
  });

  it('end a reservation with it', async () => {
    const customerId = await room.customer('ada');
    await inTransaction(room.db, (tx) => reserveNumber(tx, room.context, { customerId, e164: third }));
    await withdraw(third);
    await putBack(third);
    assert.deepEqual(await forSale(), [first, second, third]);
  });

  it('withdraw all of them or none', async () => {
    await assert.rejects(withdraw(first, rented), {
      code: 'numbers.not_for_sale',
      data: { e164: rented, state: 'rented' },
    });
    await assert.rejects(withdraw(first, '+390600000000'), { code: 'numbers.unknown_number' });
    assert.deepEqual(await forSale(), [first, second, third]);
  });

  it('put back only what was withdrawn', async () => {
    await assert.rejects(putBack(rented), { code: 'numbers.not_withdrawn' });
    await assert.rejects(putBack(first), { code: 'numbers.not_withdrawn' });
    await assert.rejects(putBack('+390600000000'), { code: 'numbers.unknown_number' });
  });

  it('add numbers one by one, never one that is there', async () => {
    const offer: OfferedNumber = {
      e164: '+390612349999',
      country: 'IT',
      city: 'rome',
      kind: 'local',
      features: ['voice'],
      setupMicros: 0n,
      monthlyMicros: 4_000_000n,
      registration: false,
      supplier: 'acme',
    };
    const add = (...numbers: readonly OfferedNumber[]) =>
      inTransaction(room.db, (tx) => addNumbers(tx, room.context, numbers));
    await add(offer);
    assert.ok((await forSale()).includes(offer.e164));
    await assert.rejects(add({ ...offer, e164: '+390612349998' }, offer), {
      code: 'numbers.already_in_stock',
      data: { e164: offer.e164 },
    });
    assert.ok(!(await forSale()).includes('+390612349998'));
  });
});
