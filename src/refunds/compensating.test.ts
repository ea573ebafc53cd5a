import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { correctIncident, openIncident, type IncidentOrder } from '#incidents';
import { toDecimal } from '#money';
import { freezeCredit, thawCredit } from '#wallet';
import { faultsOf } from '../../test/support/books.ts';
import { openShop, tenOfRome } from '../../test/support/number-shop.ts';
import {
  checkRefunds,
  compensatePassedOver,
  compensationById,
  compensations,
  listRefunds,
  requestRefund,
  startCompensation,
  type CompensationRun,
} from './index.ts';

const rome = (text: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Rome').toInstant();

const outage: IncidentOrder = {
  from: rome('2022-04-12T06:00'),
  until: rome('2022-04-14T06:00'),
  services: ['voice'],
  scope: { country: 'IT' },
  fault: 'ours',
  provenBy: 'staff',
};

describe('compensating everybody whom an incident affected', () => {
  let shop: Awaited<ReturnType<typeof openShop>>;
  let incidentId: string;
  before(async () => {
    shop = await openShop(tenOfRome(), { start: '2022-04-10T09:00' });
    await shop.customer('ada', '8.00');
    await shop.customer('bob', '4.00');
    await shop.customer('eve', '4.00');
    await shop.buy('ada', '+390612345670');
    await shop.buy('ada', '+390612345671');
    await shop.buy('bob', '+390612345672');
    await shop.buy('eve', '+390612345673');
    await shop.at('2022-04-20T12:00');
    ({ id: incidentId } = await open());
  });
  after(() => shop.drop());

  const open = (order: Partial<IncidentOrder> = {}) =>
    shop.inTx((tx) => openIncident(tx, shop.context, { ...outage, ...order }));
  const start = (id = incidentId) => shop.inTx((tx) => startCompensation(tx, shop.context, id));
  const run = async (): Promise<string> => {
    const { id } = await start();
    // Two workers at once: one of them finds nothing to do.
    await Promise.all([compensations.run(shop.db, shop.context), compensations.run(shop.db, shop.context)]);
    return told(await shop.inTx((tx) => compensationById(tx, id)));
  };
  const told = ({ lookedAt, compensated, frozen, givenMicros, finishedAt }: CompensationRun): string =>
    `${compensated} of ${lookedAt}, ${frozen} frozen, ${toDecimal(givenMicros)}${finishedAt === null ? '' : ', finished'}`;
  const credits = async () => [await shop.credit('ada'), await shop.credit('bob'), await shop.credit('eve')];
  const correct = (known: Partial<IncidentOrder>) =>
    shop.inTx((tx) => correctIncident(tx, shop.context, { incidentId, known, reason: 'known better' }));

  it('gives each what is due for each number, passing over who is frozen; again it gives nothing', async () => {
    await shop.inTx((tx) => freezeCredit(tx, shop.context, shop.id('eve')));
    assert.equal(await run(), '3 of 4, 1 frozen, 0.81, finished');
    assert.deepEqual(await credits(), ['0.54', '0.27', '0.00']);
    assert.equal(await run(), '0 of 4, 1 frozen, 0.00, finished');
    assert.equal((await shop.events('refunds.decided')).length, 3);
    const runs = await shop.events('refunds.incident_compensated');
    assert.deepEqual(
      runs.map((one) => [one['incidentId'], one['compensated'], one['frozen'], one['givenMicros']]),
      [
        [incidentId, 3, 1, '810000'],
        [incidentId, 0, 1, '0'],
      ],
    );
  });

  it('gives to who was frozen what runs would have given, once, when the credit is free', async () => {
    const free = () => shop.inTx((tx) => compensatePassedOver(tx, shop.context, shop.id('eve')));
    assert.equal(await free(), 0);
    await shop.inTx((tx) => thawCredit(tx, shop.context, shop.id('eve')));
    // Two runs have passed over.
    assert.equal(await free(), 1);
    assert.equal(await free(), 0);
    assert.equal(await run(), '0 of 4, 0 frozen, 0.00, finished');
    assert.deepEqual(await credits(), ['0.54', '0.27', '0.27']);
  });

  it('gives nothing to who has asked already, and the difference after a correction, which takes nothing back', async () => {
    await correct({ until: rome('2022-04-15T06:00') });
    const { decision } = await shop.inTx((tx) =>
      requestRefund(tx, shop.as('bob'), {
        customerId: shop.id('bob'),
        subject: 'disruption',
        e164: '+390612345672',
        incidentId,
        destination: 'credit',
        key: 'mine',
      }),
    );
    assert.equal(toDecimal(decision.toCreditMicros), '0.13');
    assert.equal(await run(), '3 of 4, 0 frozen, 0.39, finished');
    assert.deepEqual(await credits(), ['0.80', '0.40', '0.40']);
    await correct({ until: rome('2022-04-12T07:00') });
    assert.equal(await run(), '0 of 4, 0 frozen, 0.00, finished');
    await correct({ until: rome('2022-04-15T06:00') });
    assert.equal(await run(), '0 of 4, 0 frozen, 0.00, finished');
    assert.deepEqual(await credits(), ['0.80', '0.40', '0.40']);
  });

  it('is refused for what is not ours, not proven or not over', async () => {
    const reasons = [
      { order: { fault: 'external' as const }, reason: 'external' },
      { order: { provenBy: null }, reason: 'not_proven' },
      { order: { until: null }, reason: 'not_over' },
      { order: { until: rome('2022-04-20T12:01') }, reason: 'not_over' },
    ];
    for (const { order, reason } of reasons) {
      const { id } = await open(order);
      await assert.rejects(start(id), {
        code: 'refunds.incident_not_compensated',
        data: { incidentId: id, reason },
      });
    }
    const nobody = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
    await assert.rejects(start(nobody), { code: 'incidents.unknown' });
    await assert.rejects(
      shop.inTx((tx) => compensationById(tx, nobody)),
      { code: 'refunds.compensation_unknown' },
    );
  });

  it('leaves a decision for each, and books that hold', async () => {
    const { items } = await shop.inTx((tx) => listRefunds(tx, { incidentId }, { limit: 20 }));
    assert.equal(items.length, 8);
    assert.ok(
      items.every(({ decision }) => decision.outcome === 'granted' && decision.clauses.join() === 'R3'),
    );
    assert.deepEqual(faultsOf(await shop.inTx(checkRefunds)), {});
    await shop.isSound();
  });
});
