import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '#platform';
import { planTo, type Hours, type Plan, type Target } from './plan.ts';
import { areWithin, describePlan, planWithout, readTarget, refuseRingingAtOnce, ruleAt } from './rules.ts';

const sip = (target = 'sip:ada@sip.example.net'): Target => ({ kind: 'sip', target });
const phone = (target = '+393471234567'): Target => ({ kind: 'pstn', target });
const service = (target = 'phone-system'): Target => ({ kind: 'service', target });

describe('a target', () => {
  const check = (text: string, expected: string): void => {
    try {
      assert.equal(readTarget(text).kind, expected, text);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      assert.equal((error.data as { fault: string }).fault, expected, text);
    }
  };

  it('is a SIP address', () => {
    check('sip:ada@sip.example.net', 'sip');
    check('sips:ada.l@sip.example.net:5061', 'sip');
    check('sip:100@192.0.2.7', 'sip');
    check('sip:100@[2001:db8::7]:5060;transport=tls', 'sip');
  });

  it('is a phone number in E.164', () => {
    check('+393471234567', 'pstn');
    check('+39', 'not_a_number');
    check('+39 347 1234567', 'not_a_number');
    check('+3934712345678901', 'not_a_number');
    check('+039347123456', 'not_a_number');
  });

  it('is nothing else', () => {
    check('sip:ada', 'not_sip');
    check('sip:@example.net', 'not_sip');
    check('sip:ada@', 'not_sip');
    check('sip:ada@example..net', 'not_sip');
    check('sip:ada@example.net?Subject=x', 'not_sip');
    check('sip:ada@example.net\r\nRoute: <sip:evil@example.org>', 'not_sip');
    check(`sip:${'a'.repeat(65)}@example.net`, 'not_sip');
    check('SIP:ada@example.net', 'not_sip');
    check('00393471234567', 'not_a_target');
    check('tel:+393471234567', 'not_a_target');
    check('', 'not_a_target');
  });
});

describe('the hours of a rule', () => {
  // 2022-03-07 was a Monday.
  const check = (hours: Hours, local: string, expected: boolean): void =>
    assert.equal(areWithin(hours, Temporal.PlainDateTime.from(local)), expected, local);
  const workdays = [1, 2, 3, 4, 5];

  it('are all hours when none are named', () => {
    check({ days: null, minutes: null }, '2022-03-13T03:00', true);
    check({ days: workdays, minutes: null }, '2022-03-11T23:59', true);
    check({ days: workdays, minutes: null }, '2022-03-12T00:00', false);
  });

  it('begin with their first minute and end before their last', () => {
    const office: Hours = { days: workdays, minutes: { from: 9 * 60, until: 18 * 60 } };
    check(office, '2022-03-07T08:59:59', false);
    check(office, '2022-03-07T09:00', true);
    check(office, '2022-03-07T17:59:59', true);
    check(office, '2022-03-07T18:00', false);
    check({ days: null, minutes: { from: 0, until: 1440 } }, '2022-03-07T23:59:59', true);
  });

  it('that go past midnight belong to the day on which they began', () => {
    const fridayNight: Hours = { days: [5], minutes: { from: 22 * 60, until: 2 * 60 } };
    check(fridayNight, '2022-03-11T21:59', false);
    check(fridayNight, '2022-03-11T22:00', true);
    check(fridayNight, '2022-03-12T01:59', true);
    check(fridayNight, '2022-03-12T02:00', false);
    check(fridayNight, '2022-03-11T01:00', false);
    const sundayNight: Hours = { days: [7], minutes: { from: 22 * 60, until: 2 * 60 } };
    check(sundayNight, '2022-03-14T01:00', true);
  });

  it('decide which rule counts: the first one, or none', () => {
    const steps = [{ ringSeconds: 30, targets: [sip()] }];
    const office = { days: workdays, minutes: { from: 9 * 60, until: 18 * 60 }, steps };
    const weekdays = { days: workdays, minutes: null, steps };
    const plan: Plan = { channels: 1, rules: [office, weekdays] };
    const ruleOn = (local: string) => ruleAt(plan, Temporal.PlainDateTime.from(local));
    assert.equal(ruleOn('2022-03-07T10:00'), office);
    assert.equal(ruleOn('2022-03-07T20:00'), weekdays);
    assert.equal(ruleOn('2022-03-12T10:00'), undefined);
  });
});

describe('targets that ring at once', () => {
  const check = (targets: readonly Target[], expected: string | null): void => {
    try {
      refuseRingingAtOnce({ ringSeconds: 30, targets });
      assert.equal(null, expected);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      assert.equal((error.data as { fault: string }).fault, expected);
    }
  };

  it('are free ones, each once', () => {
    check([sip(), sip('sip:bob@sip.example.net'), service()], null);
    check([phone()], null);
    check([sip(), phone()], 'rings_at_once');
    check([phone(), phone('+393477654321')], 'rings_at_once');
    check([sip(), sip()], 'named_twice');
  });
});

describe('a plan without a service that ended', () => {
  it('keeps what else it says', () => {
    const always = { days: null, minutes: null };
    const plan: Plan = {
      channels: 2,
      rules: [
        { ...always, days: [1], steps: [{ ringSeconds: 20, targets: [service()] }] },
        {
          ...always,
          steps: [
            { ringSeconds: 20, targets: [sip(), service()] },
            { ringSeconds: 30, targets: [service()] },
            { ringSeconds: 40, targets: [phone()] },
          ],
        },
      ],
    };
    const rest = planWithout(plan, 'phone-system');
    assert.equal(describePlan(rest), 'sip:ada@sip.example.net, +393471234567');
    assert.deepEqual(
      rest.rules.map(({ steps }) => steps.map(({ ringSeconds }) => ringSeconds)),
      [[20, 40]],
    );
    assert.equal(describePlan(planWithout(planTo(service()), 'phone-system')), 'none');
    assert.deepEqual(planWithout(plan, 'another'), plan);
  });
});
