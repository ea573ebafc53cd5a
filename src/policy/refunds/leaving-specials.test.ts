import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toDecimal } from '#money';
import { decideRefund } from './decide-refund.ts';
import { bank30, card10, check, creditFacts, paypal50 } from './testing/sample-facts.ts';

describe('a payment that its processor no longer refunds', () => {
  const on = '2022-01-01';
  const old = { payments: [{ ...paypal50, on }], credit: [{ left: '40.00', of: 'p' }] };

  it('is paid out by hand with the same arithmetic', () => {
    check(
      { ...old, today: '2022-06-29' },
      `granted [R1 R4] gross 40.00 retained 2.05 back 37.95
       p: 37.95 and fee 2.05, processor`,
    );
    check(
      { ...old, today: '2022-06-30' },
      `granted [R1 R4] gross 40.00 retained 2.05 back 37.95
       p: 37.95 and fee 2.05, manual`,
    );
  });

  it('is never one whose processor sets no limit', () => {
    check(
      { payments: [{ ...card10, on }], credit: [{ left: '10.00', of: 'c' }], today: '2032-01-01' },
      `granted [R1 R4] gross 10.00 retained 0.40 back 9.60
       c: 9.60 and fee 0.40, processor`,
    );
  });
});

describe('a payment in dispute', () => {
  const disputed = {
    payments: [bank30, { ...card10, disputed: true }],
    credit: [
      { left: '30.00', of: 'b' },
      { left: '10.00', of: 'c' },
    ],
  };

  it('is not refunded', () => {
    check(
      disputed,
      `partly [R1] gross 30.00 retained 0.00 back 30.00
       b: 30.00 and fee 0.00, processor`,
    );
    check(
      { ...disputed, credit: [{ left: '10.00', of: 'c' }] },
      'refused [R1] gross 0.00 retained 0.00 back 0.00',
    );
  });

  it('is passed over when an amount was named', () => {
    check(
      { ...disputed, amount: '7.00' },
      `granted [R1] gross 7.00 retained 0.00 back 7.00
       b: 7.00 and fee 0.00, processor`,
    );
    check(
      { ...disputed, amount: '35.00' },
      `partly [R1] gross 30.00 retained 0.00 back 30.00
       b: 30.00 and fee 0.00, processor`,
    );
  });
});

describe('a fee that is not known yet', () => {
  const unknown = { payments: [{ ...paypal50, fee: null }], credit: [{ left: '40.00', of: 'p' }] };

  it('makes the decision wait, with the credit to keep aside', () => {
    check(
      unknown,
      `waiting [] gross 40.00 retained 0.00 back 0.00
       waits for the fee of p`,
    );
    check(
      { ...unknown, amount: '12.00' },
      `waiting [] gross 12.00 retained 0.00 back 0.00
       waits for the fee of p`,
    );
  });

  it('does not matter where the payment is not reached, is used up, in dispute, or a bank transfer', () => {
    check(
      {
        payments: [...unknown.payments, bank30],
        credit: [...unknown.credit, { left: '30.00', of: 'b' }],
        amount: '30.00',
      },
      `granted [R1] gross 30.00 retained 0.00 back 30.00
       b: 30.00 and fee 0.00, processor`,
    );
    check({ ...unknown, credit: [] }, 'refused [R1] gross 0.00 retained 0.00 back 0.00');
    check(
      { ...unknown, payments: [{ ...paypal50, fee: null, disputed: true }] },
      'refused [R1] gross 0.00 retained 0.00 back 0.00',
    );
    check(
      { payments: [{ ...bank30, fee: null }], credit: [{ left: '30.00', of: 'b' }] },
      `granted [R1] gross 30.00 retained 0.00 back 30.00
       b: 30.00 and fee 0.00, processor`,
    );
  });
});

describe('credit given for a disruption', () => {
  it('is paid back to its payment without a fee', () => {
    check(
      { payments: [card10], credit: [{ left: '0.27', of: 'c', origin: 'disruption' }] },
      `granted [R1] gross 0.27 retained 0.00 back 0.27
       c: 0.27 and fee 0.00, processor`,
    );
  });

  it('is paid back even where the rest of its payment is left alone', () => {
    check(
      {
        payments: [card10],
        credit: [
          { left: '0.30', of: 'c' },
          { left: '0.27', of: 'c', origin: 'disruption' },
        ],
      },
      `partly [R1 R4] gross 0.27 retained 0.00 back 0.27
       c: 0.27 and fee 0.00, processor`,
    );
  });

  it('does not count towards a proportional fee, now or later', () => {
    check(
      {
        payments: [{ ...paypal50, paidBack: '10.00', paidBackFeeFree: '10.00' }],
        credit: [
          { left: '39.73', of: 'p' },
          { left: '0.27', of: 'p', origin: 'disruption' },
        ],
        retainedFees: 'proportional',
      },
      `granted [R1 R4] gross 40.00 retained 1.63 back 38.37
       p: 38.37 and fee 1.63, processor`,
    );
  });
});

describe('a payout', () => {
  it('says how much of it was credit for a disruption, so that later fees do not count it', () => {
    const credit = [
      { left: '30.00', of: 'p' },
      { left: '1.00', of: 'p', origin: 'disruption' },
    ] as const;
    const payouts = (amount: string) =>
      decideRefund(creditFacts({ payments: [paypal50], credit, amount })).payouts.map((payout) => [
        toDecimal(payout.amountMicros),
        toDecimal(payout.retainedMicros),
        toDecimal(payout.feeFreeMicros),
      ]);
    assert.deepEqual(payouts('0.60'), [['0.60', '0.00', '0.60']]);
    assert.deepEqual(payouts('11.00'), [['8.95', '2.05', '1.00']]);
  });
});

describe('a payment', () => {
  it('never gets back more than it brought in', () => {
    check(
      {
        payments: [{ ...bank30, paidBack: '25.00' }],
        credit: [{ left: '8.00', of: 'b' }],
      },
      `partly [R1] gross 5.00 retained 0.00 back 5.00
       b: 5.00 and fee 0.00, processor`,
    );
  });

  it('has to be among the facts when credit names it', () => {
    assert.throws(() => decideRefund(creditFacts({ payments: [], credit: [{ left: '1.00', of: 'x' }] })));
  });
});
