import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openShop, rowsOf, tenOfRome, type Shop } from '../../../test/support/number-shop.ts';
import { prioritise } from './renewal-wishes.ts';

const rome = (index: number): string => `+39061234567${index}`;

/** What a shop's numbers are, by their last digit: "0 active 2022-05-10". */
const states = async (shop: Shop): Promise<readonly string[]> => {
  const rows = await rowsOf<{ e164: string; state: string; paidUntil: Temporal.PlainDate }>(
    shop.db,
    `select e164, state, paid_until from numbers.rental order by e164`,
  );
  return rows.map(({ e164, state, paidUntil }) => `${e164.at(-1)} ${state} ${paidUntil}`);
};

describe('too little credit for everything that is due:', () => {
  it('the numbers that are held longest stay', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '40.00');
    for (const index of [3, 1, 4, 0, 2]) await shop.buy('ada', rome(index));
    await shop.at('2022-04-10T00:00');
    assert.deepEqual(await states(shop), [
      '0 active 2022-05-10',
      '1 active 2022-05-10',
      '2 active 2022-05-10',
      '3 active 2022-05-10',
      '4 active 2022-05-10',
    ]);
    await shop.at('2022-05-10T00:00');
    assert.deepEqual(await shop.credit('ada'), '0.00');
    assert.deepEqual(await states(shop), [
      '0 quarantined 2022-05-10',
      '1 quarantined 2022-05-10',
      '2 quarantined 2022-05-10',
      '3 quarantined 2022-05-10',
      '4 quarantined 2022-05-10',
    ]);
    await shop.topUp('ada', '9.00');
    assert.deepEqual(await states(shop), [
      '0 quarantined 2022-05-10',
      '1 active 2022-06-10',
      '2 quarantined 2022-05-10',
      '3 active 2022-06-10',
      '4 quarantined 2022-05-10',
    ]);
    await shop.isSound();
  });

  it('credit for five of ten numbers keeps five, in the order that the customer chose', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '60.00');
    for (let index = 0; index < 10; index += 1) await shop.buy('ada', rome(index));
    const e164s = [rome(9), rome(7), rome(8)];
    await shop.inTx((tx) => prioritise(tx, shop.as('ada'), { customerId: shop.id('ada'), e164s }));
    await shop.at('2022-04-10T00:00');
    const kept = (await states(shop)).filter((line) => line.includes('active'));
    assert.deepEqual(
      kept.map((line) => line[0]),
      ['0', '1', '7', '8', '9'],
    );
    assert.equal((await shop.events('numbers.quarantined')).length, 5);
    await shop.isSound();
  });

  it('a new list of priorities takes the place of the old one', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '12.00');
    for (let index = 0; index < 2; index += 1) await shop.buy('ada', rome(index));
    const customerId = shop.id('ada');
    await shop.inTx((tx) => prioritise(tx, shop.as('ada'), { customerId, e164s: [rome(1), rome(0)] }));
    await shop.inTx((tx) => prioritise(tx, shop.as('ada'), { customerId, e164s: [rome(0)] }));
    await shop.at('2022-04-10T00:00');
    assert.deepEqual(await states(shop), ['0 active 2022-05-10', '1 quarantined 2022-04-10']);
  });

  it('one that is too dear is passed over, cheaper ones after it are renewed', async () => {
    const shop = await openShop([
      { e164: rome(0), monthly: '9.00' },
      { e164: rome(1), monthly: '3.00' },
      { e164: rome(2), monthly: '4.00' },
    ]);
    await shop.customer('ada', '23.00');
    for (let index = 0; index < 3; index += 1) await shop.buy('ada', rome(index));
    await shop.at('2022-04-10T00:00');
    assert.deepEqual(await states(shop), [
      '0 quarantined 2022-04-10',
      '1 active 2022-05-10',
      '2 active 2022-05-10',
    ]);
    assert.equal(await shop.credit('ada'), '0.00');
    const [lost] = await shop.events('numbers.quarantined');
    assert.deepEqual(lost, {
      customerId: shop.id('ada'),
      rentalId: lost?.['rentalId'],
      e164: rome(0),
      paidUntil: '2022-04-10',
      restorableUntil: '2022-05-14',
      reason: 'no_credit',
      amount: '9.00',
    });
  });

  it('a restore by credit passes over what is too dear, and takes all of what it restores', async () => {
    const shop = await openShop([
      { e164: rome(0), monthly: '5.00' },
      { e164: rome(1), monthly: '3.00' },
    ]);
    await shop.customer('ada', '8.00');
    for (let index = 0; index < 2; index += 1) await shop.buy('ada', rome(index));
    await shop.at('2022-05-11T08:00');
    // Two periods each are missed by now.
    await shop.topUp('ada', '9.99');
    assert.deepEqual(await states(shop), ['0 quarantined 2022-04-10', '1 active 2022-06-10']);
    assert.equal(await shop.credit('ada'), '3.99');
    await shop.topUp('ada', '6.01');
    assert.deepEqual(await states(shop), ['0 active 2022-06-10', '1 active 2022-06-10']);
    assert.equal((await shop.events('numbers.restored')).length, 2);
    await shop.periodsTile();
    await shop.isSound();
  });
});

describe('a run that is late', () => {
  it('by nine days renews what the credit pays for, and the renewal day does not move', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '12.00');
    await shop.buy('ada', rome(0));
    await shop.buy('ada', rome(1));
    shop.sleepUntil('2022-04-19T08:00');
    await shop.wakeUp();
    assert.deepEqual(await states(shop), ['0 active 2022-05-10', '1 quarantined 2022-04-10']);
    // The 34 days run from the cancellation, not from when it should have been.
    assert.equal(await shop.status(rome(1)), 'quarantined until 2022-04-10, restorable until 2022-05-23');
    await shop.isSound();
  });

  it('by months makes up for every period, in the order of their dates', async () => {
    const shop = await openShop([
      { e164: rome(0), monthly: '4.00' },
      { e164: rome(1), monthly: '4.00' },
      { e164: rome(2), monthly: '4.00' },
    ]);
    await shop.customer('ada', '32.00');
    await shop.buy('ada', rome(0));
    await shop.at('2022-03-20T09:00');
    await shop.buy('ada', rome(1), 3);
    await shop.at('2022-03-25T09:00');
    await shop.buy('ada', rome(2));
    // Left 12.00. Due: 0 on 10 April, 2 on 25 April, 0 on 10 May, 2 on 25 May, 0 on 10 June.
    shop.sleepUntil('2022-06-11T09:00');
    await shop.wakeUp();
    assert.deepEqual(await states(shop), [
      '0 quarantined 2022-06-10',
      '1 active 2022-06-20',
      '2 quarantined 2022-05-25',
    ]);
    assert.equal(await shop.credit('ada'), '0.00');
    await shop.periodsTile();
    await shop.isSound();
  });

  it('never charges for a period of a number that it lost', async () => {
    const shop = await openShop([
      { e164: rome(0), monthly: '9.00' },
      { e164: rome(1), monthly: '4.00' },
    ]);
    await shop.customer('ada', '21.00');
    await shop.buy('ada', rome(0));
    await shop.buy('ada', rome(1));
    shop.sleepUntil('2022-05-10T00:00');
    await shop.wakeUp();
    // 8.00 left: 0 is too dear on 10 April; 1 is renewed on both dates.
    assert.deepEqual(await states(shop), ['0 quarantined 2022-04-10', '1 active 2022-06-10']);
    assert.equal(await shop.credit('ada'), '0.00');
  });
});
