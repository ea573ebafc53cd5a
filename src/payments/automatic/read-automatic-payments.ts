import { numberCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import { unknownAutomaticPayment } from '../errors.ts';
import type { AutomaticPayment, AutomaticState } from './automatic-payment.ts';
import {
  selectAutomaticPayment,
  selectAutomaticPayments,
  selectNewestPaymentOf,
} from './store/automatic-payments.ts';

/** Automatic payments, newest first; a page at a time. @refuses pages.invalid_cursor */
export const automaticPaymentsOf = async (
  tx: Tx,
  filter: { readonly customerId?: string | undefined; readonly state?: AutomaticState | undefined },
  { cursor, limit }: PageRequest,
): Promise<Page<AutomaticPayment>> => {
  // One more than the page holds tells whether there is a next one.
  const rows = await selectAutomaticPayments(tx, filter, { before: numberCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ no }) => String(no));
};

/**
 * One automatic payment.
 * @refuses payments.automatic_unknown also when it is somebody else's
 */
export const automaticPaymentById = async (
  tx: Tx,
  automaticPaymentId: string,
  owner: { readonly customerId?: string | undefined } = {},
): Promise<AutomaticPayment> => {
  const found = await selectAutomaticPayment(tx, automaticPaymentId);
  if (!found || (owner.customerId !== undefined && found.customerId !== owner.customerId))
    throw unknownAutomaticPayment({ automaticPaymentId });
  return found;
};

/** The newest payment of an automatic payment that succeeded; null when none has. */
export const newestPaymentOf = (tx: Tx, automaticPaymentId: string): Promise<string | null> =>
  selectNewestPaymentOf(tx, automaticPaymentId);
