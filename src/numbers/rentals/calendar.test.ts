import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '#platform';
import { periodEnd } from '#policy';
import { openShop, rowsOf, tenOfRome } from '../../../test/support/number-shop.ts';
import { dismissals } from './dismissals.ts';
import { renewals } from './renewals.ts';
import { resumeRenewal, stopRenewal } from './renewal-wishes.ts';
import { dueOf } from '../../../test/support/work.ts';

const rome = '+390612345670';
const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;

describe('the calendar of a number:', () => {
  it('example A: cancelled for lack of credit, restored with one period due', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '4.00');
    await shop.buy('ada', rome);
    assert.equal(await shop.status(rome), 'active until 2022-04-10');
    await shop.at('2022-04-09T23:59');
    assert.equal(await shop.status(rome), 'active until 2022-04-10');
    await shop.at('2022-04-10T00:00');
    assert.equal(await shop.status(rome), 'quarantined until 2022-04-10, restorable until 2022-05-14');
    await shop.at('2022-04-20T12:00');
    await shop.topUp('ada', '4.00');
    assert.equal(await shop.status(rome), 'active until 2022-05-10');
    assert.equal(await shop.credit('ada'), '0.00');
    await shop.isSound();
  });

  it('example A: restored on 12 May it owes two periods', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '12.00');
    await shop.buy('ada', rome);
    await shop.inTx((tx) => stopRenewal(tx, shop.as('ada'), { customerId: shop.id('ada'), e164: rome }));
    await shop.at('2022-05-12T10:00');
    const { amountMicros, paidUntil } = await shop.restore('ada', rome);
    assert.equal(amountMicros, 8_000_000n);
    assert.equal(String(paidUntil), '2022-06-10');
    assert.equal(await shop.status(rome), 'active until 2022-06-10');
    assert.equal(await shop.credit('ada'), '0.00');
    await assert.rejects(shop.restore('ada', rome), refusedWith('numbers.not_quarantined'));
    await shop.isSound();
  });

  it('example A: on the last day it can be restored, on 14 May it is dismissed', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '4.00');
    await shop.customer('bruno', '40.00');
    await shop.buy('ada', rome);
    await shop.at('2022-05-13T23:59');
    await assert.rejects(shop.buy('bruno', rome), refusedWith('numbers.not_available'));
    await assert.rejects(shop.restore('bruno', rome), refusedWith('numbers.not_yours'));
    await assert.rejects(shop.restore('ada', rome), refusedWith('wallet.insufficient_credit'));
    await shop.at('2022-05-14T00:00');
    assert.equal(await shop.status(rome), 'dismissed');
    await shop.topUp('ada', '8.00');
    await assert.rejects(shop.restore('ada', rome), refusedWith('numbers.dismissed'));
    await assert.rejects(shop.buy('ada', rome), refusedWith('numbers.not_available'));
    await assert.rejects(shop.restore('bruno', rome), refusedWith('numbers.not_yours'));
    assert.equal((await shop.events('numbers.dismissed')).length, 1);
    await shop.isSound();
  });

  it('example B: bought on 31 January, it is renewed on the last days of shorter months', async () => {
    const shop = await openShop(tenOfRome(), { start: '2023-01-31T18:00' });
    await shop.customer('ada', '20.00');
    await shop.buy('ada', rome);
    const ends: string[] = [await shop.status(rome)];
    for (const day of ['02-28', '03-31', '04-30', '05-31']) {
      await shop.at(`2023-${day}T00:00`);
      ends.push(await shop.status(rome));
    }
    assert.deepEqual(ends, [
      'active until 2023-02-28',
      'active until 2023-03-31',
      'active until 2023-04-30',
      'active until 2023-05-31',
      'active until 2023-06-30',
    ]);
    assert.equal(await shop.credit('ada'), '0.00');
    await shop.isSound();
  });

  it('credit that arrives restores only what was lost for lack of it', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '8.00');
    await shop.buy('ada', rome);
    await shop.inTx((tx) => stopRenewal(tx, shop.as('ada'), { customerId: shop.id('ada'), e164: rome }));
    await shop.at('2022-04-10T00:00');
    await shop.topUp('ada', '20.00');
    assert.match(await shop.status(rome), /^quarantined/);
    await shop.inTx((tx) => resumeRenewal(tx, shop.as('ada'), { customerId: shop.id('ada'), e164: rome }));
    await shop.topUp('ada', '1.00');
    assert.equal(await shop.status(rome), 'active until 2022-05-10');
  });
});

describe('days are the operator’s:', () => {
  it('a number is renewed when the day begins there, also where a day has no midnight', async () => {
    // In Santiago de Chile the clocks went from 23:59:59 to 01:00 on 11 September 2022.
    const shop = await openShop(tenOfRome(), { start: '2022-08-11T09:00', timeZone: 'America/Santiago' });
    await shop.customer('ada', '8.00');
    await shop.buy('ada', rome);
    assert.equal(String(await dueOf(shop.db, shop.context, renewals)), '2022-09-11T04:00:00Z');
    await shop.at('2022-09-10T23:59');
    assert.equal(await shop.status(rome), 'active until 2022-09-11');
    await shop.at('2022-09-11T01:00');
    assert.equal(await shop.status(rome), 'active until 2022-10-11');
  });

  it('34 days are 34 dates, across the change of the clocks', async () => {
    // Bought on 20 February: the clocks go forward on 27 March, within the quarantine.
    const shop = await openShop(tenOfRome(), { start: '2022-02-20T09:00' });
    await shop.customer('ada', '4.00');
    await shop.buy('ada', rome);
    await shop.at('2022-03-20T00:00');
    assert.equal(await shop.status(rome), 'quarantined until 2022-03-20, restorable until 2022-04-23');
    assert.equal(String(await dueOf(shop.db, shop.context, dismissals)), '2022-04-22T22:00:00Z');
    await shop.at('2022-04-22T23:59');
    assert.match(await shop.status(rome), /^quarantined/);
    await shop.at('2022-04-23T00:00');
    assert.equal(await shop.status(rome), 'dismissed');
  });

  it('bought late in the evening there, it starts on that day, whatever day it is in UTC', async () => {
    const shop = await openShop(tenOfRome(), { start: '2022-03-10T23:30', timeZone: 'America/New_York' });
    await shop.customer('ada', '4.00');
    await shop.buy('ada', rome);
    assert.equal(await shop.status(rome), 'active until 2022-04-10');
  });
});

describe('the database counts as the calendar does:', () => {
  it('for every day of four years and every number of months, a period ends on the same date', async () => {
    const shop = await openShop([]);
    const rows = await rowsOf<{ anchor: Temporal.PlainDate; months: number; end: Temporal.PlainDate }>(
      shop.db,
      `select anchor::date, months, (anchor + make_interval(months => months))::date as end
         from generate_series('2023-03-01'::timestamp, '2027-02-28', '1 day') as anchor, generate_series(1, 48) as months
        where months <= 15 or months % 12 = 0`,
    );
    for (const { anchor, months, end } of rows)
      assert.ok(periodEnd(anchor, months).equals(end), `${anchor} + ${months}`);
    assert.equal(rows.length, 1_461 * 17 + 1_461);
  });
});
