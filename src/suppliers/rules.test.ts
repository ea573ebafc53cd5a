import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  endOf,
  faultOfSunset,
  fillTemplate,
  isEarlier,
  isUriTemplate,
  isUserName,
  statusOn,
} from './rules.ts';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const sunset = (closedFrom: string, lastDay: string) => ({
  closedFrom: date(closedFrom),
  lastDay: date(lastDay),
});

describe('a service whose end is announced', () => {
  for (const [day, status] of [
    ['2022-06-30', 'open'],
    ['2022-07-01', 'closed'],
    ['2022-12-31', 'closed'],
    ['2023-01-01', 'ended'],
  ] as const)
    it(`is ${status} on ${day}`, () => {
      assert.equal(statusOn(sunset('2022-07-01', '2022-12-31'), date(day)), status);
    });

  it('is open for ever when nobody announces that it ends', () => {
    assert.equal(statusOn(undefined, date('2999-12-31')), 'open');
  });

  it('ends at the start of the day after its last', () => {
    assert.equal(String(endOf(sunset('2022-07-01', '2022-12-31'))), '2023-01-01');
  });

  for (const [closedFrom, lastDay, fault] of [
    ['2022-07-01', '2022-12-31', null],
    ['2022-06-01', '2022-06-30', null],
    ['2022-12-31', '2022-12-31', null],
    ['2022-12-31', '2022-12-30', 'ends_before_it_closes'],
    ['2022-06-01', '2022-06-29', 'ended_already'],
  ] as const)
    it(`closed from ${closedFrom}, last day ${lastDay}, announced on 30 June: ${fault ?? 'can be'}`, () => {
      assert.equal(faultOfSunset(sunset(closedFrom, lastDay), date('2022-06-30')), fault);
    });

  it('is corrected towards later only', () => {
    const announced = sunset('2022-07-01', '2022-12-31');
    assert.equal(isEarlier(sunset('2022-07-01', '2023-01-31'), announced), false);
    assert.equal(isEarlier(announced, announced), false);
    assert.equal(isEarlier(sunset('2022-06-30', '2023-01-31'), announced), true);
    assert.equal(isEarlier(sunset('2022-08-01', '2022-12-30'), announced), true);
  });
});

describe('the address of an account', () => {
  for (const [template, valid] of [
    ['sip:{user}@sip.example.com', true],
    ['sip:{user}@sip.example.com:5061', true],
    ['sip:{user}@example', false],
    ['sip:{user}@Example.com', false],
    ['sip:ada@sip.example.com', false],
    ['sips:{user}@sip.example.com', false],
    ['sip:{user}@sip.example.com;transport=tcp', false],
    ['{user}@sip.example.com', false],
    ['sip:{user}@sip..example.com', false],
    ['sip:{user}@sip.example.com/x', false],
  ] as const)
    it(`${template} is ${valid ? 'a' : 'no'} pattern for it`, () => {
      assert.equal(isUriTemplate(template), valid);
    });

  for (const [name, valid] of [
    ['ada', true],
    ['ada.lovelace', true],
    ['17771234567', true],
    ['+390612345678', true],
    ['100000_2', true],
    ['a', true],
    ['', false],
    ['ada lovelace', false],
    ['ada@example.com', false],
    ['ada;transport=tcp', false],
    ['ada%40', false],
    ['.ada', false],
    ['ada.', false],
    ['sip:ada', false],
    ['a'.repeat(65), false],
  ] as const)
    it(`"${name}" ${valid ? 'can' : 'cannot'} be its name`, () => {
      assert.equal(isUserName(name), valid);
    });

  it('is the pattern with the name filled in, whatever the name looks like', () => {
    assert.equal(fillTemplate('sip:{user}@sip.example.com:5061', 'ada'), 'sip:ada@sip.example.com:5061');
  });
});
