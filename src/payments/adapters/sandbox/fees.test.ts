import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromDecimal, toDecimal } from '#money';
import { defaultFees, feeOf } from './fees.ts';

const check = (amount: string, schedule: { percent: string; fixed: string }, fee: string) =>
  assert.equal(toDecimal(feeOf(fromDecimal(amount), schedule)), fee);

describe('the fee of a payment', () => {
  it('is that of the policy’s examples', () => {
    check('50.00', defaultFees.paypal, '2.05');
    check('20.00', defaultFees.paypal, '1.03');
    check('10.00', defaultFees.card, '0.40');
    check('16.00', defaultFees.card, '0.49');
    check('10.00', defaultFees.bank, '0.00');
  });

  it('is rounded once, half up to the cent', () => {
    check('1.00', { percent: '0.5', fixed: '0' }, '0.01');
    check('1.00', { percent: '0.4999', fixed: '0' }, '0.00');
    check('1.00', { percent: '0.25', fixed: '0.0025' }, '0.01');
  });
});
