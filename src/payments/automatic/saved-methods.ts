import { lockWallets } from '#ledger';
import { numberCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import type { Context, ProcessorName } from '#policy';
import { unknownMethod } from '../errors.ts';
import { endAutomaticPayment } from './cancel-automatic-payment.ts';
import { endMethod } from './end-method.ts';
import { selectAutomaticPayments } from './store/automatic-payments.ts';
import { selectLiveMethodsOf, selectMethod, selectOwnMethods } from './store/methods.ts';

/** A card or an account that a customer lets us use without them, as they see it. */
export interface OwnMethod {
  readonly id: string;
  /** Counts methods in the order in which they were saved. */
  readonly no: bigint;
  readonly customerId: string;
  readonly processor: ProcessorName;
  /** How its owner recognises it, such as "visa •••• 4242"; null until its processor has told, and once it has ended. */
  readonly label: string | null;
  readonly state: 'live' | 'ended';
  /** The active automatic payments that it makes. */
  readonly automaticPaymentIds: readonly string[];
  /** It tops up credit that falls below a threshold. */
  readonly topsUp: boolean;
  readonly createdAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
}

export interface MethodFilter {
  readonly customerId?: string | undefined;
  readonly state?: OwnMethod['state'] | undefined;
}

/**
 * Saved methods, newest first; a page at a time. Standing orders are their payer's, not ours: automatic payments show them.
 * @refuses pages.invalid_cursor
 */
export const savedMethodsOf = async (
  tx: Tx,
  filter: MethodFilter,
  { cursor, limit }: PageRequest,
): Promise<Page<OwnMethod>> => {
  const rows = await selectOwnMethods(tx, filter, { before: numberCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ no }) => String(no));
};

/**
 * Nothing is paid by this method any more, and its processor is told to forget it: automatic payments by it end, and credit is not topped
 * up by it. What was asked for before may still arrive, and is credit. Ended before: nothing happens.
 * @refuses payments.method_unknown also when it is somebody else's
 * @source POLICY.md C2 (cancelled by the customer; nothing else is asked)
 */
export const forgetMethod = async (
  tx: Tx,
  context: Context,
  { methodId, customerId }: { readonly methodId: string; readonly customerId?: string | undefined },
): Promise<OwnMethod> => {
  const found = await selectMethod(tx, methodId);
  const isTheirs = customerId === undefined || found?.customerId === customerId;
  if (!found || found.standingOrder !== null || !isTheirs) throw unknownMethod({ methodId });
  await lockWallets(tx, [found.customerId]);
  await endMethod(tx, context, found, 'customer');
  const [own] = await selectOwnMethods(tx, { id: methodId }, { before: null, limit: 1 });
  return own!;
};

/**
 * The account is closed: nothing is asked of its payer any more. Automatic payments end, standing orders among them, and every saved method
 * is forgotten. The wallet is locked.
 */
export const endAllPaying = async (tx: Tx, context: Context, customerId: string): Promise<void> => {
  for (const id of await selectLiveMethodsOf(tx, customerId))
    await endMethod(tx, context, { id, customerId }, 'customer');
  // Those whose first payment has not arrived have no method yet.
  const active = await selectAutomaticPayments(
    tx,
    { customerId, state: 'active' },
    { before: null, limit: 1_000 },
  );
  for (const automatic of active) await endAutomaticPayment(tx, context, automatic, 'customer');
};
