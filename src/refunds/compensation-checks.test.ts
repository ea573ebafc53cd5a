import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openIncident } from '#incidents';
import { openShop, tenOfRome } from '../../test/support/number-shop.ts';
import { faultsAfter } from '../../test/support/tampered.ts';
import { checkRefunds, requestRefund } from './index.ts';

describe('the checks of compensation find', () => {
  let shop: Awaited<ReturnType<typeof openShop>>;
  let refundId: string;
  before(async () => {
    shop = await openShop(tenOfRome(), { start: '2022-04-10T09:00' });
    await shop.customer('ada', '4.00');
    const { rentalId } = await shop.buy('ada', '+390612345670');
    assert.equal(rentalId, 1n);
    await shop.at('2022-04-20T12:00');
    const { id: incidentId } = await shop.inTx((tx) =>
      openIncident(tx, shop.context, {
        from: Temporal.Instant.from('2022-04-12T04:00Z'),
        until: Temporal.Instant.from('2022-04-14T04:00Z'),
        services: ['voice'],
        scope: { country: 'IT' },
        fault: 'ours',
        provenBy: 'staff',
      }),
    );
    ({ refundId } = await shop.inTx((tx) =>
      requestRefund(tx, shop.as('ada'), {
        customerId: shop.id('ada'),
        subject: 'disruption',
        e164: '+390612345670',
        incidentId,
        destination: 'credit',
        key: 'outage',
      }),
    ));
  });
  after(() => shop.drop());

  const faults = (change: string): Promise<Readonly<Record<string, string>>> =>
    faultsAfter(shop.db, checkRefunds, change);

  it('credit that arrived for no refund, or another amount than was decided', async () => {
    const lost = await faults('update refunds.refund set granted_journal_id = null');
    assert.match(
      lost['grants-are-what-arrived']!,
      /decided to give back 270000, .* journal none brought nothing/,
    );
    const more = await faults(
      "update ledger.transfer set amount = 280000 where code = 'compensation.granted'",
    );
    assert.match(more['grants-are-what-arrived']!, /decided to give back 270000, .* brought 280000/);
    const stray = await faults(`delete from refunds.refund where id = '${refundId}'`);
    assert.match(stray['grants-are-what-arrived']!, /270000 arrived in wallet .* for no refund/);
  });

  it('a compensation that was not kept as it was decided', async () => {
    const forgotten = await faults('delete from refunds.compensation');
    assert.match(
      forgotten['compensations-are-as-decided']!,
      /decided 0.27 for incident .*, kept nothing, of periods 270000/,
    );
    const less = await faults('update refunds.compensated_period set amount = 260000');
    assert.match(less['compensations-are-as-decided']!, /decided 0.27 .* kept 270000, of periods 260000/);
  });

  it('more given back of a period than was paid for it', async () => {
    const faultsOfPeriod = await faults('update numbers.rental_period set amount = 200000');
    assert.deepEqual(faultsOfPeriod, {
      'no-more-is-compensated-than-a-period-cost': 'rental 1, month 0: 0.27 was given back of 0.20',
    });
  });
});
