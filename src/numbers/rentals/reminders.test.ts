import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openShop, rowsOf, tenOfRome, type Shop } from '../../../test/support/number-shop.ts';
import { reminders } from './reminders.ts';
import { resumeRenewal, stopRenewal } from './renewal-wishes.ts';

const rome = (index: number): string => `+39061234567${index}`;

/** Who was reminded when: "2022-03-27 0: step 14, 14 left". */
const told = async (shop: Shop, kind = 'renewal_due_soon'): Promise<readonly string[]> => {
  const rows = await rowsOf<{ payload: Record<string, unknown>; at: Temporal.Instant }>(
    shop.db,
    `select payload, occurred_at as at from platform.event where kind = 'numbers.${kind}' order by id`,
  );
  return rows.map(({ payload, at }) => {
    const local = at.toZonedDateTimeISO(shop.context.operator.timeZone);
    const time = local.hour + local.minute === 0 ? '' : ` ${local.toPlainTime().toString().slice(0, 5)}`;
    return `${local.toPlainDate()}${time} ${String(payload['e164']).at(-1)}: ${payload['step']}, ${payload['daysLeft']} left`;
  });
};

const stop = (shop: Shop, name: string, index: number): Promise<void> =>
  shop.inTx((tx) => stopRenewal(tx, shop.as(name), { customerId: shop.id(name), e164: rome(index) }));

describe('a renewal that is stopped or resumed', () => {
  it('is told of, once each time it changes', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '50.00');
    await shop.buy('ada', rome(0));
    const order = { customerId: shop.id('ada'), e164: rome(0) };
    await stop(shop, 'ada', 0);
    await stop(shop, 'ada', 0);
    await shop.inTx((tx) => resumeRenewal(tx, shop.as('ada'), order));
    const changes = await shop.events('numbers.renewal_changed');
    assert.deepEqual(
      changes.map((one) => [one['e164'], one['renewal'], one['paidUntil']]),
      [
        [rome(0), false, '2022-04-10'],
        [rome(0), true, '2022-04-10'],
      ],
    );
    await shop.drop();
  });
});

