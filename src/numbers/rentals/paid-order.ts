import { isDeepStrictEqual } from 'node:util';
import { keyReused } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import type { Rental, RentalState } from './rental.ts';
import { entryOfOrder, insertHistory } from './store/history.ts';

/** What an order that moved money did. */
export interface PaidOrder {
  readonly rentalId: bigint;
  readonly e164: string;
  readonly state: RentalState;
  /** Exclusive; null while documents are awaited. */
  readonly paidUntil: Temporal.PlainDate | null;
  readonly amountMicros: bigint;
  readonly journalId: bigint;
  /** The order had been carried out before; this is what it did then. */
  readonly repeated: boolean;
}

/** What a customer asks for: the same key with another request is refused. */
export interface KeyedOrder {
  readonly customerId: string;
  readonly key: string;
  readonly kind: 'bought' | 'paid_ahead' | 'restored';
  readonly request: Readonly<Record<string, string | number | null>>;
}

/**
 * What the order did when it was carried out before; undefined when it was not. The customer's wallet is locked.
 * @refuses ledger.key_reused
 */
export const repeatedOrder = async (tx: Tx, order: KeyedOrder): Promise<PaidOrder | undefined> => {
  const entry = await entryOfOrder(tx, order.customerId, order.key);
  if (entry === undefined) return undefined;
  const { request, amount, state, paidUntil } = entry.details as Readonly<Record<string, string | null>>;
  if (entry.kind !== order.kind || !isDeepStrictEqual(request, order.request))
    throw keyReused({ key: order.key });
  return {
    rentalId: entry.rentalId!,
    e164: entry.e164,
    state: state as RentalState,
    paidUntil: typeof paidUntil === 'string' ? Temporal.PlainDate.from(paidUntil) : null,
    amountMicros: fromDecimal(amount!),
    journalId: entry.journalId!,
    repeated: true,
  };
};

/** Writes what the order did into the history of the number. */
export const recordOrder = async (
  tx: Tx,
  context: Context,
  order: KeyedOrder,
  done: { readonly rental: Rental; readonly amountMicros: bigint; readonly journalId: bigint },
): Promise<PaidOrder> => {
  const { rental, amountMicros, journalId } = done;
  await insertHistory(tx, context, {
    e164: rental.e164,
    rentalId: rental.id,
    customerId: rental.customerId,
    kind: order.kind,
    journalId,
    orderKey: order.key,
    details: {
      request: order.request,
      amount: toDecimal(amountMicros),
      state: rental.state,
      paidUntil: rental.paidUntil?.toString() ?? null,
    },
  });
  return {
    rentalId: rental.id,
    e164: rental.e164,
    state: rental.state,
    paidUntil: rental.paidUntil,
    amountMicros,
    journalId,
    repeated: false,
  };
};
