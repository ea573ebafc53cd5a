import { toDecimal } from '#money';
import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';

/** What happens to numbers, for those who react: the payloads hold all that a mail needs. */
export type NumberEventKind =
  | 'numbers.bought'
  | 'numbers.activated'
  | 'numbers.released'
  | 'numbers.paid_ahead'
  | 'numbers.restored'
  | 'numbers.quarantined'
  | 'numbers.dismissed'
  | 'numbers.renewal_due_soon'
  | 'numbers.quarantine_reminder'
  | 'numbers.price_announced'
  | 'numbers.renewal_changed'
  | 'numbers.suspended'
  | 'numbers.resumed';

/** One number in one event. Dates are the operator's. */
export interface NumberEvent {
  readonly customerId: string;
  readonly rentalId: bigint;
  readonly e164: string;
  readonly paidUntil?: Temporal.PlainDate | null;
  readonly restorableUntil?: Temporal.PlainDate | null;
  /** What was paid, or what the next period or a restore costs. */
  readonly amountMicros?: bigint;
  /** The days before or after that the policy names, and those that are really left. */
  readonly step?: number;
  readonly daysLeft?: number;
  readonly reason?: 'renewal_off' | 'no_credit' | 'frozen';
  readonly by?: 'customer' | 'credit';
  /** Whether it will be renewed, from now on. */
  readonly renewal?: boolean;
  /** Why a number whose registration failed was released. */
  readonly released?: 'deadline' | 'rejected' | 'customer' | 'forfeited';
  readonly appliesFrom?: Temporal.PlainDate;
  /** Where another number like it can be bought. */
  readonly country?: string;
  readonly city?: string | null;
}

/** Records what happened to numbers, in the transaction in which it did. */
export const recordNumberEvents = (
  tx: Tx,
  context: Context,
  kind: NumberEventKind,
  events: readonly NumberEvent[],
): Promise<void> => recordEvents(tx, context.clock, kind, events.map(asPayload));

const asPayload = ({ amountMicros, ...event }: NumberEvent): Readonly<Record<string, unknown>> => {
  const known = Object.entries(event).filter(([, value]) => value !== null && value !== undefined);
  const amount = amountMicros === undefined ? {} : { amount: toDecimal(amountMicros) };
  return { ...Object.fromEntries(known.map(([name, value]) => [name, asJson(value)])), ...amount };
};

const asJson = (value: unknown): unknown =>
  typeof value === 'bigint' || value instanceof Temporal.PlainDate ? value.toString() : value;
