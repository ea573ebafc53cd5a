import { fromDecimal } from '#money';
import { decideRefund, defaultParameters, explainDecision, policyFacts, toDocument } from '#policy';

// Example C of the policy: 50.00 by PayPal, 10.00 of it spent, the customer leaves.
const paymentId = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
const decided = decideRefund({
  subject: 'credit',
  policy: policyFacts({ id: 1, parameters: defaultParameters }),
  currency: 'EUR',
  timeZone: 'Europe/Rome',
  today: Temporal.PlainDate.from('2026-03-20'),
  destination: 'payments',
  requestedMicros: null,
  parts: [
    {
      origin: 'payment',
      paymentId,
      amountMicros: fromDecimal('40.00'),
      turn: 1n,
      part: 0,
      fromPosition: fromDecimal('10.00'),
    },
  ],
  payments: [
    {
      id: paymentId,
      processor: 'paypal',
      amountMicros: fromDecimal('50.00'),
      feeMicros: fromDecimal('2.05'),
      paidBackMicros: 0n,
      paidBackFeeFreeMicros: 0n,
      feeRetainedMicros: 0n,
      succeededAt: Temporal.Instant.from('2026-03-10T08:00:00Z'),
      disputed: false,
    },
  ],
});

/** A decision as it really is made, for the documentation. */
export const exampleDecision = toDocument(decided);
export const exampleExplanation = explainDecision(decided, 'en');
