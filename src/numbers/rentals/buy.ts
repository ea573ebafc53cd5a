import { openRegistration } from '#compliance';
import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import { type Context, periodEnd, today as todayOf, versionById, versionInForce } from '#policy';
import { kinds, type Kind } from '../plan/index.ts';
import { countryCode, findCities } from '../stock/places.ts';
import { notAvailable } from './errors.ts';
import { recordNumberEvents } from './events.ts';
import { recordOrder, repeatedOrder, type KeyedOrder, type PaidOrder } from './paid-order.ts';
import { payPeriods } from './pay-periods.ts';
import type { PeriodMonths, Rental } from './rental.ts';
import { isAnythingFree, markRented, takeNumber, takeNumberIn, type StockNumber } from './store/purchase.ts';
import { insertRental } from './store/rentals.ts';

// As many as are being bought in one place at one instant are looked past.
const searchDepths = [5, 50, 500];

/** A number, or any of a place: `city` by its slug or its name in any language; none: anywhere in the country. */
export type Wanted =
  | { readonly e164: string }
  | {
      readonly country: string;
      readonly city?: string | undefined;
      readonly kind?: Kind | undefined;
    };

export type PurchaseOrder = Wanted & {
  readonly customerId: string;
  readonly months: PeriodMonths;
  /** The customer's idempotency key: repeated, it returns what was bought the first time. */
  readonly key: string;
};

/**
 * Buys a number: setup and first period are charged in one journal. Of a place it takes the cheapest by the month, then by the setup,
 * then the lowest. A number that needs a registration waits for it: its first period has not started.
 * @refuses numbers.not_available, numbers.unknown_country, numbers.unknown_city, wallet.insufficient_credit, ledger.key_reused
 * @source POLICY.md C1, C4, §1
 */
export const buy = async (tx: Tx, context: Context, order: PurchaseOrder): Promise<PaidOrder> => {
  await lockWallets(tx, [order.customerId]);
  const keyed = asKeyed(order);
  const repeated = await repeatedOrder(tx, keyed);
  if (repeated) return repeated;
  const number = await take(tx, context, order);
  const rental = await open(tx, context, order, number);
  const period = firstPeriod(number, order.months, rental.anchor ?? todayOf(context));
  const journalId = await payPeriods(tx, context, {
    rental,
    periods: [period],
    reason: 'started',
    setupMicros: number.setupMicros,
    policyVersionId: rental.policyVersionId,
    key: order.key,
  });
  const amountMicros = number.setupMicros + period.amountMicros;
  const { customerId, id: rentalId, e164, paidUntil } = rental;
  if (number.registration) await awaitDocuments(tx, context, rental, number);
  await recordNumberEvents(tx, context, 'numbers.bought', [
    { customerId, rentalId, e164, paidUntil, amountMicros },
  ]);
  return recordOrder(tx, context, keyed, { rental, amountMicros, journalId });
};

const asKeyed = (order: PurchaseOrder): KeyedOrder => ({
  customerId: order.customerId,
  key: order.key,
  kind: 'bought',
  request:
    'e164' in order
      ? { e164: order.e164, months: order.months }
      : {
          country: order.country,
          city: order.city ?? null,
          kind: order.kind ?? null,
          months: order.months,
        },
});

const take = async (tx: Tx, context: Context, order: PurchaseOrder): Promise<StockNumber> => {
  const buyer = { customerId: order.customerId, now: context.clock.now() };
  if ('e164' in order) {
    const number = await takeNumber(tx, buyer, order.e164);
    if (number === undefined) throw notAvailable({ wanted: order.e164 });
    return number;
  }
  const place = {
    country: countryCode(order.country),
    // Within a country, a name that several cities share means the first of them.
    city: order.city === undefined ? null : (await findCities(tx, order.city, order.country))[0]!.slug,
    kinds: order.kind === undefined ? kinds : [order.kind],
  };
  for (const depth of searchDepths) {
    const number = await takeNumberIn(tx, buyer, place, depth);
    if (number !== undefined) return number;
    if (!(await isAnythingFree(tx, buyer, place))) break;
  }
  const wanted = [order.kind, order.city, order.country].filter((word) => word !== undefined).join(', ');
  throw notAvailable({ wanted });
};

const open = async (tx: Tx, context: Context, order: PurchaseOrder, number: StockNumber): Promise<Rental> => {
  const today = todayOf(context);
  const now = context.clock.now();
  const version = await versionInForce(tx, today);
  await markRented(tx, number.e164);
  return insertRental(tx, {
    e164: number.e164,
    customerId: order.customerId,
    state: number.registration ? 'registering' : 'active',
    months: order.months,
    monthlyMicros: number.monthlyMicros,
    boughtAt: now,
    heldSince: number.registration ? null : now,
    anchor: number.registration ? null : today,
    policyVersionId: version.id,
  });
};

/** From today the customer has the days of the policy for the documents. @source POLICY.md R2 */
const awaitDocuments = async (
  tx: Tx,
  context: Context,
  { id: rentalId, customerId, e164, policyVersionId }: Rental,
  { country, kind }: StockNumber,
): Promise<void> => {
  const { registrationDays } = (await versionById(tx, policyVersionId)).parameters;
  await openRegistration(tx, context, { rentalId, customerId, e164, country, kind, registrationDays });
};

const firstPeriod = (number: StockNumber, months: PeriodMonths, from: Temporal.PlainDate) => ({
  fromMonth: 0,
  months,
  from,
  until: periodEnd(from, months),
  monthlyMicros: number.monthlyMicros,
  amountMicros: number.monthlyMicros * BigInt(months),
});
