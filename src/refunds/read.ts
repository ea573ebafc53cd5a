import { numberCursor, pageFrom, type Language, type Page, type PageRequest, type Tx } from '#platform';
import { explainDecision, type Explanation, type Outcome, type RefundSubject } from '#policy';
import { unknownRefund } from './errors.ts';
import type { Refund } from './refund.ts';
import { selectRefund, selectRefunds } from './store.ts';

/** Whose; left out by staff, who see everybody's. */
interface Owner {
  readonly customerId?: string | undefined;
}

/** Refunds with their decisions, newest first; a page at a time. @refuses pages.invalid_cursor */
export const listRefunds = async (
  tx: Tx,
  filter: Owner & {
    readonly subject?: RefundSubject | undefined;
    readonly outcome?: Outcome | undefined;
    readonly incidentId?: string | undefined;
  },
  { cursor, limit }: PageRequest,
): Promise<Page<Refund>> => {
  // One more than the page holds tells whether there is a next one.
  const rows = await selectRefunds(tx, filter, { before: numberCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ no }) => String(no));
};

/**
 * One refund with its decision.
 * @refuses refunds.unknown also when it is somebody else's
 */
export const refundById = async (tx: Tx, id: string, owner: Owner = {}): Promise<Refund> => {
  const refund = await selectRefund(tx, id);
  if (!refund || (owner.customerId !== undefined && refund.customerId !== owner.customerId)) {
    throw unknownRefund({ refundId: id });
  }
  return refund;
};

/**
 * The decision of a refund as a person reads it: a summary, and a line for each clause that was looked at.
 */
export const explainRefund = (refund: Refund, language: Language): Explanation =>
  explainDecision(refund.decision, language);
