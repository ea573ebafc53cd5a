import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recordDoneThrough } from '#platform';
import { correctSunset } from '#suppliers';
import { rowsOf } from '../../../test/support/number-shop.ts';
import {
  always,
  dates,
  ofAda,
  ofBob,
  onTheService,
  refused,
  service,
  sip,
} from '../../../test/support/phone-system.ts';
import { planTo } from '../forwarding/plan.ts';
import { sunsetReminders } from './reminders.ts';
import { serviceEnds } from './service-ends.ts';
import { tellOfSunset } from './tell-of-sunset.ts';

describe('the announcement', () => {
  it('is said once of each customer on the service, with all their numbers', async () => {
    const { inTx, context, events, id, forward } = await onTheService();
    await forward('bob', ofBob[0], planTo(sip));
    const announced = {
      service: 'phone-system',
      revision: 1,
      closedFrom: '2022-07-01',
      lastDay: '2022-12-31',
    };
    await inTx((tx) => tellOfSunset(tx, context, announced));
    assert.deepEqual(
      (await events('voice.sunset_announced')).toSorted((a, b) =>
        a['customerId'] === id('ada') ? -1 : Number(b['customerId'] === id('ada')),
      ),
      [
        { customerId: id('ada'), ...announced, numbers: ofAda },
        { customerId: id('bob'), ...announced, numbers: [ofBob[1]] },
      ],
    );
    assert.deepEqual(await events('voice.sunset_announcing'), []);
  });
});

describe('the reminders', () => {
  it('made up for after months are the most recent step alone, and nobody hears the same twice', async () => {
    const { remindOn, reminded } = await onTheService();
    await remindOn('2022-12-10T09:00');
    assert.deepEqual((await reminded()).toSorted(), ['ada 30: 2', 'bob 30: 2']);
    await remindOn('2022-12-10T10:00');
    assert.equal((await reminded()).length, 2);
    await remindOn('2022-12-26T09:00');
    assert.deepEqual((await reminded()).slice(2).toSorted(), ['ada 7: 2', 'bob 7: 2']);
  });

  it('of a run that was killed before its end are not written again', async () => {
    const { db, remindOn, reminded } = await onTheService();
    await remindOn('2022-10-03T00:00');
    // As if it had been killed after its last customer: the day is not done.
    await rowsOf(db, `update platform.task set done_through = null where name = 'voice.sunset_reminders'`);
    await remindOn('2022-10-03T00:05');
    assert.equal((await reminded()).length, 2);
  });

  it('of two workers at once are written once', async () => {
    const { db, context, sleepUntil, reminded } = await onTheService();
    sleepUntil('2022-10-03T00:00');
    await Promise.all([1, 2, 3].map(() => sunsetReminders.run(db, context)));
    assert.equal((await reminded()).length, 2);
  });

  it('count anew from an end that was moved', async () => {
    const { inTx, context, remindOn, reminded } = await onTheService();
    await remindOn('2022-12-25T00:00');
    await inTx((tx) => correctSunset(tx, context, dates('2022-07-01', '2023-01-31')));
    await remindOn('2023-01-01T00:00');
    assert.equal((await reminded()).length, 2);
    await remindOn('2023-01-02T00:00');
    assert.deepEqual((await reminded()).slice(2).toSorted(), ['ada 30: 2', 'bob 30: 2']);
  });

  it('are not sent of a service that ended while nothing ran', async () => {
    const { db, context, remindOn, reminded } = await onTheService();
    await recordDoneThrough(db, 'voice.sunset_reminders', Temporal.PlainDate.from('2022-12-24'));
    await remindOn('2023-01-05T09:00');
    assert.deepEqual(await reminded(), []);
    assert.equal(await sunsetReminders.run(db, context), 0);
  });
});

describe('the end', () => {
  it('takes the service out of every forwarding, and leaves what else it says', async () => {
    const { db, context, forward, forwarding, sleepUntil, events } = await onTheService();
    await forward('ada', ofAda[0], {
      channels: 2,
      rules: [
        {
          ...always,
          steps: [
            { ringSeconds: 20, targets: [service] },
            { ringSeconds: 30, targets: [sip] },
          ],
        },
      ],
    });
    sleepUntil('2022-12-31T23:59:59');
    await serviceEnds.run(db, context);
    assert.equal(await forwarding('bob', ofBob[0]), 'phone-system');
    sleepUntil('2023-01-01T00:00');
    assert.equal(await serviceEnds.run(db, context), 5);
    assert.equal(await forwarding('ada', ofAda[0]), sip.target);
    for (const [name, e164] of [
      ['ada', ofAda[1]],
      ['bob', ofBob[0]],
      ['bob', ofBob[1]],
    ] as const)
      assert.equal(await forwarding(name, e164), 'none');
    const ends = (await events('voice.forwarding_changed')).filter(({ after }) => after === 'none');
    assert.equal(ends.length, 3);
    assert.equal(await serviceEnds.run(db, context), 0);
  });

  it('happens once with several workers, and beside a customer who moves at that instant', async () => {
    const { db, context, forward, forwarding, sleepUntil, events } = await onTheService();
    sleepUntil('2023-01-01T00:00');
    await Promise.all([
      serviceEnds.run(db, context),
      forward('ada', ofAda[0], planTo(sip)),
      serviceEnds.run(db, context),
    ]);
    await serviceEnds.run(db, context);
    assert.equal(await forwarding('ada', ofAda[0]), sip.target);
    assert.equal(await forwarding('ada', ofAda[1]), 'none');
    const ends = (await events('voice.forwarding_changed')).filter(({ after }) => after === 'none');
    const ended = ends.map(({ e164 }) => e164);
    assert.deepEqual(ended, [...new Set(ended)]);
  });

  it('that is late by days still happens, and until then nothing new comes', async () => {
    const { db, context, forward, forwarding, sleepUntil } = await onTheService();
    sleepUntil('2023-01-05T12:00');
    await refused('voice.service_closed', forward('ada', ofAda[0], { ...planTo(service), channels: 1 }));
    await serviceEnds.run(db, context);
    assert.equal(await forwarding('ada', ofAda[0]), 'none');
  });
});
