import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { isRefusal } from '#platform';
import type { Context } from '#policy';
import { fromDecimal } from '#money';
import { openShop, rowsOf, tenOfRome, type Shop } from '../../../test/support/number-shop.ts';
import { announcePrice } from './announce-price.ts';
import { dismissals } from './dismissals.ts';
import { rentalOf } from './find-rentals.ts';
import { payAhead } from './pay-ahead.ts';
import { stopRenewal } from './renewal-wishes.ts';
import { restore } from './restore.ts';

const rome = '+390612345670';
/** Waits until so many statements wait for somebody's lock, or `orElse` has come to an end. */
const untilWaiting = async (shop: Shop, statements: number, orElse: Promise<unknown>): Promise<void> => {
  const ended = orElse.then(
    () => true,
    () => true,
  );
  for (;;) {
    const [found] = await rowsOf<{ waiting: bigint }>(
      shop.db,
      `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (found!.waiting >= BigInt(statements)) return;
    if (await Promise.race([ended, setTimeout(20, false)])) return;
  }
};

/** Stops whoever pays for a period just before it is written down, lets `meanwhile` happen, and lets them go on. */
const whilePaying = async <T, M>(
  shop: Shop,
  pay: () => Promise<T>,
  meanwhile: () => Promise<M>,
): Promise<{ readonly paid: T; readonly done: M }> => {
  const blocker = await shop.pool.connect();
  await blocker.query('begin; lock table numbers.rental_period in exclusive mode');
  const paying = pay();
  await untilWaiting(shop, 1, paying);
  const doing = meanwhile();
  await untilWaiting(shop, 2, doing);
  await blocker.query('commit');
  blocker.release();
  return { paid: await paying, done: await doing };
};

describe('a restore on the last second of a quarantine, while another machine already dismisses:', () => {
  const lastSecond = async (): Promise<{ shop: Shop; restoring: () => Promise<unknown> }> => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '4.00');
    await shop.buy('ada', rome);
    await shop.at('2022-05-13T23:59:59');
    const held = { customerId: shop.id('ada'), e164: rome };
    await shop.inTx((tx) => stopRenewal(tx, shop.as('ada'), held));
    await shop.topUp('ada', '20.00');
    const then = shop.context.clock.now();
    const context: Context = { ...shop.as('ada'), clock: { now: () => then } };
    return { shop, restoring: () => shop.inTx((tx) => restore(tx, context, { ...held, key: 'last' })) };
  };

  it('whoever came first is waited for: the number is restored, and not dismissed', async () => {
    const { shop, restoring } = await lastSecond();
    const { done } = await whilePaying(shop, restoring, () => {
      shop.sleepUntil('2022-05-14T00:00');
      return dismissals.run(shop.db, shop.context);
    });
    assert.equal(done, 0);
    assert.equal(await shop.status(rome), 'active until 2022-06-10');
    assert.equal(await shop.credit('ada'), '12.00');
    await shop.isSound();
  });

  it('nobody pays for a number that was dismissed', async () => {
    const { shop, restoring } = await lastSecond();
    shop.sleepUntil('2022-05-14T00:00');
    assert.equal(await dismissals.run(shop.db, shop.context), 1);
    await assert.rejects(restoring(), (error) => isRefusal(error) && error.code === 'numbers.dismissed');
    assert.equal(await shop.credit('ada'), '20.00');
  });
});

describe('a price that is announced is charged,', () => {
  const heldByAda = async (): Promise<Shop> => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '400.00');
    await shop.buy('ada', rome);
    return shop;
  };
  const announce = (shop: Shop, monthly: string) =>
    shop.inTx((tx) => announcePrice(tx, shop.context, { e164: rome, monthlyMicros: fromDecimal(monthly) }));
  const ahead = (shop: Shop, periods: number) => {
    const order = { customerId: shop.id('ada'), e164: rome, periods, key: `ahead ${periods}` };
    return shop.inTx((tx) => payAhead(tx, shop.as('ada'), order));
  };
  const nextPeriod = async (shop: Shop): Promise<bigint | null> => {
    const held = { customerId: shop.id('ada'), e164: rome };
    return (await shop.inTx((tx) => rentalOf(tx, held))).nextPeriodMicros;
  };

  it('also when the holder was paying ahead at the old price at that moment', async () => {
    const shop = await heldByAda();
    const { paid } = await whilePaying(
      shop,
      () => ahead(shop, 3),
      () => announce(shop, '5.00'),
    );
    assert.equal(paid.amountMicros, fromDecimal('12.00'));
    assert.equal(await nextPeriod(shop), fromDecimal('5.00'));
  });

  it('also when it corrects one of the same day that was charged already', async () => {
    const shop = await heldByAda();
    await announce(shop, '5.00');
    assert.equal((await ahead(shop, 2)).amountMicros, fromDecimal('10.00'));
    await announce(shop, '6.00');
    assert.equal(await nextPeriod(shop), fromDecimal('6.00'));
    assert.equal((await ahead(shop, 1)).amountMicros, fromDecimal('6.00'));
    await shop.isSound();
  });
});
