import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attemptFor, dueDate, hasRoom, missedOn, monthOf, retryOn } from './rules.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

describe('a monthly payment', () => {
  it('keeps its day, clamped to shorter months and counted from the first', () => {
    const dates = [0, 1, 2, 3, 12].map((month) => String(dueDate(day('2022-01-31'), month)));
    assert.deepEqual(dates, ['2022-01-31', '2022-02-28', '2022-03-31', '2022-04-30', '2023-01-31']);
  });

  it('is of the latest month that is due', () => {
    const check = (anchor: string, today: string, expected: number): void =>
      assert.equal(monthOf(day(anchor), day(today)), expected, `${anchor} ${today}`);
    check('2022-01-31', '2022-02-27', 0);
    check('2022-01-31', '2022-02-28', 1);
    check('2022-01-31', '2022-03-30', 1);
    check('2022-01-31', '2022-03-31', 2);
    check('2022-01-31', '2022-04-30', 3);
    check('2024-02-29', '2025-02-28', 12);
    check('2022-03-10', '2022-07-09', 3);
  });

  it('is asked for once a month, also after months in which nobody asked', () => {
    const last = { anchor: day('2022-01-31'), month: 0, attempt: 0 };
    assert.deepEqual(attemptFor(last, day('2022-02-28')), { month: 1, attempt: 0 });
    assert.deepEqual(attemptFor(last, day('2022-05-02')), { month: 3, attempt: 0 });
    assert.deepEqual(attemptFor({ ...last, month: 1 }, day('2022-03-01')), { month: 1, attempt: 1 });
  });

  it('that failed is tried again after 1, 3 and 7 days, and then given up', () => {
    const failed = (attempt: number, today: string) =>
      retryOn({ anchor: day('2022-01-31'), month: 1, attempt }, day(today))?.toString() ?? null;
    assert.equal(failed(0, '2022-02-28'), '2022-03-01');
    assert.equal(failed(1, '2022-03-01'), '2022-03-03');
    assert.equal(failed(2, '2022-03-03'), '2022-03-07');
    assert.equal(failed(3, '2022-03-07'), null);
    // Told of the failure late: never on the same day again.
    assert.equal(failed(0, '2022-03-02'), '2022-03-03');
  });

  it('that a bank was told to send is missed two weeks after its day', () => {
    assert.equal(String(missedOn(day('2022-01-31'), 1)), '2022-03-14');
  });
});

describe('a top-up below a threshold', () => {
  it('stays within what a month may bring', () => {
    const plan = { amountMicros: 10n, mostAMonthMicros: 25n };
    assert.equal(hasRoom(plan, 0n), true);
    assert.equal(hasRoom(plan, 15n), true);
    assert.equal(hasRoom(plan, 16n), false);
  });
});
