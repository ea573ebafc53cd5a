import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Refusal } from '#platform';
import { did, openExchange, phone, type Exchange } from '../../../test/support/exchange.ts';
import { planTo, type Plan, type Step, type Target } from '../forwarding/plan.ts';
import { changeVoiceSettings } from '../settings/settings.ts';
import { callOf } from './read-calls.ts';

const sip = (user: string): Target => ({ kind: 'sip', target: `sip:${user}@sip.example.net` });
const pstn = (target = phone): Target => ({ kind: 'pstn', target });
const always = (...steps: readonly Step[]): Plan => ({
  channels: 2,
  rules: [{ days: null, minutes: null, steps }],
});

describe('a call', () => {
  let exchange: Exchange;
  const open = async (...args: Parameters<typeof openExchange>): Promise<void> => {
    exchange = await openExchange(...args);
  };
  afterEach(async () => {
    await exchange.isSound();
    await exchange.drop();
  });

  it('is charged by the started minute, from what was held for it', async () => {
    await open('1.00');
    await exchange.place({ talkSeconds: 61 });
    assert.equal(await exchange.wallet(), '1.00 0.10');
    assert.equal(
      await exchange.call(0, { did: '+390612345679' }),
      'refused (unknown_number) 0 s, billed 0 s: 0.00',
    );
    assert.ok((await exchange.described()).includes('completed (hung_up) 61 s, billed 120 s: 0.10'));
    assert.equal(await exchange.wallet(), '0.90 0.00');
  });

  it('is cut when the credit is used up, and what is left of it does not pay for another', async () => {
    await open('0.12');
    assert.equal(await exchange.call(600), 'cut (credit_used_up) 120 s, billed 120 s: 0.10');
    assert.equal(await exchange.call(10), 'refused (no_credit) 0 s, billed 0 s: 0.00');
    assert.equal(await exchange.wallet(), '0.02 0.00');
  });

  it('goes on slice by slice, and costs what one long slice would', async () => {
    await open('10.00');
    assert.equal(await exchange.call(1_000), 'completed (hung_up) 1000 s, billed 1020 s: 0.85');
    assert.equal(await exchange.wallet(), '9.15 0.00');
  });

  it('ends after two hours at the latest, however much credit there is', async () => {
    await open('100.00');
    assert.equal(await exchange.call(8_000), 'completed (longest_call) 7200 s, billed 7200 s: 6.00');
  });

  it('goes on when credit arrives before the last of it is used up', async () => {
    await open('0.05');
    await exchange.place({ talkSeconds: 100 });
    await exchange.pass(50);
    await exchange.topUp('ada', '1.00');
    await exchange.pass(200);
    assert.deepEqual(await exchange.described(), ['completed (hung_up) 100 s, billed 120 s: 0.10']);
  });

  it('that nobody answers costs nothing', async () => {
    await open('1.00');
    assert.equal(
      await exchange.call(60, { answers: 'none' }),
      'unanswered (not_answered) 0 s, billed 0 s: 0.00',
    );
    assert.equal(await exchange.call(0), 'completed (hung_up) 0 s, billed 0 s: 0.00');
    assert.equal(await exchange.wallet(), '1.00 0.00');
  });

  it('shares the credit with another one, and neither talks for more than there is', async () => {
    await open('0.30');
    await exchange.place({ talkSeconds: 600 });
    await exchange.place({ talkSeconds: 600 });
    await exchange.place({ talkSeconds: 600 });
    assert.equal(await exchange.wallet(), '0.30 0.30');
    await exchange.pass(700);
    assert.deepEqual(await exchange.described(), [
      'cut (credit_used_up) 120 s, billed 120 s: 0.10',
      'cut (credit_used_up) 120 s, billed 120 s: 0.10',
      'cut (credit_used_up) 120 s, billed 120 s: 0.10',
    ]);
    assert.equal(await exchange.wallet(), '0.00 0.00');
  });

  it('finds as many channels as its number has', async () => {
    await open('1.00');
    await exchange.forward({ ...planTo(pstn()), channels: 1 });
    await exchange.place({ talkSeconds: 30 });
    const busy = await exchange.place({ talkSeconds: 30 });
    assert.equal(busy.reason, 'channels_busy');
    await exchange.pass(30);
    assert.equal((await exchange.place()).state, 'ringing');
  });

  it('goes to the next target when the one before does not answer, at its own rate', async () => {
    await open('1.00');
    await exchange.rates({ prefix: '39348', perMinute: '0.20' });
    const plan = always(
      { ringSeconds: 20, targets: [sip('desk'), sip('home')] },
      { ringSeconds: 20, targets: [pstn('+393481234567')] },
    );
    await exchange.forward(plan);
    assert.equal(await exchange.call(30), 'completed (hung_up) 30 s, billed 0 s: 0.00');
    assert.equal(await exchange.call(30, { answers: '1.1' }), 'completed (hung_up) 30 s, billed 0 s: 0.00');
    assert.equal(await exchange.call(30, { answers: '2.0' }), 'completed (hung_up) 30 s, billed 60 s: 0.20');
    assert.equal(await exchange.wallet(), '0.80 0.00');
  });

  it('passes over what cannot be paid for', async () => {
    await open('0.01');
    const steps = [
      { ringSeconds: 20, targets: [pstn()] },
      { ringSeconds: 20, targets: [sip('home')] },
    ];
    await exchange.forward(always(...steps));
    const { targets } = await exchange.place();
    assert.deepEqual(
      targets.map(({ step, branch, target }) => `${step}.${branch} ${target}`),
      ['1.1 sip:home@sip.example.net'],
    );
  });

  it('goes where the hours say, on the clock of the customer', async () => {
    // A Thursday, 09:00 in Rome: 08:00 in London.
    await open('1.00');
    const office = { days: [1, 2, 3, 4, 5], minutes: { from: 9 * 60, until: 18 * 60 } };
    const steps = [{ ringSeconds: 20, targets: [sip('desk')] }];
    await exchange.forward({ channels: 2, rules: [{ ...office, steps }] });
    assert.equal((await exchange.place({ talkSeconds: 0 })).state, 'ringing');
    await exchange.inTx((tx) => changeVoiceSettings(tx, exchange.id('ada'), { timeZone: 'Europe/London' }));
    assert.equal((await exchange.place()).reason, 'outside_hours');
    await exchange.pass(3_600);
    assert.equal((await exchange.place()).state, 'ringing');
  });

  it('cannot spend what is set aside for renewals', async () => {
    await open('4.10');
    await exchange.inTx((tx) => changeVoiceSettings(tx, exchange.id('ada'), { setAsideDays: 7 }));
    // The renewal is due in a month: nothing is set aside yet.
    assert.equal(await exchange.call(10), 'completed (hung_up) 10 s, billed 60 s: 0.05');
    await exchange.at('2022-04-03T09:00');
    assert.equal(await exchange.call(120), 'cut (credit_used_up) 60 s, billed 60 s: 0.05');
    assert.equal(await exchange.call(10), 'refused (no_credit) 0 s, billed 0 s: 0.00');
    await exchange.at('2022-04-10T09:00');
    assert.equal(await exchange.status(did), 'active until 2022-05-10');
  });

  it('keeps the rate with which it began', async () => {
    await open('5.00', { start: '2022-03-10T23:58' });
    await exchange.rates({ prefix: '393', perMinute: '1.00', from: '2022-03-11' });
    assert.equal(await exchange.call(300), 'completed (hung_up) 300 s, billed 300 s: 0.25');
    assert.equal(await exchange.call(60), 'completed (hung_up) 60 s, billed 60 s: 1.00');
  });

  it('goes on to its end when its number is cancelled meanwhile', async () => {
    await open('0.50', { start: '2022-03-10T12:00' });
    await exchange.at('2022-04-09T23:59');
    assert.equal(await exchange.call(180), 'completed (hung_up) 180 s, billed 180 s: 0.15');
    assert.match(await exchange.status(did), /^quarantined/);
    assert.equal((await exchange.place()).reason, 'quarantined');
  });

  it('is seen by its customer alone', async () => {
    await open('1.00');
    const { id: callId } = await exchange.place();
    await exchange.customer('bob');
    const seenBy = (name: string) =>
      exchange
        .inTx((tx) => callOf(tx, { callId, customerId: exchange.id(name) }))
        .then(
          ({ state }) => state,
          (error: Refusal) => error.code,
        );
    assert.equal(await seenBy('ada'), 'ringing');
    assert.equal(await seenBy('bob'), 'voice.unknown_call');
  });

  it('is told to others when it has ended, once', async () => {
    await open('1.00');
    await exchange.call(61, { repeats: 2 });
    const [told, ...others] = await exchange.events('voice.call_ended');
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...told, callId: '', customerId: '' },
      {
        customerId: '',
        callId: '',
        e164: did,
        caller: '+441632960001',
        target: phone,
        outcome: 'completed',
        reason: 'hung_up',
        talkSeconds: 61,
        billedSeconds: 120,
        charge: '0.10',
        chargeMicros: '100000',
      },
    );
  });
});

