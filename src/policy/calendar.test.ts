import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  forSaleAgainOn,
  nextSunsetReminder,
  periodEnd,
  periodsToPass,
  quarantineReminders,
  renewalReminders,
  restorableUntil,
  sunsetReminder,
  sunsetReminderDays,
} from './calendar.ts';
import { defaultParameters } from './parameters.ts';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(a, b) < 0;

const anyDate = fc.integer({ min: 0, max: 365 * 12 }).map((days) => date('2019-01-01').add({ days }));

describe('the period of a rental', () => {
  const check = (anchor: string, months: readonly number[], ends: readonly string[]): void => {
    const computed = months.map((count) => periodEnd(date(anchor), count).toString());
    assert.deepEqual(computed, ends);
  };

  it('ends on the last day of a shorter month, and does not drift', () => {
    check(
      '2022-01-31',
      [1, 2, 3, 4, 12],
      ['2022-02-28', '2022-03-31', '2022-04-30', '2022-05-31', '2023-01-31'],
    );
    check(
      '2023-12-31',
      [1, 2, 3, 4, 5],
      ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31'],
    );
    check('2022-08-30', [6, 7], ['2023-02-28', '2023-03-30']);
  });

  it('of a rental that began on 29 February ends on the 28th but for leap years', () => {
    check('2024-02-29', [1, 12, 24, 48], ['2024-03-29', '2025-02-28', '2026-02-28', '2028-02-29']);
  });

  // 60 months (and so the first 15) from every day of a leap year and of a common one.
  for (const [months, periods] of [
    [1, 60],
    [3, 20],
    [6, 10],
    [12, 5],
  ] as const) {
    it(`of ${months} months tiles 60 months from every anchor, without gap or overlap`, () => {
      for (const year of ['2023-01-01', '2024-01-01']) {
        for (let day = 0; day < (year === '2024-01-01' ? 366 : 365); day += 1) {
          const anchor = date(year).add({ days: day });
          const ends = Array.from({ length: periods + 1 }, (_, n) => periodEnd(anchor, n * months));
          assert.ok(ends[0]!.equals(anchor));
          for (const [n, until] of ends.slice(1).entries()) {
            const from = ends[n]!;
            const whole = anchor.toPlainYearMonth().add({ months: (n + 1) * months });
            assert.ok(isBefore(from, until), `${from} to ${until}`);
            assert.ok(until.toPlainYearMonth().equals(whole), `${until} is in ${whole}`);
            assert.equal(
              until.day,
              Math.min(anchor.day, whole.daysInMonth),
              `${until} keeps day ${anchor.day}`,
            );
          }
        }
      }
    });
  }

  it('contains each day exactly once, whatever the anchor and the lengths', () => {
    const lengths = fc.array(fc.constantFrom(1, 3, 6, 12), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(anyDate, lengths, fc.nat({ max: 2000 }), (anchor, months, offset) => {
        const day = anchor.add({ days: offset });
        let paid = 0;
        const containing = months.filter((length) => {
          const from = periodEnd(anchor, paid);
          paid += length;
          return !isBefore(day, from) && isBefore(day, periodEnd(anchor, paid));
        });
        assert.equal(containing.length, isBefore(day, periodEnd(anchor, paid)) ? 1 : 0);
      }),
    );
  });
});

describe('a restore pays', () => {
  const check = (today: string, months: number, periods: number): void => {
    assert.equal(periodsToPass(date('2022-03-10'), 1, months, date(today)), periods, today);
  };

  it('as many periods as pass today (example A)', () => {
    check('2022-04-10', 1, 1);
    check('2022-04-20', 1, 1);
    check('2022-05-09', 1, 1);
    check('2022-05-10', 1, 2);
    check('2022-05-12', 1, 2);
    check('2022-05-13', 1, 2);
    check('2022-06-10', 1, 3);
  });

  it('longer periods whole', () => {
    check('2022-05-12', 3, 1);
    check('2022-07-10', 3, 2);
  });

  it('nothing when what is paid passes today', () => check('2022-04-09', 1, 0));

  it('just as many as are needed, from any anchor', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.nat(30),
        fc.constantFrom(1, 3, 6, 12),
        fc.nat(900),
        (anchor, paid, months, late) => {
          const today = periodEnd(anchor, paid).add({ days: late });
          const periods = periodsToPass(anchor, paid, months, today);
          assert.ok(isBefore(today, periodEnd(anchor, paid + periods * months)));
          assert.ok(!isBefore(today, periodEnd(anchor, paid + (periods - 1) * months)));
        },
      ),
    );
  });
});

describe('the quarantine', () => {
  it('of a number cancelled on 10 April ends with the start of 14 May (example A)', () => {
    assert.equal(restorableUntil(date('2022-04-10'), defaultParameters).toString(), '2022-05-14');
  });

  it('counts calendar days, across a month end and a leap day', () => {
    assert.equal(restorableUntil(date('2024-02-10'), { quarantineDays: 20 }).toString(), '2024-03-01');
  });

  it('is followed by a resale only when the operator wants one', () => {
    assert.equal(forSaleAgainOn(date('2022-05-14'), defaultParameters), null);
    assert.equal(forSaleAgainOn(date('2022-05-14'), { resaleAfterDays: 90 })?.toString(), '2022-08-12');
  });
});

