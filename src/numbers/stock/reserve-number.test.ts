import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { releaseNumber, reservationsOf, reserveNumber } from './index.ts';
import { inTransaction } from '#platform';
import { rowsOf } from '../../../test/support/number-shop.ts';
import { openStockroom, romeLine, type Stockroom } from '../../../test/support/stock.ts';

const numberOf = (index: number): string => `+39061234${5000 + index}`;

describe('a reservation', () => {
  let room: Stockroom;
  let ada: string;
  let bob: string;
  before(async () => {
    room = await openStockroom({ policy: { reservationMinutes: 20 } });
    ada = await room.customer('ada', '50.00');
    bob = await room.customer('bob', '50.00');
    await room.importLines(Array.from({ length: 30 }, (_, index) => romeLine(index)));
  });
  after(() => room.drop());
  beforeEach(() =>
    sql`update numbers.number set reserved_for = null, reserved_until = null`.execute(room.db),
  );

  const reserve = (customerId: string, e164: string) =>
    inTransaction(room.db, (tx) => reserveNumber(tx, room.context, { customerId, e164 }));
  const release = (customerId: string, e164: string) =>
    inTransaction(room.db, (tx) => releaseNumber(tx, { customerId, e164 }));
  const reserved = async (customerId: string) =>
    (await inTransaction(room.db, (tx) => reservationsOf(tx, room.context, customerId))).map(
      ({ e164 }) => e164,
    );
  const wait = (minutes: number): void =>
    room.context.clock.moveTo(room.context.clock.now().add({ minutes }));

  it('keeps a number from others for as long as the policy says, and says what it costs', async () => {
    const { reservedUntil, ...offer } = await reserve(ada, numberOf(1));
    assert.deepEqual(offer, {
      e164: numberOf(1),
      setupMicros: 0n,
      monthlyMicros: 4_000_000n,
      registration: false,
    });
    assert.equal(String(reservedUntil), String(room.context.clock.now().add({ minutes: 20 })));
    wait(19);
    await assert.rejects(reserve(bob, numberOf(1)), { code: 'numbers.not_available' });
    await assert.rejects(room.buy('bob', numberOf(1)), { code: 'numbers.not_available' });
  });

  it('ends at its instant by itself', async () => {
    await reserve(ada, numberOf(2));
    wait(20);
    assert.deepEqual(await reserved(ada), []);
    await reserve(bob, numberOf(2));
    assert.deepEqual(await reserved(bob), [numberOf(2)]);
  });

  it('lets its customer buy, and is over then', async () => {
    await reserve(ada, numberOf(3));
    await room.buy('ada', numberOf(3));
    assert.deepEqual(await reserved(ada), []);
    await assert.rejects(reserve(ada, numberOf(3)), { code: 'numbers.not_available' });
  });

  it('is extended by its own customer', async () => {
    await reserve(ada, numberOf(4));
    wait(15);
    await reserve(ada, numberOf(4));
    wait(15);
    assert.deepEqual(await reserved(ada), [numberOf(4)]);
  });

  it('can be given back, by who has it only', async () => {
    await reserve(ada, numberOf(5));
    await release(bob, numberOf(5));
    assert.deepEqual(await reserved(ada), [numberOf(5)]);
    await release(ada, numberOf(5));
    await release(ada, numberOf(5));
    await reserve(bob, numberOf(5));
  });

  it('is one of ten at most, also when they are asked for at once', async () => {
    const numbers = Array.from({ length: 12 }, (_, index) => numberOf(10 + index));
    const results = await Promise.allSettled(numbers.map((e164) => reserve(ada, e164)));
    const refused = results.filter((result) => result.status === 'rejected');
    assert.deepEqual(
      refused.map(({ reason }) => (reason as { code: string }).code),
      ['numbers.too_many_reservations', 'numbers.too_many_reservations'],
    );
    const [first] = await reserved(ada);
    await reserve(ada, first!);
    await release(ada, first!);
    await reserve(ada, numberOf(25));
    await reserve(bob, numberOf(26));
  });

  it('is had by one of two who ask at once', async () => {
    const results = await Promise.allSettled([reserve(ada, numberOf(6)), reserve(bob, numberOf(6))]);
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('is of a number that is in stock', () =>
    assert.rejects(reserve(ada, '+390600000000'), { code: 'numbers.unknown_number' }));

  it('is cleared from the stock after its end', async () => {
    await reserve(ada, numberOf(7));
    wait(20);
    await reserve(bob, numberOf(8));
    await room.wakeUp();
    assert.deepEqual(
      await rowsOf(room.db, 'select e164 from numbers.number where reserved_for is not null'),
      [{ e164: numberOf(8) }],
    );
  });
});
