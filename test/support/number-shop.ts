import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { signUp } from '#customers';
import { checkLedger, houseAccount, openWallet, walletBalance } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import {
  addNumbers,
  addPlaces,
  buy,
  noteCreditArrived,
  numberStatus,
  restore,
  reminderTasks,
  tasks as calendarTasks,
  type PaidOrder,
  type PeriodMonths,
} from '#numbers';
import { inTransaction, movableClock, newId, type Database, type MovableClock, type Tx } from '#platform';
import { createOperator, publishFirstVersion, type Context, type PolicyParametersInput } from '#policy';
import { checkWallets, creditWallet } from '#wallet';
import { advance, runDue } from '../../src/doors/worker/calendar.ts';
import { faultsOf } from './books.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

const tasks = [...calendarTasks, ...reminderTasks];

type MovableContext = Context & { readonly clock: MovableClock };

export interface ShopOptions {
  /** Local time of the operator. */
  readonly start?: string;
  readonly timeZone?: string;
  readonly policy?: PolicyParametersInput;
}

export interface ShopNumber {
  readonly e164: string;
  readonly monthly: string;
  readonly setup?: string;
  readonly registration?: boolean;
  readonly city?: 'rome' | 'milan';
}

const romeMonthly = (index: number, monthly: string): ShopNumber => ({
  e164: `+39061234567${index}`,
  monthly,
});

/** Ten numbers of Rome at one price: +390612345670 to 9. */
export const tenOfRome = (monthly = '4.00'): readonly ShopNumber[] =>
  Array.from({ length: 10 }, (_, index) => romeMonthly(index, monthly));

