import type { Tx } from '#platform';
import type { CallsFacts, Context } from '#policy';
import type { RefundRequest } from '../refund.ts';
import { selectSpentOnCalls } from '../store.ts';
import { factsOfToday, refuseOthersNumber } from './facts-of-today.ts';

/** What N1 decides from: what the customer's calls have cost. */
export const callsFacts = async (tx: Tx, context: Context, request: RefundRequest): Promise<CallsFacts> => {
  await refuseOthersNumber(tx, request);
  return {
    subject: 'calls',
    ...(await factsOfToday(tx, context)),
    e164: request.e164 ?? null,
    spentMicros: await selectSpentOnCalls(tx, request.customerId),
  };
};
