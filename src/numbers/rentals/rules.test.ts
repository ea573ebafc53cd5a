import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromDecimal, toDecimal } from '#money';
import type { PeriodMonths, PriceChange } from './rental.ts';
import { costOf, missedPeriods, nextPeriods, payInTurn, priceOn } from './rules.ts';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const change = (appliesFrom: string, monthly: string): PriceChange => ({
  appliesFrom: date(appliesFrom),
  monthlyMicros: fromDecimal(monthly),
});
const rental = (anchor: string, monthsPaid: number, months: PeriodMonths, monthly = '4.00') => ({
  anchor: date(anchor),
  monthsPaid,
  months,
  monthlyMicros: fromDecimal(monthly),
});

describe('which numbers the credit keeps:', () => {
  // Dues are "rental price"; what is kept is the same list.
  const check = (credit: string, dues: readonly string[], kept: readonly string[]): void => {
    const parsed = dues.map((due) => {
      const [name = '', amount = ''] = due.split(' ');
      return { rentalId: BigInt(name.codePointAt(0)!), amountMicros: fromDecimal(amount) };
    });
    const paid = payInTurn(fromDecimal(credit), parsed);
    assert.deepEqual(
      dues.filter((_, index) => paid[index]),
      kept,
    );
  };

  it('all, when it suffices', () => check('8.00', ['a 4.00', 'b 4.00'], ['a 4.00', 'b 4.00']));
  it('the first ones, when it does not', () =>
    check('9.00', ['a 4.00', 'b 4.00', 'c 4.00'], ['a 4.00', 'b 4.00']));
  it('one that is too dear is passed over, cheaper ones after it are kept', () =>
    check('5.00', ['a 4.00', 'b 3.00', 'c 1.00'], ['a 4.00', 'c 1.00']));
  it('the first one too', () => check('5.00', ['a 9.00', 'b 3.00', 'c 2.00'], ['b 3.00', 'c 2.00']));
  it('none without credit', () => check('0.00', ['a 4.00', 'b 0.01'], []));
  it('a number that is lost has no next period, even when that is cheaper', () =>
    check('5.00', ['a 6.00', 'b 2.00', 'a 1.00', 'b 2.00'], ['b 2.00', 'b 2.00']));
  it('to the micro-unit', () => check('4.000000', ['a 4.000001', 'b 4.000000'], ['b 4.000000']));
});

describe('the price of a period:', () => {
  const check = (on: string, changes: readonly PriceChange[], expected: string): void =>
    assert.equal(toDecimal(priceOn(date(on), fromDecimal('4.00'), changes)), expected);
  const changes = [change('2022-05-01', '5.00'), change('2022-04-01', '4.50')];

  it('the old one on the day before a change applies', () => check('2022-03-31', changes, '4.00'));
  it('the new one from that day on', () => check('2022-04-01', changes, '4.50'));
  it('the newest of several', () => check('2022-06-10', changes, '5.00'));
  it('the old one without changes', () => check('2030-01-01', [], '4.00'));
});

describe('the periods to come:', () => {
  it('follow each other from the anchor and clamp at month ends', () => {
    const periods = nextPeriods(rental('2023-01-31', 1, 1), [], 3);
    assert.deepEqual(
      periods.map(({ fromMonth, from, until }) => `${fromMonth}: ${from} ${until}`),
      ['1: 2023-02-28 2023-03-31', '2: 2023-03-31 2023-04-30', '3: 2023-04-30 2023-05-31'],
    );
  });

  it('cost the price of the day on which each starts', () => {
    const periods = nextPeriods(rental('2022-03-10', 3, 3), [change('2022-09-01', '5.00')], 2);
    assert.deepEqual(
      periods.map(({ amountMicros }) => toDecimal(amountMicros)),
      ['12.00', '15.00'],
    );
  });
});

describe('what a restore pays (C5, example A):', () => {
  const check = (today: string, months: PeriodMonths, count: number, cost: string): void => {
    const periods = missedPeriods(rental('2022-03-10', months, months), [], date(today));
    assert.deepEqual([periods.length, toDecimal(costOf(periods))], [count, cost], today);
  };

  it('one period on the day of the cancellation', () => check('2022-04-10', 1, 1, '4.00'));
  it('one on 20 April', () => check('2022-04-20', 1, 1, '4.00'));
  it('one on the last day of the missed period', () => check('2022-05-09', 1, 1, '4.00'));
  it('two on its end: they must pass today', () => check('2022-05-10', 1, 2, '8.00'));
  it('two on 12 May', () => check('2022-05-12', 1, 2, '8.00'));
  it('one of three months', () => check('2022-06-12', 3, 1, '12.00'));
});