const localInstant = (timeZone: string, dateTime: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(dateTime).toZonedDateTime(timeZone).toInstant();

/** A shop that sells numbers, on a database of its own: customers have names, amounts are decimals, times are local. */
export const openShop = async (
  numbers: readonly ShopNumber[],
  { start = '2022-03-10T09:00', timeZone = 'Europe/Rome', policy = {} }: ShopOptions = {},
) => {
  const database = await freshDatabase({ max: 10 });
  const operator = { name: 'Ringfence', timeZone, currency: 'EUR', supportEmail: 'help@ringfence.example' };
  const context: MovableContext = {
    clock: movableClock(localInstant(timeZone, start)),
    operator,
    actor: 'system',
  };
  await inTransaction(database.db, (tx) => stock(tx, context, numbers, policy));
  return shopOn(database, context);
};

const stock = async (
  tx: Tx,
  context: MovableContext,
  numbers: readonly ShopNumber[],
  parameters: PolicyParametersInput,
): Promise<void> => {
  await createOperator(tx, context.clock, context.operator);
  const inForceFrom = context.clock.now().toZonedDateTimeISO(context.operator.timeZone).toPlainDate();
  await publishFirstVersion(tx, context, { inForceFrom, parameters });
  const place = (slug: string, en: string, it: string) => ({
    country: 'IT',
    slug,
    names: { en, es: en, it },
  });
  await addPlaces(tx, {
    regions: [place('italy', 'Italy', 'Italia')],
    cities: [
      { ...place('rome', 'Rome', 'Roma'), region: 'italy' },
      { ...place('milan', 'Milan', 'Milano'), region: 'italy' },
    ],
  });
  await addNumbers(
    tx,
    context,
    numbers.map(({ e164, monthly, setup = '0.00', registration = false, city = 'rome' }) => ({
      e164,
      country: 'IT',
      city,
      kind: 'local' as const,
      features: ['voice', 'sms'] as const,
      setupMicros: fromDecimal(setup),
      monthlyMicros: fromDecimal(monthly),
      registration,
      supplier: 'sandbox',
    })),
  );
};

const shopOn = (database: FreshDatabase, context: MovableContext) => {
  const { db } = database;
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
  const customers = new Map<string, string>();
  const id = (name: string): string => {
    const known = customers.get(name);
    assert.ok(known !== undefined, `${name} is no customer`);
    return known;
  };
  const as = (name: string): Context => ({ ...context, actor: `customer:${id(name)}` });
  return {
    ...database,
    context,
    inTx,
    id,
    as,
    /** A new customer with credit. */
    customer: async (name: string, credit = '0.00'): Promise<string> => {
      const customerId = await inTx((tx) => newCustomer(tx, context, name));
      customers.set(name, customerId);
      if (fromDecimal(credit) > 0n) await inTx((tx) => topUp(tx, context, customerId, credit));
      return customerId;
    },
    /** Credit arrives, and what follows from it at this instant happens. */
    topUp: async (name: string, amount: string): Promise<void> => {
      await inTx((tx) => topUp(tx, context, id(name), amount));
      await runDue(db, context, tasks);
    },
    buy: (name: string, e164: string, months: PeriodMonths = 1): Promise<PaidOrder> =>
      inTx((tx) => buy(tx, as(name), { customerId: id(name), e164, months, key: newId(context.clock) })),
    restore: (name: string, e164: string): Promise<PaidOrder> =>
      inTx((tx) => restore(tx, as(name), { customerId: id(name), e164, key: newId(context.clock) })),
    /** Moves the clock, and does on the way what falls due. */
    at: (dateTime: string): Promise<void> =>
      advance(db, context, tasks, localInstant(context.operator.timeZone, dateTime)),
    /** Moves the clock while nothing runs: the system is down. */
    sleepUntil: (dateTime: string): void =>
      context.clock.moveTo(localInstant(context.operator.timeZone, dateTime)),
    wakeUp: async (): Promise<void> => {
      await runDue(db, context, tasks);
    },
    credit: async (name: string): Promise<string> =>
      toDecimal((await inTx((tx) => walletBalance(tx, id(name)))).balanceMicros),
    /** "active until 2022-04-10", "quarantined until 2022-04-10, restorable until 2022-05-14", "available". */
    status: async (e164: string): Promise<string> => {
      const { state, paidUntil, restorableUntil } = await inTx((tx) => numberStatus(tx, e164));
      const paid = paidUntil === null ? '' : ` until ${paidUntil}`;
      return `${state}${paid}${restorableUntil === null ? '' : `, restorable until ${restorableUntil}`}`;
    },
    /** What was recorded of a kind: its payloads, oldest first. */
    events: async (kind: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
      const { rows } = await sql<{ payload: Record<string, unknown> }>`
        select payload from platform.event where kind = ${kind} order by id`.execute(db);
      return rows.map(({ payload }) => payload);
    },
    /** Every paid period is there once, starts where the one before ends, and together they are what the rental is paid for. */
    periodsTile: async (): Promise<void> => {
      const wrong = await rowsOf(db, rentalsWithoutTheirPeriods);
      assert.deepEqual(wrong, []);
    },
    /** Every check of the books holds. */
    isSound: async (): Promise<void> => {
      const findings = await inTx(async (tx) => [...(await checkLedger(tx)), ...(await checkWallets(tx))]);
      assert.deepEqual(faultsOf(findings), {});
    },
  };
};

const rentalsWithoutTheirPeriods = `
  select r.e164 from numbers.rental r
    join (select rental_id, min(from_month) as first, sum(months) as months,
                 count(*) filter (where from_month <> coalesce(previous, 0)) as gaps
            from (select p.*, lag(from_month + months) over (partition by rental_id order by from_month) as previous
                    from numbers.rental_period p) p
           group by rental_id) p on p.rental_id = r.id
   where p.first <> 0 or p.gaps > 0 or p.months <> r.months_paid`;

export type Shop = Awaited<ReturnType<typeof openShop>>;

const newCustomer = async (tx: Tx, context: Context, name: string): Promise<string> => {
  const email = `${name}-${newId(context.clock)}@example.net`;
  const customerId = await signUp(tx, context, { name, email, language: 'en' });
  await openWallet(tx, context, customerId);
  return customerId;
};

const topUp = async (tx: Tx, context: Context, customerId: string, amount: string): Promise<void> => {
  await creditWallet(tx, context, {
    walletId: customerId,
    key: `topup:${newId(context.clock)}`,
    code: 'topup.succeeded',
    fromAccountId: await houseAccount(tx, context, 'processor_clearing', 'bank'),
    details: {},
    amountMicros: fromDecimal(amount),
    origin: 'payment',
    paymentId: newId(context.clock),
  });
  await noteCreditArrived(tx, context, [customerId]);
};

/** Rows of a table, for tests that look behind the face. */
export const rowsOf = async <T>(db: Database, query: string): Promise<readonly T[]> =>
  (await sql.raw<T>(query).execute(db)).rows;