describe('reminders', () => {
  it('are due for the paid-until dates that each step has reached since the last run', () => {
    const windows = renewalReminders(defaultParameters, date('2022-03-26'), date('2022-03-27'));
    assert.deepEqual(
      windows.map(({ step, after, through }) => `${step}: after ${after} through ${through}`),
      [
        '14: after 2022-04-09 through 2022-04-10',
        '7: after 2022-04-02 through 2022-04-03',
        '3: after 2022-03-29 through 2022-03-30',
        '1: after 2022-03-27 through 2022-03-28',
      ],
    );
  });

  it('of a quarantine leave out the days on which it is over', () => {
    const steps = (quarantineDays: number): readonly number[] =>
      quarantineReminders(
        { ...defaultParameters, quarantineDays },
        date('2022-04-10'),
        date('2022-04-11'),
      ).map(({ step }) => step);
    assert.deepEqual(steps(34), [7, 20, 30, 33]);
    assert.deepEqual(steps(33), [7, 20, 30]);
    assert.deepEqual(steps(7), []);
  });

  it('come once for every step, however irregularly they run', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(anyDate, pauses, fc.nat(200), (start, gaps, offset) => {
        const about = start.add({ days: offset });
        const reminded = new Map<number, number>();
        const cancelled = new Map<number, number>();
        let last = start;
        for (const days of gaps) {
          const now = last.add({ days });
          const note =
            (counts: Map<number, number>) => (window: ReturnType<typeof renewalReminders>[number]) => {
              if (isBefore(window.after, about) && !isBefore(window.through, about))
                counts.set(window.step, (counts.get(window.step) ?? 0) + 1);
            };
          for (const window of renewalReminders(defaultParameters, last, now)) note(reminded)(window);
          for (const window of quarantineReminders(defaultParameters, last, now)) note(cancelled)(window);
          last = now;
        }
        const passed = (day: Temporal.PlainDate): boolean => isBefore(start, day) && !isBefore(last, day);
        for (const step of defaultParameters.reminderDays)
          assert.equal(reminded.get(step) ?? 0, passed(about.subtract({ days: step })) ? 1 : 0);
        for (const step of defaultParameters.quarantineReminderDays)
          assert.equal(cancelled.get(step) ?? 0, passed(about.add({ days: step })) ? 1 : 0);
      }),
    );
  });
});

describe('the reminders of a service that ends', () => {
  const end = date('2023-01-01');
  const check = (announcedOn: string, lastRunOn: string, today: string, step: number | null): void => {
    const ending = { end, announcedOn: date(announcedOn) };
    assert.equal(sunsetReminder(ending, date(lastRunOn), date(today)), step, `${lastRunOn} to ${today}`);
  };

  it('fall on the days that the policy names, the last day among them', () => {
    for (const [today, step] of [
      ['2022-10-02', null],
      ['2022-10-03', 90],
      ['2022-10-04', null],
      ['2022-12-02', 30],
      ['2022-12-25', 7],
      ['2022-12-31', 1],
      ['2023-01-01', null],
    ] as const)
      check('2022-07-01', String(date(today).subtract({ days: 1 })), today, step);
  });

  it('are made up for with the most recent step alone', () => {
    check('2022-07-01', '2022-09-30', '2022-12-10', 30);
    check('2022-07-01', '2022-09-30', '2022-12-26', 7);
    check('2022-07-01', '2022-10-03', '2022-10-20', null);
    check('2022-07-01', '2022-09-30', '2023-01-02', null);
  });

  it('leave out what fell on the day of the announcement or before', () => {
    check('2022-12-02', '2022-09-30', '2022-12-02', null);
    check('2022-12-10', '2022-09-30', '2022-12-20', null);
    check('2022-12-10', '2022-09-30', '2022-12-25', 7);
    check('2022-12-31', '2022-09-30', '2022-12-31', null);
  });

  it('come once for every step, however irregularly they run', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: 0, max: 200 }),
        fc.array(fc.integer({ min: 1, max: 60 })),
        (ends, notice, pauses) => {
          const ending = { end: ends, announcedOn: ends.subtract({ days: notice }) };
          let done = ending.announcedOn.subtract({ days: 5 });
          const sent: number[] = [];
          for (const pause of [...pauses, ...Array.from({ length: 250 }, () => 1)]) {
            const today = done.add({ days: pause });
            const step = sunsetReminder(ending, done, today);
            if (step !== null) sent.push(step);
            done = today;
          }
          assert.deepEqual(sent, [...new Set(sent)]);
          assert.deepEqual(
            sent,
            sent.toSorted((a, b) => b - a),
          );
          for (const step of sent) assert(step < notice);
        },
      ),
    );
    const daily = { end, announcedOn: date('2022-07-01') };
    const sent: number[] = [];
    for (let done = daily.announcedOn; isBefore(done, end);) {
      const next = nextSunsetReminder(daily, done);
      if (next === null) break;
      sent.push(sunsetReminder(daily, done, next)!);
      done = next;
    }
    assert.deepEqual(sent, sunsetReminderDays);
  });
});
