import { describe, it } from 'node:test';
import { bank30, card10, check, paypal20, paypal50 } from './testing/sample-facts.ts';

describe('leaving', () => {
  it('pays back what is left less the whole fee (example C)', () => {
    check(
      { payments: [paypal50], credit: [{ left: '40.00', of: 'p' }] },
      `granted [R1 R4] gross 40.00 retained 2.05 back 37.95
       p: 37.95 and fee 2.05, processor`,
    );
  });

  it('pays back what is left less the fee’s share (example C)', () => {
    check(
      { payments: [paypal50], credit: [{ left: '40.00', of: 'p' }], retainedFees: 'proportional' },
      `granted [R1 R4] gross 40.00 retained 1.64 back 38.36
       p: 38.36 and fee 1.64, processor`,
    );
  });

  it('retains no fee of a payment that is used up (example D)', () => {
    check(
      { payments: [card10, paypal20], credit: [{ left: '18.00', of: 'p' }] },
      `granted [R1 R4] gross 18.00 retained 1.03 back 16.97
       p: 16.97 and fee 1.03, processor`,
    );
  });

  it('pays a bank transfer back in full', () => {
    check(
      { payments: [bank30], credit: [{ left: '30.00', of: 'b' }] },
      `granted [R1] gross 30.00 retained 0.00 back 30.00
       b: 30.00 and fee 0.00, processor`,
    );
  });

  it('retains nothing of a bank transfer even when the bank took something', () => {
    check(
      { payments: [{ ...bank30, fee: '0.50' }], credit: [{ left: '30.00', of: 'b' }] },
      `granted [R1] gross 30.00 retained 0.00 back 30.00
       b: 30.00 and fee 0.00, processor`,
    );
  });

  it('pays each payment its own', () => {
    check(
      {
        payments: [card10, paypal20, bank30],
        credit: [
          { left: '10.00', of: 'c' },
          { left: '20.00', of: 'p' },
          { left: '30.00', of: 'b' },
        ],
      },
      `granted [R1 R4] gross 60.00 retained 1.43 back 58.57
       b: 30.00 and fee 0.00, processor
       p: 18.97 and fee 1.03, processor
       c: 9.60 and fee 0.40, processor`,
    );
  });

  it('gives the credit of a failed registration to its payment, less its fee', () => {
    check(
      {
        payments: [{ id: 'paid', via: 'card', amount: '16.00', fee: '0.49' }],
        credit: [{ left: '8.00', of: 'paid', origin: 'registration' }],
      },
      `granted [R1 R4] gross 8.00 retained 0.49 back 7.51
       paid: 7.51 and fee 0.49, processor`,
    );
  });

  it('without credit is refused', () => {
    check({ payments: [], credit: [] }, 'refused [R1] gross 0.00 retained 0.00 back 0.00');
  });

  it('into the credit is refused: it is credit already', () => {
    check(
      { payments: [bank30], credit: [{ left: '30.00', of: 'b' }], destination: 'credit' },
      'refused [R1] gross 0.00 retained 0.00 back 0.00',
    );
  });
});

describe('promotional credit', () => {
  it('is kept back from leaving', () => {
    check(
      { payments: [bank30], credit: [{ left: '5.00' }, { left: '30.00', of: 'b' }] },
      `partly [R1 N5] gross 30.00 retained 0.00 back 30.00
       b: 30.00 and fee 0.00, processor`,
    );
  });

  it('alone is not paid back', () => {
    check({ payments: [], credit: [{ left: '5.00' }] }, 'refused [N5] gross 0.00 retained 0.00 back 0.00');
    check(
      { payments: [], credit: [{ left: '5.00' }], amount: '3.00' },
      'refused [N5] gross 0.00 retained 0.00 back 0.00',
    );
  });

  it('is not spoken of when the amount asked for is there without it', () => {
    check(
      { payments: [bank30], credit: [{ left: '5.00' }, { left: '30.00', of: 'b' }], amount: '30.00' },
      `granted [R1] gross 30.00 retained 0.00 back 30.00
       b: 30.00 and fee 0.00, processor`,
    );
  });

  it('that staff gave as goodwill is promotional too', () => {
    check(
      { payments: [], credit: [{ left: '5.00', origin: 'goodwill' }] },
      'refused [N5] gross 0.00 retained 0.00 back 0.00',
    );
  });
});

describe('a payment of which nothing would remain after its fee', () => {
  const tiny = { payments: [card10, paypal20], credit: [{ left: '0.40', of: 'c' }] };

  it('is left alone, and its fee is not retained', () => {
    check(tiny, 'refused [R4] gross 0.00 retained 0.00 back 0.00');
    check(
      { ...tiny, credit: [...tiny.credit, { left: '18.00', of: 'p' }] },
      `partly [R1 R4] gross 18.00 retained 1.03 back 16.97
       p: 16.97 and fee 1.03, processor`,
    );
  });

  it('is paid back from one cent above the fee', () => {
    check(
      { ...tiny, credit: [{ left: '0.41', of: 'c' }] },
      `granted [R1 R4] gross 0.41 retained 0.40 back 0.01
       c: 0.01 and fee 0.40, processor`,
    );
  });

  it('is left alone when less than a cent would remain', () => {
    check(
      { ...tiny, credit: [{ left: '0.405', of: 'c' }] },
      'refused [R4] gross 0.00 retained 0.00 back 0.00',
    );
  });

  it('is paid back to the last cent when its fee was retained before', () => {
    const payments = [{ ...card10, paidBack: '9.20', feeRetained: '0.40' }];
    check(
      { payments, credit: [{ left: '0.40', of: 'c' }] },
      `granted [R1] gross 0.40 retained 0.00 back 0.40
       c: 0.40 and fee 0.00, processor`,
    );
  });

  it('is left alone under proportional fees only where the share eats it up', () => {
    const retainedFees = 'proportional';
    check(
      { ...tiny, retainedFees },
      `granted [R1 R4] gross 0.40 retained 0.02 back 0.38
       c: 0.38 and fee 0.02, processor`,
    );
    const dear = [{ id: 'd', via: 'card', amount: '0.20', fee: '0.25' }] as const;
    check(
      { payments: dear, credit: [{ left: '0.20', of: 'd' }], retainedFees },
      'refused [R4] gross 0.00 retained 0.00 back 0.00',
    );
  });

  it('together with promotional credit leaves nothing to pay', () => {
    check(
      { ...tiny, credit: [{ left: '1.00' }, ...tiny.credit] },
      'refused [R4 N5] gross 0.00 retained 0.00 back 0.00',
    );
  });
});
