import { sql } from 'kysely';
import { houseAccount } from '#ledger';
import { addPlaces } from '#numbers';
import { inTransaction, newId, type Connection, type Database, type Tx } from '#platform';
import { createOperator, publishFirstVersion, versionInForce, type Context } from '#policy';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { install, machineClock, type Installation, type MachineClock } from './installation.ts';

export const zone = 'Europe/Rome';

/** The instant of a local date-time; a bare date begins at 00:00. */
export const local = (text: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();

/** An installation on a database of its own, whose clock the test sets, with customers by the thousand. */
export interface Town extends FreshDatabase, Installation {
  readonly clock: MachineClock;
}

export const openTown = async (
  start: string,
  options: { readonly max?: number; readonly smtpUrl?: string } = {},
): Promise<Town> => {
  const database = await freshDatabase({ max: options.max ?? 12 });
  return { ...database, ...(await found(database, start, options)) };
};

/** The same on a migrated database that the test has brought. */
export const found = async (
  { pool, db }: Pick<Connection, 'pool' | 'db'>,
  start: string,
  options: { readonly smtpUrl?: string } = {},
): Promise<Installation & { readonly clock: MachineClock }> => {
  const clock = machineClock(local(start));
  await furnish(db, clock);
  return { ...(await install({ pool, db, close: () => db.destroy() }, clock, options)), clock };
};

/** The operator, the policy from the first day on, and a city. */
const furnish = (db: Database, clock: MachineClock): Promise<void> =>
  inTransaction(db, async (tx) => {
    const operator = await createOperator(tx, clock, {
      name: 'Ringfence',
      timeZone: zone,
      currency: 'EUR',
      supportEmail: 'help@ringfence.example',
    });
    const context = { clock, operator, actor: 'system' };
    const inForceFrom = clock.now().toZonedDateTimeISO(zone).toPlainDate();
    await publishFirstVersion(tx, context, { inForceFrom, parameters: {} });
    const rome = { country: 'IT', slug: 'rome', names: { en: 'Rome', es: 'Roma', it: 'Roma' } };
    await addPlaces(tx, { regions: [rome], cities: [{ ...rome, region: 'rome' }] });
  });

/** A number of a planted customer: what is behind it is paid, so many months from its anchor. */
export interface PlantedNumber {
  readonly anchor: string;
  readonly months: 1 | 3 | 6 | 12;
  readonly monthsPaid: number;
  readonly monthlyMicros: bigint;
  readonly renewal?: boolean;
  readonly priority?: number | null;
}

export interface PlantedCustomer {
  /** What is left when all that is behind the numbers is paid. */
  readonly creditMicros: bigint;
  /** In the order in which they were bought: longest held first. */
  readonly numbers: readonly PlantedNumber[];
}

/** A planted customer under the ids that it got; its numbers stand in their order. */
export interface Settler extends PlantedCustomer {
  readonly customerId: string;
  readonly e164s: readonly string[];
}

/** Settles customers with numbers, all at once, with books as the product itself would have written them. */
export const plant = (
  db: Database,
  context: Context,
  customers: readonly PlantedCustomer[],
): Promise<readonly Settler[]> =>
  inTransaction(db, async (tx) => {
    const { rows } = await sql<{ count: number }>`select count(*)::int from numbers.number`.execute(tx);
    let next = 10_000_000 + rows[0]!.count;
    const settlers = customers.map((customer) => ({
      ...customer,
      customerId: newId(context.clock),
      e164s: customer.numbers.map(() => `+3906${(next += 1)}`),
    }));
    await layOut(tx, settlers);
    await settle(tx, context);
    return settlers;
  });

/** One row a number in a temporary table; what each pays for its past is its turn in its wallet. */
const layOut = async (tx: Tx, settlers: readonly Settler[]): Promise<void> => {
  const wallets = settlers.map(({ customerId, creditMicros }) => ({
    customerId,
    credit: String(creditMicros),
  }));
  const numbers = settlers.flatMap(({ customerId, numbers: mine, e164s }) =>
    mine.map(({ monthlyMicros, renewal = true, priority = null, ...number }, index) => ({
      ...number,
      renewal,
      priority,
      customerId,
      e164: e164s[index],
      monthly: String(monthlyMicros),
      paid: String(monthlyMicros * BigInt(number.monthsPaid)),
    })),
  );
  await sql`
    create temporary table planted on commit drop as
    select n.*, row_number() over (order by customer, nth) as line, row_number() over of_wallet as turn, sum(paid) over of_wallet as through
      from (select ("customerId")::uuid as customer, e164, anchor::date, months::int, "monthsPaid"::int as months_paid, monthly::bigint,
                   paid::bigint, renewal::boolean, priority::int, row_number() over () as nth
              from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb)
                   as r("customerId" text, e164 text, anchor text, months int, "monthsPaid" int, monthly text, paid text, renewal boolean, priority int)) n
    window of_wallet as (partition by customer order by nth rows unbounded preceding)`.execute(tx);
  await sql`
    create temporary table planted_wallet on commit drop as
    select row_number() over (order by w.customer) as line, w.customer, w.credit, coalesce(p.paid, 0)::bigint as paid,
           coalesce(p.numbers, 0) as numbers, w.credit + coalesce(p.paid, 0)::bigint as brought
      from (select ("customerId")::uuid as customer, credit::bigint
              from jsonb_to_recordset(${JSON.stringify(wallets)}::jsonb) as r("customerId" text, credit text)) w
      left join (select customer, sum(paid) as paid, count(*) as numbers from planted group by customer) p using (customer)
     where w.credit > 0 or p.paid > 0`.execute(tx);
};

const settle = async (tx: Tx, context: Context): Promise<void> => {
  const now = context.clock.now();
  const goodwill = await houseAccount(tx, context, 'goodwill');
  const revenue = await houseAccount(tx, context, 'revenue_rental');
  const version = await versionInForce(tx, now.toZonedDateTimeISO(zone).toPlainDate());
  const journal = (of: 'planted' | 'planted_wallet') => sql`
    insert into ledger.journal (idempotency_key, content_hash, occurred_at, actor, details, lines)
    select ${`${of}:${newId(context.clock)}`}, '', ${now}, 'system', '{}', count(*) from ${sql.table(of)} having count(*) > 0
    returning id`;
  await sql`
    insert into customers.customer (id, name, email, language, created_at)
    select customer, 'Settler', customer || '@example.net', 'it', ${now}::timestamptz from planted_wallet order by customer`.execute(
    tx,
  );
  await sql`
    insert into ledger.account (id, type, currency, opened_at, balance, held, version)
    select customer, 'wallet', 'EUR', ${now}::timestamptz, credit, 0, 1 + numbers from planted_wallet order by customer`.execute(
    tx,
  );
  await sql`
    with journal as (${journal('planted_wallet')}), lot as (
      insert into wallet.lot (wallet_id, turn, part, amount, origin, journal_id)
      select customer, 1, 0, brought, 'promotion', journal.id from planted_wallet cross join journal), stretch as (
      insert into wallet.stretch (wallet_id, from_position, to_position, turn, part, laid_version)
      select customer, 0, brought, 1, 0, 1 from planted_wallet)
    insert into ledger.transfer
      (journal_id, line, code, from_account_id, to_account_id, amount, wallet_id, wallet_version, wallet_balance)
    select journal.id, line, 'promotion.granted', ${goodwill}, customer, brought, customer, 1, brought
      from planted_wallet cross join journal order by line`.execute(tx);
  await sql`
    insert into numbers.number (e164, country, city, kind, features, setup, monthly, registration, supplier, state, imported_at)
    select e164, 'IT', 'rome', 'local', '{voice,sms}', 0, monthly, false, 'sandbox', 'rented', ${now}::timestamptz from planted`.execute(
    tx,
  );
  await sql`
    insert into numbers.rental (e164, customer_id, state, months, monthly, renewal, priority, bought_at, held_since, anchor, months_paid,
                                policy_version_id)
    select e164, customer, 'active', months, monthly, renewal, priority, ${now}::timestamptz, ${now}::timestamptz, anchor, months_paid, ${version.id}::int
      from planted order by line`.execute(tx);
  await sql`
    with journal as (${journal('planted')}), period as (
      insert into numbers.rental_period (rental_id, from_month, months, amount, policy_version_id, journal_id, line, paid_at, reason)
      select r.id, 0, p.months_paid, p.paid, ${version.id}::int, journal.id, p.line, ${now}::timestamptz, 'started'
        from planted p join numbers.rental r on r.e164 = p.e164 cross join journal)
    insert into ledger.transfer
      (journal_id, line, code, from_account_id, to_account_id, amount, wallet_id, wallet_version, wallet_balance)
    select journal.id, p.line, 'rental.started', p.customer, ${revenue}, p.paid, p.customer, 1 + p.turn, w.brought - p.through
      from planted p join planted_wallet w using (customer) cross join journal order by p.line`.execute(tx);
};
