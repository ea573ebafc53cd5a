import { numberCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import { unknownDispute } from '../errors.ts';
import type { Dispute, ReadState } from './dispute.ts';
import { selectDispute, selectDisputes } from './store.ts';

/** Disputes, newest first; a page at a time. @refuses pages.invalid_cursor */
export const disputesOf = async (
  tx: Tx,
  filter: {
    readonly customerId?: string | undefined;
    readonly paymentId?: string | undefined;
    readonly state?: ReadState | undefined;
  },
  { cursor, limit }: PageRequest,
): Promise<Page<Dispute>> => {
  // One more than the page holds tells whether there is a next one.
  const rows = await selectDisputes(tx, filter, { before: numberCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ no }) => String(no));
};

/**
 * One dispute.
 * @refuses payments.dispute_unknown also when it is somebody else's
 */
export const disputeById = async (
  tx: Tx,
  id: string,
  owner: { readonly customerId?: string | undefined } = {},
): Promise<Dispute> => {
  const dispute = await selectDispute(tx, id);
  if (!dispute || (owner.customerId !== undefined && dispute.customerId !== owner.customerId))
    throw unknownDispute({ disputeId: id });
  return dispute;
};
