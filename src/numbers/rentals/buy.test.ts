import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { inTransaction, isRefusal } from '#platform';
import { openShop, rowsOf, type Shop } from '../../../test/support/number-shop.ts';
import { buy, type PurchaseOrder } from './buy.ts';
import { reserveNumber } from '../stock/reserve-number.ts';

const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;
const rome = (index: number): string => `+3906123456${index}`;

describe('buying a number:', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop([
      { e164: rome(10), monthly: '4.00', setup: '1.00' },
      { e164: rome(11), monthly: '4.00' },
      { e164: rome(12), monthly: '4.00' },
      { e164: rome(13), monthly: '3.00', setup: '2.00' },
      { e164: rome(14), monthly: '9.00' },
      { e164: rome(15), monthly: '9.00', setup: '5.00', registration: true },
      { e164: '+390212345670', monthly: '2.00', city: 'milan' },
      ...Array.from({ length: 6 }, (_, index) => ({ e164: rome(20 + index), monthly: '30.00' })),
    ]);
    await shop.customer('ada', '100.00');
    await shop.customer('bruno', '1000.00');
  });

  const order = (name: string, what: object, key: string): PurchaseOrder =>
    ({ customerId: shop.id(name), months: 1, ...what, key }) as PurchaseOrder;
  const buys = (name: string, what: object, key: string) =>
    shop.inTx((tx) => buy(tx, shop.as(name), order(name, what, key)));

  it('charges setup and the first period in one journal', async () => {
    const bought = await buys('ada', { e164: rome(10), months: 3 }, 'setup');
    assert.equal(bought.amountMicros, 13_000_000n);
    assert.equal(String(bought.paidUntil), '2022-06-10');
    const lines = await rowsOf<{ code: string; amount: bigint }>(
      shop.db,
      `select code, amount from ledger.transfer where journal_id = ${bought.journalId} order by line`,
    );
    assert.deepEqual(lines, [
      { code: 'rental.set_up', amount: 1_000_000n },
      { code: 'rental.started', amount: 12_000_000n },
    ]);
    const periods = await rowsOf(
      shop.db,
      `select from_month, months, amount, line, reason from numbers.rental_period where rental_id = ${bought.rentalId}`,
    );
    assert.deepEqual(periods, [{ fromMonth: 0, months: 3, amount: 12_000_000n, line: 2, reason: 'started' }]);
  });

  it('the same key again returns the same purchase, and charges nothing', async () => {
    const first = await buys('ada', { country: 'IT', city: 'milan' }, 'once');
    const credit = await shop.credit('ada');
    const again = await buys('ada', { country: 'IT', city: 'milan' }, 'once');
    assert.deepEqual(again, { ...first, repeated: true });
    assert.equal(await shop.credit('ada'), credit);
  });

  it('the same key for something else is refused', () =>
    assert.rejects(buys('ada', { country: 'IT', city: 'rome' }, 'once'), refusedWith('ledger.key_reused')));

  it('in a city takes the cheapest by the month, then by the setup, then the lowest', async () => {
    const taken: string[] = [];
    for (const key of ['one', 'two', 'three'])
      taken.push((await buys('bruno', { country: 'IT', city: 'Roma' }, key)).e164);
    assert.deepEqual(taken, [rome(13), rome(11), rome(12)]);
  });

  it('a number that somebody else reserved is not available, neither by number nor by city', async () => {
    await shop.inTx((tx) =>
      reserveNumber(tx, shop.as('ada'), { customerId: shop.id('ada'), e164: rome(14) }),
    );
    await assert.rejects(buys('bruno', { e164: rome(14) }, 'r1'), refusedWith('numbers.not_available'));
    const { e164 } = await buys('bruno', { country: 'IT', city: 'rome' }, 'r2');
    assert.equal(e164, rome(15));
    assert.equal((await buys('ada', { e164: rome(14) }, 'r3')).e164, rome(14));
  });

  it('a number that needs a registration waits for it: its first period has not started', async () => {
    assert.equal(await shop.status(rome(15)), 'registering');
    const [rental] = await rowsOf(
      shop.db,
      `select state, anchor, held_since, months_paid from numbers.rental where e164 = '${rome(15)}'`,
    );
    assert.deepEqual(rental, { state: 'registering', anchor: null, heldSince: null, monthsPaid: 1 });
  });

  it('twelve buyers at once in a city with six numbers: six numbers, six buyers, nobody waits for another’s', async () => {
    await shop.customer('crowd', '400.00');
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, async (_, index) => {
        const name = `buyer${index}`;
        await shop.customer(name, '30.00');
        return buys(name, { country: 'IT', city: 'rome' }, 'crowd');
      }),
    );
    const taken = tries.filter((one) => one.status === 'fulfilled').map(({ value }) => value.e164);
    assert.deepEqual(
      taken.toSorted(),
      Array.from({ length: 6 }, (_, index) => rome(20 + index)),
    );
    const refused = tries.filter((one) => one.status === 'rejected').map(({ reason }) => reason.code);
    assert.deepEqual(
      refused,
      Array.from({ length: 6 }, () => 'numbers.not_available'),
    );
    await shop.isSound();
  });

  describe('is refused:', () => {
    it('a number that is not in stock', () =>
      assert.rejects(buys('ada', { e164: '+390699999999' }, 'x1'), refusedWith('numbers.not_available')));
    it('a number that another customer holds', () =>
      assert.rejects(buys('ada', { e164: rome(11) }, 'x2'), refusedWith('numbers.not_available')));
    it('a city that sold out', () =>
      assert.rejects(
        buys('ada', { country: 'IT', city: 'Milano' }, 'x3'),
        refusedWith('numbers.not_available'),
      ));
    it('a city that does not exist', () =>
      assert.rejects(
        buys('ada', { country: 'IT', city: 'Atlantis' }, 'x4'),
        refusedWith('numbers.unknown_city'),
      ));
    it('a country that does not exist', () =>
      assert.rejects(
        buys('ada', { country: 'XX', kind: 'mobile' }, 'x5'),
        refusedWith('numbers.unknown_country'),
      ));
    it('a kind that is not for sale there', () =>
      assert.rejects(
        buys('ada', { country: 'IT', kind: 'mobile' }, 'x6'),
        refusedWith('numbers.not_available'),
      ));

    it('without the credit, and then nothing has changed: the same key works after a top-up', async () => {
      const poor = await openShop([{ e164: rome(10), monthly: '4.00', setup: '1.00' }]);
      const customerId = await poor.customer('dora', '4.99');
      const wanted = { customerId, e164: rome(10), months: 1 as const, key: 'later' };
      const attempt = () => poor.inTx((tx) => buy(tx, poor.as('dora'), wanted));
      await assert.rejects(attempt(), refusedWith('wallet.insufficient_credit'));
      assert.equal(await poor.status(rome(10)), 'available');
      assert.equal(await poor.credit('dora'), '4.99');
      await poor.topUp('dora', '0.01');
      assert.equal((await attempt()).repeated, false);
      assert.equal(await poor.credit('dora'), '0.00');
      await poor.isSound();
    });
  });

  it('the database itself refuses a second holder of one number', async () => {
    const [rental] = await rowsOf<{ id: bigint }>(
      shop.db,
      `select id from numbers.rental where e164 = '${rome(11)}'`,
    );
    await assert.rejects(
      inTransaction(shop.db, (tx) =>
        rowsOf(
          tx,
          `insert into numbers.rental (e164, customer_id, state, months, monthly, bought_at, anchor, months_paid, policy_version_id)
           select e164, '${shop.id('ada')}', state, months, monthly, bought_at, anchor, months_paid, policy_version_id
             from numbers.rental where id = ${rental!.id}`,
        ),
      ),
      /one_holder_a_number/,
    );
  });
});
