import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromDecimal } from '#money';
import type { Tx } from '#platform';
import { announceSunset, putService } from '#suppliers';
import { rowsOf } from '../../../test/support/number-shop.ts';
import {
  always,
  dates,
  ofAda,
  ofBob,
  onTheService,
  phone,
  refused,
  service,
  sip,
  titles,
} from '../../../test/support/phone-system.ts';
import type { Plan, Target } from '../forwarding/plan.ts';
import { setRates } from '../rates/set-rates.ts';
import { planMoved } from './move.ts';

describe('moving in one step', () => {
  it('to a VoIP account moves all numbers of the customer, and nobody else’s', async () => {
    const { move, forwarding } = await onTheService();
    const { moved, rate } = await move({ to: sip });
    assert.deepEqual(
      moved,
      ofAda.map((e164) => ({ e164, forwarding: sip.target })),
    );
    assert.equal(rate, null);
    assert.equal(await forwarding('bob', ofBob[0]), 'phone-system');
    await refused('voice.not_on_service', move({ to: sip }));
  });

  it('to a phone number says what a minute costs, and is refused where there is no rate', async () => {
    const { move, inTx, context, forwarding } = await onTheService();
    await refused('voice.no_rate', move({ to: phone }));
    assert.equal(await forwarding('ada', ofAda[0]), 'phone-system');
    await inTx((tx) => setItalianRate(tx, context));
    const { moved, rate } = await move({ to: phone, e164s: [ofAda[1]] });
    assert.deepEqual(moved, [{ e164: ofAda[1], forwarding: phone.target }]);
    assert.equal(rate?.perMinuteMicros, fromDecimal('0.0120'));
    assert.equal(await forwarding('ada', ofAda[0]), 'phone-system');
  });

  it('is refused for what is not the customer’s, or not on the service', async () => {
    const { move } = await onTheService();
    await refused('numbers.not_yours', move({ to: sip, e164s: [ofBob[0]] }));
    await move({ to: sip, e164s: [ofAda[0]] });
    await refused('voice.not_on_service', move({ to: sip, e164s: [...ofAda] }));
    await refused(
      'voice.service_closed',
      (async () => {
        const closed = await onTheService();
        await closed.inTx((tx) =>
          putService(tx, closed.context, { name: 'fax', titles, supplier: null, sipUriTemplate: null }),
        );
        await closed.inTx((tx) =>
          announceSunset(tx, closed.context, { ...dates('2022-06-01', '2022-12-31'), service: 'fax' }),
        );
        await closed.move({ to: { kind: 'service', target: 'fax' } });
      })(),
    );
  });

  it('leaves a number in quarantine alone, and moves the others', async () => {
    const { move, db, sleepUntil, forwarding } = await onTheService();
    await rowsOf(db, `update numbers.rental set renewal = false where e164 = '${ofAda[0]}'`);
    sleepUntil('2022-12-01T00:00');
    await rowsOf(
      db,
      `update numbers.rental set state = 'quarantined', quarantined_at = '2022-12-01', restorable_until = '2023-01-04' where e164 = '${ofAda[0]}'`,
    );
    assert.deepEqual((await move({ to: sip })).moved, [{ e164: ofAda[1], forwarding: sip.target }]);
    await refused('numbers.quarantined', move({ to: sip, e164s: [ofAda[0]] }));
    assert.equal(await forwarding('ada', ofAda[0]), 'phone-system');
  });

  it('puts a phone number after what rang together with the service, since it rings alone', () => {
    const other: Target = { kind: 'sip', target: 'sip:office@sip.example.net' };
    const plan: Plan = {
      channels: 3,
      rules: [
        {
          ...always,
          steps: [
            { ringSeconds: 20, targets: [service, other] },
            { ringSeconds: 30, targets: [service] },
            { ringSeconds: 40, targets: [other] },
          ],
        },
      ],
    };
    const stepsWith = (to: Target) =>
      planMoved(plan, 'phone-system', to).rules.flatMap(({ steps }) =>
        steps.map(
          ({ ringSeconds, targets }) => `${ringSeconds}: ${targets.map(({ target }) => target).join(' ')}`,
        ),
      );
    assert.deepEqual(stepsWith(phone), [
      `20: ${other.target}`,
      `20: ${phone.target}`,
      `30: ${phone.target}`,
      `40: ${other.target}`,
    ]);
    assert.deepEqual(stepsWith(sip), [
      `20: ${other.target} ${sip.target}`,
      `30: ${sip.target}`,
      `40: ${other.target}`,
    ]);
    assert.deepEqual(stepsWith(other), [`20: ${other.target}`, `30: ${other.target}`, `40: ${other.target}`]);
  });
});

const setItalianRate = (tx: Tx, context: Parameters<typeof setRates>[1]): Promise<void> =>
  setRates(tx, context, [
    {
      prefix: '39',
      destination: 'Italy',
      appliesFrom: Temporal.PlainDate.from('2022-01-01'),
      state: 'open',
      perMinuteMicros: fromDecimal('0.0120'),
      connectionFeeMicros: 0n,
      incrementSeconds: 60,
      minimumSeconds: 0,
    },
  ]);
