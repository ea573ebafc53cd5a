import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { openShop, tenOfRome } from '../../test/support/number-shop.ts';
import {
  affectedBy,
  cityScope,
  correctIncident,
  countAffectedBy,
  incidentById,
  incidentVersions,
  listIncidents,
  openIncident,
  type IncidentOrder,
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

const nobody = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
const title = { en: 'No calls', es: 'Sin llamadas', it: 'Niente chiamate' };

describe('an incident', () => {
  let shop: Awaited<ReturnType<typeof openShop>>;
  before(async () => {
    shop = await openShop([...tenOfRome(), { e164: '+390212345670', monthly: '4.00', city: 'milan' }]);
  });
  after(() => shop.drop());

  const open = (order: Partial<IncidentOrder> = {}) =>
    shop.inTx((tx) => openIncident(tx, shop.context, { ...outage, ...order }));

  it('is corrected without forgetting what was known', async () => {
    const { id } = await open({ until: null, provenBy: null });
    const corrected = await shop.inTx((tx) =>
      correctIncident(tx, shop.context, {
        incidentId: id,
        known: { until: rome('2022-04-13T06:00'), provenBy: 'probes' },
        reason: 'the probes have it',
        version: 1,
      }),
    );
    assert.equal(corrected.version, 2);
    const versions = await shop.inTx((tx) => incidentVersions(tx, id));
    assert.deepEqual(
      versions.map(({ version, until, provenBy, reason }) => [
        version,
        until?.toString() ?? null,
        provenBy,
        reason,
      ]),
      [
        [1, null, null, 'opened'],
        [2, '2022-04-13T04:00:00Z', 'probes', 'the probes have it'],
      ],
    );
    assert.deepEqual((await shop.inTx((tx) => incidentById(tx, id))).scope, { country: 'IT' });
  });

  it('is not corrected by somebody who looked at an older version', async () => {
    const { id: incidentId } = await open();
    const correct = (version: number) =>
      shop.inTx((tx) =>
        correctIncident(tx, shop.context, {
          incidentId,
          known: { fault: 'external' },
          reason: 'theirs',
          version,
        }),
      );
    const [first, second] = await Promise.allSettled([correct(1), correct(1)]);
    assert.deepEqual([first.status, second.status].toSorted(), ['fulfilled', 'rejected']);
    await assert.rejects(correct(1), { code: 'incidents.corrected_meanwhile' });
  });

  it('ends after it began, and is published with a title in every language', async () => {
    await assert.rejects(open({ until: outage.from }), { code: 'incidents.ends_too_early' });
    await assert.rejects(open({ isPublished: true, title: { ...title, it: ' ' } }), {
      code: 'incidents.title_missing',
    });
    const { id } = await open({ isPublished: true, title });
    const published = await shop.inTx((tx) => listIncidents(tx, { isPublished: true }, { limit: 10 }));
    assert.deepEqual(
      published.items.map((one) => one.id),
      [id],
    );
  });

  it('is told of: all to staff, and to everybody what is new on the public list', async () => {
    const { id: incidentId } = await open({ scope: { supplier: 'secret' } });
    const correct = (known: Partial<IncidentOrder>) =>
      shop.inTx((tx) => correctIncident(tx, shop.context, { incidentId, known, reason: 'better' }));
    const versions = async (kind: string) =>
      (await shop.events(`incidents.${kind}`)).flatMap((one) =>
        one['incidentId'] === incidentId ? [one['version']] : [],
      );
    await correct({ isPublished: true, title });
    // The list names no supplier: another one is no news to its readers.
    await correct({ scope: { supplier: 'another' } });
    await correct({ until: rome('2022-04-13T06:00') });
    await correct({ isPublished: false });
    await correct({ fault: 'external' });
    assert.deepEqual(
      [
        await versions('opened'),
        await versions('corrected'),
        await versions('published'),
        await versions('withdrawn'),
      ],
      [[1], [2, 3, 4, 5, 6], [2, 4], [5]],
    );
    const published = JSON.stringify(await shop.events('incidents.published'));
    assert.ok(published.includes(title.es) && !published.includes('secret'), published);
  });

  it('that nobody opened is unknown', async () => {
    await assert.rejects(
      shop.inTx((tx) => incidentById(tx, nobody)),
      { code: 'incidents.unknown' },
    );
    await assert.rejects(
      shop.inTx((tx) => correctIncident(tx, shop.context, { incidentId: nobody, known: {}, reason: 'none' })),
      { code: 'incidents.unknown' },
    );
  });

  it('is never changed or removed, whoever tries', async () => {
    await open();
    for (const statement of [
      "update incidents.version set fault = 'external'",
      'delete from incidents.incident',
    ])
      await assert.rejects(sql.raw(statement).execute(shop.db), /append-only/);
  });

  it('affects the numbers of its scope that were active at some moment of it', async () => {
    await shop.customer('ada', '12.00');
    await shop.customer('bob', '4.00');
    await shop.customer('eve', '8.00');
    await shop.buy('ada', '+390612345670');
    await shop.buy('ada', '+390212345670');
    await shop.buy('bob', '+390612345671');
    // Ada's credit renews one of two. Bob's number is in quarantine from 10 April on; Eve buys hers while it lasts.
    await shop.at('2022-04-13T09:00');
    await shop.buy('eve', '+390612345672');
    await shop.at('2022-04-20T09:00');
    const inRome = await open({ scope: await shop.inTx((tx) => cityScope(tx, 'Roma')) });
    const affected = async (incident: typeof inRome, customerId?: string) =>
      (await shop.inTx((tx) => affectedBy(tx, shop.context, incident, { limit: 10, customerId }))).items.map(
        ({ e164 }) => e164,
      );
    assert.deepEqual(await affected(inRome), ['+390612345670', '+390612345672']);
    assert.deepEqual(await affected(await open({ from: rome('2022-04-09T23:59') })), [
      '+390612345670',
      '+390212345670',
      '+390612345671',
      '+390612345672',
    ]);
    await shop.topUp('bob', '4.00');
    assert.equal(await shop.status('+390612345671'), 'active until 2022-05-10');
    // Restored on the 20th: it was not active on the 13th.
    assert.deepEqual(await affected(inRome, shop.id('bob')), []);
    const later = await open({ scope: { numbers: ['+390612345671'] }, until: null });
    assert.deepEqual(await affected(later), []);
    await shop.at('2022-04-20T10:00');
    assert.deepEqual(await affected(later), ['+390612345671']);
    assert.deepEqual(await shop.inTx((tx) => countAffectedBy(tx, shop.context, later)), {
      numbers: 1,
      customers: 1,
    });
    assert.deepEqual(await affected(await open({ scope: { supplier: 'sandbox' } }), shop.id('eve')), [
      '+390612345672',
    ]);
  });
});
