import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { houseAccount, lockWallets } from '#ledger';
import { fromDecimal } from '#money';
import { inTransaction } from '#platform';
import { draftVersion, publishVersion } from '#policy';
import { chargeWallet } from '#wallet';
import { openShop, rowsOf, tenOfRome, type Shop } from '../../../test/support/number-shop.ts';
import { renewDue, renewals } from './renewals.ts';
import { changePeriod, stopRenewal } from './renewal-wishes.ts';

const rome = (index: number): string => `+39061234567${index}`;

describe('whatever else happens during a run:', () => {
  const crowd = async (customers: number, numbers: number): Promise<Shop> => {
    const stock = Array.from({ length: customers * numbers }, (_, index) => ({
      e164: `+3906${2_000_000 + index}`,
      monthly: '4.00',
    }));
    const shop = await openShop(stock);
    for (let c = 0; c < customers; c += 1) {
      await shop.customer(`c${c}`, `${8 * numbers}.00`);
      for (let n = 0; n < numbers; n += 1) await shop.buy(`c${c}`, stock[c * numbers + n]!.e164);
    }
    shop.sleepUntil('2022-04-10T00:00');
    return shop;
  };
  const chargedOnce = async (shop: Shop, numbers: number): Promise<void> => {
    const [counts] = await rowsOf<Record<string, bigint>>(
      shop.db,
      `select count(*) as periods, count(distinct rental_id) as rentals from numbers.rental_period where reason = 'renewed'`,
    );
    assert.deepEqual(counts, { periods: BigInt(numbers), rentals: BigInt(numbers) });
    await shop.periodsTile();
    await shop.isSound();
  };

  it('four runs at once over the same numbers charge each once', async () => {
    const shop = await crowd(12, 3);
    const counts = await Promise.all(
      [5, 7, 4, 9].map((batch) => renewDue(shop.db, shop.context, { batch, lanes: 2 })),
    );
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      36,
    );
    await chargedOnce(shop, 36);
  });

  it('a run that finds a wallet locked waits for it, and charges after what was charged there', async () => {
    const shop = await crowd(4, 2);
    let run: Promise<number> | undefined;
    await inTransaction(shop.db, async (tx) => {
      await lockWallets(tx, [shop.id('c2')]);
      run = renewals.run(shop.db, shop.context);
      await new Promise((resolve) => setTimeout(resolve, 150));
      const toAccountId = await houseAccount(tx, shop.context, 'revenue_rental');
      const lines = [{ code: 'rental.paid_ahead', toAccountId, amountMicros: fromDecimal('3.00') }];
      await chargeWallet(tx, shop.context, { walletId: shop.id('c2'), key: 'k', details: {}, lines });
    });
    assert.equal(await run, 8);
    assert.equal(await shop.credit('c2'), '1.00');
    assert.equal((await shop.events('numbers.quarantined')).length, 1);
    await shop.isSound();
  });

  it('a run that dies leaves nothing half done, and the next one does the rest', async () => {
    const shop = await crowd(6, 2);
    const backend = shop.inTx(async (tx) => {
      // The batches are in the order of the customers' ids.
      const [, , , fourth] = Array.from({ length: 6 }, (_, index) => shop.id(`c${index}`)).toSorted();
      await lockWallets(tx, [fourth!]);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await rowsOf(
        shop.db,
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
    });
    await assert.rejects(renewDue(shop.db, shop.context, { batch: 2, lanes: 1 }));
    await backend;
    const [done] = await rowsOf<{ count: bigint }>(
      shop.db,
      `select count(*) from numbers.rental_period where reason = 'renewed'`,
    );
    assert.equal(done!.count, 6n);
    assert.equal(await renewals.run(shop.db, shop.context), 6);
    await chargedOnce(shop, 12);
  });
});

describe('a rental keeps the version of the policy under which its period was paid:', () => {
  it('a new version applies from its next renewal', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '16.00');
    await shop.customer('bruno', '4.00');
    await shop.buy('ada', rome(0));
    await shop.at('2022-03-20T09:00');
    await shop.buy('bruno', rome(1));
    await shop.inTx(async (tx) => {
      const inForceFrom = Temporal.PlainDate.from('2022-04-20');
      const { id } = await draftVersion(tx, shop.context, {
        inForceFrom,
        parameters: { quarantineDays: 10 },
      });
      await publishVersion(tx, shop.context, id);
    });
    const versions = await rowsOf<{ id: number }>(shop.db, 'select id from policy.version order by id');
    // bruno's period was paid under the first version: 34 days. ada's third one is the second's.
    await shop.at('2022-04-20T00:00');
    assert.equal(await shop.status(rome(1)), 'quarantined until 2022-04-20, restorable until 2022-05-24');
    await shop.inTx((tx) =>
      changePeriod(tx, shop.as('ada'), { customerId: shop.id('ada'), e164: rome(0), months: 1 }),
    );
    await shop.at('2022-06-01T09:00');
    await shop.inTx((tx) => stopRenewal(tx, shop.as('ada'), { customerId: shop.id('ada'), e164: rome(0) }));
    await shop.at('2022-06-10T00:00');
    assert.equal(await shop.status(rome(0)), 'quarantined until 2022-06-10, restorable until 2022-06-20');
    const paid = await rowsOf<{ policyVersionId: number }>(
      shop.db,
      `select p.policy_version_id from numbers.rental_period p join numbers.rental r on r.id = p.rental_id
        where e164 = '${rome(0)}' order by from_month`,
    );
    assert.deepEqual(
      paid.map(({ policyVersionId }) => versions.findIndex(({ id }) => id === policyVersionId)),
      [0, 0, 1],
    );
  });

  it('also when the run is late: each period under the version of its own day', async () => {
    const shop = await openShop(tenOfRome());
    await shop.customer('ada', '16.00');
    await shop.buy('ada', rome(0));
    await shop.inTx(async (tx) => {
      const inForceFrom = Temporal.PlainDate.from('2022-05-01');
      const { id } = await draftVersion(tx, shop.context, {
        inForceFrom,
        parameters: { quarantineDays: 10 },
      });
      await publishVersion(tx, shop.context, id);
    });
    shop.sleepUntil('2022-06-09T09:00');
    await shop.wakeUp();
    const paid = await rowsOf<{ policyVersionId: number }>(
      shop.db,
      `select dense_rank() over (order by policy_version_id)::int as policy_version_id from numbers.rental_period order by from_month`,
    );
    assert.deepEqual(
      paid.map(({ policyVersionId }) => policyVersionId),
      [1, 1, 2],
    );
  });
});
