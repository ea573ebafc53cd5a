import { numberCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import type { PaymentFacts, ProcessorName } from '#policy';
import { unknownPayment, unknownPayout } from './errors.ts';
import type { Payment, PaymentState, Payout, PayoutState } from './payment.ts';
import { selectPaymentFacts, selectPayment, selectPayments } from './store/payments.ts';
import { selectPayout, selectPayouts, selectPayoutsOfRefunds } from './store/payouts.ts';

/** Whose; left out by staff, who see everybody's. */
interface Owner {
  readonly customerId?: string | undefined;
}

/** Payments, newest first; a page at a time. @refuses pages.invalid_cursor */
export const paymentsOf = async (
  tx: Tx,
  filter: Owner & {
    readonly processor?: ProcessorName | undefined;
    readonly state?: PaymentState | undefined;
    readonly automaticPaymentId?: string | undefined;
  },
  page: PageRequest,
): Promise<Page<Payment>> => pageOf(page, await selectPayments(tx, filter, rangeOf(page)));

/**
 * One payment.
 * @refuses payments.unknown also when it is somebody else's
 */
export const paymentById = async (tx: Tx, id: string, owner: Owner = {}): Promise<Payment> => {
  const payment = await selectPayment(tx, id);
  if (!payment || (owner.customerId !== undefined && payment.customerId !== owner.customerId)) {
    throw unknownPayment({ paymentId: id });
  }
  return payment;
};

/**
 * Payouts, newest first; a page at a time. `state: 'manual'`: those that wait for staff. @refuses
 * pages.invalid_cursor
 */
export const payoutsOf = async (
  tx: Tx,
  filter: Owner & {
    readonly refundId?: string | undefined;
    readonly paymentId?: string | undefined;
    readonly state?: PayoutState | undefined;
  },
  page: PageRequest,
): Promise<Page<Payout>> => pageOf(page, await selectPayouts(tx, filter, rangeOf(page)));

/** All payouts of these refunds, oldest first: as many as the refunds have payments, so ask for some hundred refunds at a time. */
export const payoutsOfRefunds = (tx: Tx, refundIds: readonly string[]): Promise<readonly Payout[]> =>
  selectPayoutsOfRefunds(tx, refundIds);

/**
 * One payout.
 * @refuses payments.payout_unknown also when it is somebody else's
 */
export const payoutById = async (tx: Tx, id: string, owner: Owner = {}): Promise<Payout> => {
  const payout = await selectPayout(tx, id);
  if (!payout || (owner.customerId !== undefined && payout.customerId !== owner.customerId)) {
    throw unknownPayout({ payoutId: id });
  }
  return payout;
};

/** What a decision needs to know of payments that succeeded, by id, oldest first. */
export const paymentFacts = (tx: Tx, ids: readonly string[]): Promise<readonly PaymentFacts[]> =>
  selectPaymentFacts(tx, ids);

/** One more than the page holds tells whether there is a next one. */
const rangeOf = ({ cursor, limit }: PageRequest) => ({ before: numberCursor(cursor), limit: limit + 1 });

const pageOf = <Item extends { readonly no: bigint }>(
  { limit }: PageRequest,
  rows: readonly Item[],
): Page<Item> => pageFrom(rows, limit, ({ no }) => String(no));
