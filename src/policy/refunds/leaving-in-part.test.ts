import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toDecimal } from '#money';
import { refundable } from './decide-refund.ts';
import {
  bank30,
  card10,
  check,
  creditFacts,
  paypal20,
  paypal50,
  type Sample,
} from './testing/sample-facts.ts';

describe('a part of the credit', () => {
  const both = {
    payments: [card10, paypal20],
    credit: [
      { left: '10.00', of: 'c' },
      { left: '20.00', of: 'p' },
    ],
  };

  it('comes from the newest payment first', () => {
    check(
      { ...both, amount: '5.00' },
      `granted [R1 R4] gross 5.00 retained 1.03 back 3.97
       p: 3.97 and fee 1.03, processor`,
    );
    check(
      { ...both, amount: '25.00' },
      `granted [R1 R4] gross 25.00 retained 1.43 back 23.57
       p: 18.97 and fee 1.03, processor
       c: 4.60 and fee 0.40, processor`,
    );
  });

  it('is refused in what would not exceed the fee of the payment that it reaches', () => {
    check(
      { ...both, amount: '20.30' },
      `partly [R1 R4] gross 20.00 retained 1.03 back 18.97
       p: 18.97 and fee 1.03, processor`,
    );
    check(
      { ...both, amount: '1.00' },
      `granted [R1 R4] gross 1.00 retained 0.40 back 0.60
       c: 0.60 and fee 0.40, processor`,
    );
    check({ ...both, amount: '0.40' }, 'refused [R4] gross 0.00 retained 0.00 back 0.00');
  });

  it('passes a payment over that is left alone, and takes the amount from older ones', () => {
    check(
      {
        payments: [bank30, card10],
        credit: [
          { left: '30.00', of: 'b' },
          { left: '0.30', of: 'c' },
        ],
        amount: '7.00',
      },
      `granted [R1] gross 7.00 retained 0.00 back 7.00
       b: 7.00 and fee 0.00, processor`,
    );
  });

  it('goes by the age of the payment, also when its credit came back later', () => {
    check(
      {
        payments: [bank30, card10],
        credit: [
          { left: '10.00', of: 'c' },
          { left: '8.00', of: 'b', origin: 'registration' },
        ],
        amount: '4.00',
      },
      `granted [R1 R4] gross 4.00 retained 0.40 back 3.60
       c: 3.60 and fee 0.40, processor`,
    );
  });

  it('goes by the turn of the credit between payments of the same instant', () => {
    const at = { on: '2022-03-10' };
    check(
      {
        payments: [
          { ...bank30, ...at },
          { ...card10, ...at },
        ],
        credit: [
          { left: '30.00', of: 'b' },
          { left: '10.00', of: 'c' },
        ],
        amount: '4.00',
      },
      `granted [R1 R4] gross 4.00 retained 0.40 back 3.60
       c: 3.60 and fee 0.40, processor`,
    );
  });

  it('may name all that is refundable, and no promotional credit', () => {
    const facts = creditFacts({ ...both, credit: [{ left: '5.00' }, ...both.credit] });
    assert.equal(toDecimal(refundable(facts)), '30.00');
    assert.equal(toDecimal(refundable(creditFacts({ ...both, amount: '2.00' }))), '30.00');
  });

  it('retains the whole fee once', () => {
    const payments = [{ ...paypal50, paidBack: '7.95', feeRetained: '2.05' }];
    check(
      { payments, credit: [{ left: '40.00', of: 'p' }], amount: '10.00' },
      `granted [R1] gross 10.00 retained 0.00 back 10.00
       p: 10.00 and fee 0.00, processor`,
    );
  });

  it('adds proportional fees up without a rounding that favours us', () => {
    const facts = (paidBack: string, feeRetained: string, left: string): Sample => ({
      payments: [{ id: 'p', via: 'card', amount: '10.00', fee: '0.25', paidBack, feeRetained }],
      credit: [{ left, of: 'p' }],
      amount: '1.00',
      retainedFees: 'proportional',
    });
    // 0.025 rounds up to 0.03, then 0.05 of 2.00 leaves 0.02, then 0.075 rounds up again.
    check(
      facts('0.00', '0.00', '10.00'),
      `granted [R1 R4] gross 1.00 retained 0.03 back 0.97
       p: 0.97 and fee 0.03, processor`,
    );
    check(
      facts('0.97', '0.03', '9.00'),
      `granted [R1 R4] gross 1.00 retained 0.02 back 0.98
       p: 0.98 and fee 0.02, processor`,
    );
    check(
      facts('1.95', '0.05', '8.00'),
      `granted [R1 R4] gross 1.00 retained 0.03 back 0.97
       p: 0.97 and fee 0.03, processor`,
    );
  });

  it('retains no more where an earlier version retained the whole fee', () => {
    check(
      {
        payments: [{ ...paypal50, paidBack: '7.95', feeRetained: '2.05' }],
        credit: [{ left: '40.00', of: 'p' }],
        retainedFees: 'proportional',
      },
      `granted [R1] gross 40.00 retained 0.00 back 40.00
       p: 40.00 and fee 0.00, processor`,
    );
  });
});

describe('amounts below a cent', () => {
  it('stay as credit', () => {
    check(
      { payments: [bank30], credit: [{ left: '12.345', of: 'b' }] },
      `granted [R1] gross 12.34 retained 0.00 back 12.34
       b: 12.34 and fee 0.00, processor`,
    );
    check(
      { payments: [card10], credit: [{ left: '5.0049', of: 'c' }] },
      `granted [R1 R4] gross 5.00 retained 0.40 back 4.60
       c: 4.60 and fee 0.40, processor`,
    );
  });

  it('alone are nothing to pay back', () => {
    check(
      { payments: [bank30], credit: [{ left: '0.0099', of: 'b' }] },
      'refused [R1] gross 0.00 retained 0.00 back 0.00',
    );
  });

  it('do not shorten an amount that older payments can fill', () => {
    check(
      {
        payments: [bank30, { id: 'b2', via: 'bank', amount: '10.00' }],
        credit: [
          { left: '30.00', of: 'b' },
          { left: '5.005', of: 'b2' },
        ],
        amount: '6.00',
      },
      `granted [R1] gross 6.00 retained 0.00 back 6.00
       b2: 5.00 and fee 0.00, processor
       b: 1.00 and fee 0.00, processor`,
    );
  });

  it('of an amount asked for do not count', () => {
    check(
      { payments: [bank30], credit: [{ left: '30.00', of: 'b' }], amount: '3.009' },
      `granted [R1] gross 3.00 retained 0.00 back 3.00
       b: 3.00 and fee 0.00, processor`,
    );
  });
});
