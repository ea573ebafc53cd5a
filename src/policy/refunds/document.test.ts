import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideRefund } from './decide-refund.ts';
import { decisionJson, readDecision } from './document.ts';
import { creditFacts } from './testing/sample-facts.ts';

const decision = decideRefund(
  creditFacts({
    payments: [{ id: 'p', via: 'paypal', amount: '50.00', fee: '2.05' }],
    credit: [{ left: '5.00' }, { left: '40.00', of: 'p' }],
  }),
);

const expected = {
  subject: 'credit',
  policyVersionId: 1,
  outcome: 'partly',
  gross: '40.00',
  retained: '2.05',
  paidBack: '37.95',
  toCredit: '0.00',
  payouts: [{ paymentId: 'p', amount: '37.95', retained: '2.05', feeFree: '0.00', method: 'processor' }],
  credits: [],
  removals: [
    { origin: 'payment', paymentId: 'p', amount: '40.00', turn: '2', part: 0, fromPosition: '1000000000' },
  ],
  lines: [
    { clause: 'R1', finding: 'credit_unspent', data: { credit: '45.00' }, effect: '45.00', decided: false },
    { clause: 'N5', finding: 'promotional_credit', data: { amount: '5.00' }, effect: '-5.00', decided: true },
    {
      clause: 'R4',
      finding: 'fee_retained',
      data: { paidOn: '2022-03-10', paymentId: 'p', processor: 'paypal', retained: '2.05' },
      effect: '-2.05',
      decided: true,
    },
    {
      clause: 'R1',
      finding: 'paid_back',
      data: { amount: '37.95', paidOn: '2022-03-10', paymentId: 'p', processor: 'paypal' },
      effect: '0.00',
      decided: true,
    },
  ],
  clauses: ['R1', 'R4', 'N5'],
  waitsFor: [],
  facts: {
    subject: 'credit',
    policy: {
      versionId: 1,
      retainedFees: 'whole',
      refundableDays: { paypal: 180, card: null, bank: null },
    },
    currency: 'EUR',
    timeZone: 'Europe/Rome',
    today: '2022-04-01',
    destination: 'payments',
    requested: null,
    parts: [
      { origin: 'promotion', paymentId: null, amount: '5.00', turn: '1', part: 0, fromPosition: '0' },
      { origin: 'payment', paymentId: 'p', amount: '40.00', turn: '2', part: 0, fromPosition: '1000000000' },
    ],
    payments: [
      {
        id: 'p',
        processor: 'paypal',
        amount: '50.00',
        fee: '2.05',
        paidBack: '0.00',
        paidBackFeeFree: '0.00',
        feeRetained: '0.00',
        succeededAt: '2022-03-10T08:00:00Z',
        disputed: false,
      },
    ],
  },
};

/** As a jsonb column returns it: keys in an order of its own. */
const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reordered(inner)] as const)
      .toReversed(),
  );
};

describe('the document of a decision', () => {
  it('holds facts, lines and amounts as decimals, with its keys in one order', () => {
    assert.equal(decisionJson(decision), JSON.stringify(expected));
  });

  it('is read back whatever the order of its keys, and gives the same bytes', () => {
    const read = readDecision(reordered(JSON.parse(decisionJson(decision))));
    assert.equal(decisionJson(read), JSON.stringify(expected));
    assert.equal(read.paidBackMicros, 37_950_000n);
  });

  it('decides the same again from the facts that it holds', () => {
    const { facts } = readDecision(JSON.parse(decisionJson(decision)));
    assert.equal(decisionJson(decideRefund(facts)), JSON.stringify(expected));
  });

  it('is not read from anything else', () => {
    assert.throws(() => readDecision({ ...expected, gross: 40 }));
    assert.throws(() => readDecision({ ...expected, more: true }));
  });
});
