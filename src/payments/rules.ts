// Pure rules of payments: what may be paid, which way states go, when to look again, and the check digits of
// banks.
import { microsPerCent, microsPerUnit } from '#money';
import { payerWanted } from './adapters/processor.ts';
import type { Payment, PaymentState, Payout, PayoutState } from './payment.ts';

export const leastPaymentMicros = microsPerCent;
/**
 * More than anybody tops up at once: a slip of the keyboard is refused, and sums stay far below what a column
 * holds.
 */
export const mostPaymentMicros = 100_000n * microsPerUnit;

/** Whether text is an id of ours: other shops of the same account have keys of their own form. */
export const isUuid = (text: string | null): text is string =>
  text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Processors take whole cents. */
export const isPayable = (amountMicros: bigint): boolean =>
  amountMicros >= leastPaymentMicros &&
  amountMicros <= mostPaymentMicros &&
  amountMicros % microsPerCent === 0n;

/**
 * Whether a payment moves to the state in which its processor sees it. A failed one may still succeed (the
 * payer tried again); money that arrived never becomes "failed": what a payer takes back later is a dispute.
 */
export const paymentMovesTo = (from: PaymentState, to: PaymentState): boolean =>
  to === 'succeeded' ? from !== 'succeeded' : to === 'failed' && from === 'pending';

/**
 * Whether a payout moves to the state in which its processor sees it: "succeeded" may still become "failed",
 * which is final.
 */
export const payoutMovesTo = (
  from: PayoutState,
  to: 'pending' | 'succeeded' | 'failed' | 'manual',
): boolean => {
  const open = from === 'waiting' || from === 'attempting';
  if (to === 'pending' || to === 'manual') return open;
  if (to === 'succeeded') return open || from === 'pending';
  return open || from === 'pending' || from === 'succeeded' || from === 'settled' || from === 'manual';
};

const firstChecksMinutes = [5, 30, 120, 360] as const;
const dayMinutes = 1_440;

/**
 * When to ask again about what is still open, after `checks` looks: webhooks tell sooner; this is for those
 * that get lost.
 */
export const nextCheck = (now: Temporal.Instant, checks: number): Temporal.Instant =>
  now.add({ minutes: firstChecksMinutes[checks - 1] ?? (checks <= 30 ? dayMinutes : 7 * dayMinutes) });

/** When to try again after the processor could not be reached: 1, 2, 4, … minutes, at most 6 hours. */
export const nextTry = (now: Temporal.Instant, checks: number): Temporal.Instant =>
  now.add({ minutes: Math.min(2 ** Math.max(checks - 1, 0), 360) });

/** From this many looks in vain on, staff are told. */
export const alarmingChecks = 8;

/**
 * A card or an account can refuse a refund that had succeeded, up to a month later. Webhooks tell; this is
 * for the one that gets lost.
 */
const lastCheckHours = 30 * 24;

/** When to ask about a payout again; null: never, unless a webhook speaks of it. */
export const nextPayoutCheck = (
  { state, closedAt }: Pick<Payout, 'state' | 'closedAt'>,
  now: Temporal.Instant,
  checks: number,
): Temporal.Instant | null => {
  if (state === 'pending' || state === 'attempting') return nextCheck(now, checks);
  const last = state === 'succeeded' && closedAt ? closedAt.add({ hours: lastCheckHours }) : null;
  return last && Temporal.Instant.compare(last, now) > 0 ? last : null;
};

/**
 * A creditor reference: what the payer writes on the transfer, with two check digits.
 * @source ISO 11649
 */
export const creditorReference = (base: string): string =>
  `RF${String(98 - Number(remainder(`${base}RF00`))).padStart(2, '0')}${base}`;

/**
 * Whether text can be a bank account: an IBAN with right check digits, or, where a country has none, 4 to 34
 * letters and digits.
 * @source ISO 13616
 */
export const isBankAccount = (account: string): boolean => {
  if (!/^[A-Z0-9]{4,34}$/.test(account)) return false;
  const looksLikeIban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account);
  return looksLikeIban ? remainder(account.slice(4) + account.slice(0, 4)) === 1n : /\d/.test(account);
};

/** Letters count as 10 to 35. @source ISO 7064 (mod 97-10) */
const remainder = (text: string): bigint =>
  BigInt(text.replaceAll(/[A-Z]/g, (letter) => String(Number.parseInt(letter, 36)))) % 97n;

/** The failure of a payment for which its payer is not called any more. */
export const calledOff = 'no longer wanted';

const isNobodysFault: ReadonlySet<string | null> = new Set([payerWanted, 'expired', calledOff]);

/** Whether a payment was declined; not when its payer was wanted, did not come, or is not called any more. */
export const wasDeclined = ({ state, failure }: Pick<Payment, 'state' | 'failure'>): boolean =>
  state === 'failed' && !isNobodysFault.has(failure);