describe('reminders before paid-until:', () => {
  it('14, 7, 3 and 1 days before, at 00:00, when the renewal is off', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '50.00');
    await shop.buy('ada', rome(0));
    await stop(shop, 'ada', 0);
    await shop.at('2022-04-09T23:59');
    assert.deepEqual(await told(shop), [
      '2022-03-27 0: 14, 14 left',
      '2022-04-03 0: 7, 7 left',
      '2022-04-07 0: 3, 3 left',
      '2022-04-09 0: 1, 1 left',
    ]);
    const [first] = await shop.events('numbers.renewal_due_soon');
    assert.deepEqual(
      [first?.['reason'], first?.['amount'], first?.['paidUntil']],
      ['renewal_off', '4.00', '2022-04-10'],
    );
  });

  it('none when it will be renewed', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '8.00');
    await shop.buy('ada', rome(0));
    await shop.at('2022-04-10T12:00');
    assert.deepEqual(await told(shop), []);
  });

  it('only for those that the credit will not reach, by everything that falls due before', async () => {
    const shop = await openShop([
      { e164: rome(0), monthly: '4.00' },
      { e164: rome(1), monthly: '4.00' },
      { e164: rome(2), monthly: '9.00' },
      { e164: rome(3), monthly: '1.00' },
    ]);
    await shop.customer('ada', '26.00');
    await shop.buy('ada', rome(0));
    await shop.at('2022-03-15T09:00');
    for (const index of [1, 2, 3]) await shop.buy('ada', rome(index));
    // 8.00 left. On 10 April 0 takes 4.00; on 15 April 1 takes 4.00, nothing is left for 2 and 3.
    await shop.at('2022-04-01T12:00');
    assert.deepEqual(await told(shop), ['2022-04-01 2: 14, 14 left', '2022-04-01 3: 14, 14 left']);
    // With 1.00 more, 2 is too dear still, and 3 is not.
    await shop.topUp('ada', '1.00');
    await shop.at('2022-04-08T12:00');
    assert.deepEqual((await told(shop)).slice(2), ['2022-04-08 2: 7, 7 left']);
    const all = await shop.events('numbers.renewal_due_soon');
    assert.ok(all.every(({ reason }) => reason === 'no_credit'));
  });

  it('a top-up after the last reminder, and the number is renewed', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '4.00');
    await shop.buy('ada', rome(0));
    await shop.at('2022-04-09T12:00');
    assert.equal((await told(shop)).length, 4);
    await shop.topUp('ada', '4.00');
    await shop.at('2022-04-10T00:00');
    assert.equal(await shop.status(rome(0)), 'active until 2022-05-10');
    await shop.at('2022-04-27T00:00');
    assert.deepEqual((await told(shop)).slice(4), ['2022-04-26 0: 14, 14 left']);
  });

  it('when nothing ran for a while: the most recent step alone, and none about what has passed', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '12.00');
    await shop.buy('ada', rome(0));
    await shop.at('2022-03-15T09:00');
    await shop.buy('ada', rome(1));
    await shop.at('2022-03-20T09:00');
    await shop.buy('ada', rome(2));
    shop.sleepUntil('2022-04-14T09:00');
    await shop.wakeUp();
    assert.deepEqual(await told(shop), ['2022-04-14 09:00 1: 1, 1 left', '2022-04-14 09:00 2: 7, 6 left']);
    await shop.wakeUp();
    assert.equal((await told(shop)).length, 2);
    await shop.at('2022-04-19T12:00');
    assert.deepEqual((await told(shop)).slice(2), ['2022-04-17 2: 3, 3 left', '2022-04-19 2: 1, 1 left']);
  });

  it('not of a step that lies before the payment', async () => {
    const shop = await openShop(tenOfRome(), {
      policy: { reminderDays: [25, 3], quarantineReminderDays: [] },
    });
    await shop.customer('ada', '8.00');
    await shop.buy('ada', rome(0));
    await stop(shop, 'ada', 0);
    await shop.at('2022-04-21T09:00');
    await shop.restore('ada', rome(0));
    shop.sleepUntil('2022-04-23T09:00');
    await shop.wakeUp();
    assert.deepEqual(await told(shop), ['2022-03-16 0: 25, 25 left', '2022-04-07 0: 3, 3 left']);
    await shop.at('2022-05-09T09:00');
    assert.deepEqual((await told(shop)).slice(2), ['2022-05-07 0: 3, 3 left']);
  });

  it('never the same twice, also when two runs look at once', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '40.00');
    for (let index = 0; index < 10; index += 1) await shop.buy('ada', rome(index));
    shop.sleepUntil('2022-03-27T00:00');
    await Promise.all([1, 2, 3].map(() => reminders.run(shop.db, shop.context)));
    assert.equal((await told(shop)).length, 10);
  });

  it('about every period that falls due by then, when the policy looks far ahead', async () => {
    const shop = await openShop(tenOfRome(), { policy: { reminderDays: [60] } });
    await shop.customer('ada', '24.00');
    await shop.buy('ada', rome(0));
    await shop.buy('ada', rome(1), 3);
    // 8.00 left. By 10 June 0 takes 4.00 twice (10 April, 10 May), and nothing is left for 1.
    await shop.at('2022-04-11T09:00');
    assert.deepEqual(await told(shop), ['2022-04-11 1: 60, 60 left']);
  });
});

describe('reminders in quarantine:', () => {
  it('7, 20, 30 and 33 days after the cancellation, with what a restore costs by then', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '4.00');
    await shop.buy('ada', rome(0));
    await shop.at('2022-05-13T23:59');
    assert.deepEqual(await told(shop, 'quarantine_reminder'), [
      '2022-04-17 0: 7, 27 left',
      '2022-04-30 0: 20, 14 left',
      '2022-05-10 0: 30, 4 left',
      '2022-05-13 0: 33, 1 left',
    ]);
    const all = await shop.events('numbers.quarantine_reminder');
    assert.deepEqual(
      all.map(({ amount }) => amount),
      ['4.00', '4.00', '8.00', '8.00'],
    );
    assert.ok(
      all.every(({ reason, restorableUntil }) => reason === 'no_credit' && restorableUntil === '2022-05-14'),
    );
    await shop.at('2022-05-14T12:00');
    assert.equal((await told(shop, 'quarantine_reminder')).length, 4);
    assert.equal((await shop.events('numbers.dismissed')).length, 1);
  });

  it('end with the restore, and begin anew with the next quarantine', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '8.00');
    await shop.buy('ada', rome(0));
    await stop(shop, 'ada', 0);
    await shop.at('2022-04-18T09:00');
    await shop.restore('ada', rome(0));
    await shop.at('2022-05-17T00:00');
    assert.deepEqual(await told(shop, 'quarantine_reminder'), [
      '2022-04-17 0: 7, 27 left',
      '2022-05-17 0: 7, 27 left',
    ]);
  });

  it('when nothing ran for a while: the most recent step alone', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '4.00');
    await shop.buy('ada', rome(0));
    await shop.at('2022-04-10T12:00');
    shop.sleepUntil('2022-05-02T09:00');
    await shop.wakeUp();
    assert.deepEqual(await told(shop, 'quarantine_reminder'), ['2022-05-02 09:00 0: 20, 12 left']);
  });
});
