import { walletBalance } from '#ledger';
import type { Tx } from '#platform';
import type { Context, RefundFacts, RefundSubject } from '#policy';
import type { RefundRequest } from './refund.ts';
import { callsFacts } from './subjects/calls.ts';
import { creditFacts } from './subjects/credit.ts';
import { disruptionFacts } from './subjects/disruption.ts';
import { registrationFacts } from './subjects/registration.ts';
import { rentalFacts } from './subjects/rental.ts';
import { smsFacts } from './subjects/sms.ts';

type Gather = (tx: Tx, context: Context, request: RefundRequest) => Promise<RefundFacts>;

/**
 * One file a subject, under subjects/: what its decision is computed from. A new subject is one more line
 * here and in the policy.
 */
const subjects: Readonly<Record<RefundSubject, Gather>> = {
  credit: creditFacts,
  rental: rentalFacts,
  registration: registrationFacts,
  calls: callsFacts,
  sms: smsFacts,
  disruption: disruptionFacts,
};

/** Reads what a request is decided from. Refuses what is not the customer's. */
export const gatherFacts: Gather = async (tx, context, request) => {
  const facts = await subjects[request.subject](tx, context, request);
  const { frozenAt } = await walletBalance(tx, request.customerId);
  return frozenAt === null ? facts : { ...facts, frozen: true };
};