describe('an edge whose news', () => {
  let exchange: Exchange;
  const open = async (credit: string): Promise<void> => {
    exchange = await openExchange(credit);
  };
  afterEach(async () => {
    await exchange.isSound();
    await exchange.drop();
  });

  it('come several times are believed once', async () => {
    await open('1.00');
    assert.equal(await exchange.call(61, { repeats: 3 }), 'completed (hung_up) 61 s, billed 120 s: 0.10');
    assert.equal(await exchange.wallet(), '0.90 0.00');
  });

  it('come in the wrong order make the same call', async () => {
    await open('1.00');
    const late = { lateSeconds: { answer: 90 } };
    assert.equal(await exchange.call(61, late), 'completed (hung_up) 61 s, billed 120 s: 0.10');
  });

  it('of the end is lost has the call closed at the end of its slice', async () => {
    await open('1.00');
    await exchange.place({ talkSeconds: 61, loses: ['end'] });
    await exchange.pass(400);
    assert.deepEqual(await exchange.described(), ['completed (end_lost) 120 s, billed 120 s: 0.10']);
  });

  it('of the end comes when the call was closed changes nothing any more', async () => {
    await open('1.00');
    await exchange.place({ talkSeconds: 30, lateSeconds: { end: 3_600 } });
    await exchange.pass(4_000);
    assert.deepEqual(await exchange.described(), ['completed (end_lost) 120 s, billed 120 s: 0.10']);
  });

  it('is lost altogether costs nothing', async () => {
    await open('1.00');
    await exchange.place({ talkSeconds: 61, loses: ['answer', 'end', 'failed'] });
    await exchange.pass(400);
    assert.deepEqual(await exchange.described(), ['unanswered (no_news) 0 s, billed 0 s: 0.00']);
    assert.equal(await exchange.wallet(), '1.00 0.00');
  });

  it('cannot be asked for ends calls with their slice, and is waited for', async () => {
    await open('10.00');
    await exchange.place({ talkSeconds: 600, unreachable: true });
    await exchange.pass(119);
    // Two slices are held: nobody knows whether it has heard.
    assert.equal(await exchange.wallet(), '10.00 0.20');
    await exchange.pass(200);
    assert.deepEqual(await exchange.described(), ['cut (not_prolonged) 120 s, billed 120 s: 0.10']);
    assert.equal(await exchange.wallet(), '9.90 0.00');
  });

  it('asks twice about one call gets one answer', async () => {
    await open('1.00');
    const first = await exchange.place({ edgeCallId: 'one' });
    const second = await exchange.place({ edgeCallId: 'one' });
    assert.equal(first.id, second.id);
    assert.equal(await exchange.wallet(), '1.00 0.10');
  });
});
