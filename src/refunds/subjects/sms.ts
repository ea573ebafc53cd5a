import type { Tx } from '#platform';
import type { Context, SmsFacts } from '#policy';
import type { RefundRequest } from '../refund.ts';
import { factsOfToday, refuseOthersNumber } from './facts-of-today.ts';

/** What N4 decides from: it refuses always. */
export const smsFacts = async (tx: Tx, context: Context, request: RefundRequest): Promise<SmsFacts> => {
  await refuseOthersNumber(tx, request);
  return { subject: 'sms', ...(await factsOfToday(tx, context)), e164: request.e164 ?? null };
};
