import assert from 'node:assert/strict';
import { sql } from 'kysely';
import {
  connect,
  inTransaction,
  migrate,
  stoppedClock,
  stopwatch,
  type Connection,
  type Database,
  type Tx,
} from '#platform';
import { createOperator, publishFirstVersion, type Context } from '#policy';
import { renewDue } from './renewals.ts';
import { pinPlanner, type Lane } from './store/run-tables.ts';

// Seeds and the bare statements speak to tables of other domains: a benchmark is no part of the product.

export interface RenewalsBenchOptions {
  /** Rentals that are due at one instant. */
  readonly numbers: number;
  /** How many of them one customer holds. */
  readonly perCustomer: number;
  /** So many months are renewed one after the other, each beside its bare run; the middle one counts. */
  readonly rounds?: number;
  /** Connections at work, for the product as for the bare statements. */
  readonly lanes?: number;
}

export interface RenewalsRun {
  readonly renewed: number;
  readonly seconds: number;
  readonly perSecond: number;
}

export interface RenewalsBench {
  readonly numbers: number;
  readonly perCustomer: number;
  readonly lanes: number;
  /** The product's whole path: decisions, ledger with its checks, periods, rentals. */
  readonly product: RenewalsRun;
  /**
   * The least that a renewal is, set-based, in the same batches: two ledger rows (found by journal and by account), the number (found by
   * itself, its holder and its date), and the balance.
   */
  readonly bare: RenewalsRun;
  /** How many times as long as the bare statements the product takes; the middle of the rounds. */
  readonly timesBare: number;
  readonly rounds: readonly { readonly product: RenewalsRun; readonly bare: RenewalsRun }[];
  /** The most memory that this process had during the product's runs. */
  readonly peakMemoryMb: number;
  /** The settings of the server that decide what a commit costs. */
  readonly server: Readonly<Record<string, string>>;
}

const batchSize = 8_000;
const firstDay = '2026-01-10';
const operator = {
  name: 'Benchmark',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'bench@example.net',
};

const contextOn = (date: Temporal.PlainDate): Context => ({
  clock: stoppedClock(date.toZonedDateTime(operator.timeZone).toInstant()),
  operator,
  actor: 'system',
});

/**
 * Renews `numbers` rentals that fall due at one instant by the real task, on an empty database at `url` that it fills itself, and does the
 * same with the bare statements. `report` is told what is going on.
 */
export const benchRenewals = async (
  url: string,
  { numbers, perCustomer, rounds = 3, lanes = 2 }: RenewalsBenchOptions,
  report: (line: string) => void,
): Promise<RenewalsBench> => {
  const connection = connect(url);
  const memory = watchMemory();
  try {
    await migrate(connection.pool);
    report(`seeding ${numbers} rentals, ${perCustomer} a customer`);
    await seed(connection, { numbers, perCustomer, rounds });
    const done: { readonly product: RenewalsRun; readonly bare: RenewalsRun }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const today = Temporal.PlainDate.from(firstDay).add({ months: round });
      await sql`checkpoint`.execute(connection.db);
      const product = await measure(() =>
        renewDue(connection.db, contextOn(today), { batch: batchSize, lanes }),
      );
      assert.equal(product.renewed, numbers, 'every number is renewed once');
      await sql`checkpoint`.execute(connection.db);
      const bare = await measure(() => renewBare(connection.db, today, lanes));
      assert.equal(bare.renewed, numbers, 'every number of the bare run is renewed once');
      report(`round ${round}: ${product.perSecond} renewals/s, bare ${bare.perSecond}/s`);
      done.push({ product, bare });
    }
    return {
      numbers,
      perCustomer,
      lanes,
      product: middleOf(done.map(({ product }) => product)),
      bare: middleOf(done.map(({ bare }) => bare)),
      timesBare: middleRatio(done),
      rounds: done,
      peakMemoryMb: memory.peakMb(),
      server: await serverSettings(connection.db),
    };
  } finally {
    memory.stop();
    await connection.close();
  }
};

const measure = async (work: () => Promise<number>): Promise<RenewalsRun> => {
  const elapsedMs = stopwatch();
  const renewed = await work();
  const seconds = elapsedMs() / 1_000;
  return { renewed, seconds: Math.round(seconds * 1_000) / 1_000, perSecond: Math.round(renewed / seconds) };
};

const middleOf = (runs: readonly RenewalsRun[]): RenewalsRun =>
  runs.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)]!;

const middleRatio = (
  rounds: readonly { readonly product: RenewalsRun; readonly bare: RenewalsRun }[],
): number => {
  const ratios = rounds.map(({ product, bare }) => product.seconds / bare.seconds).toSorted((a, b) => a - b);
  return Math.round(ratios[Math.floor(ratios.length / 2)]! * 100) / 100;
};

const watchMemory = () => {
  let peakBytes = 0;
  const look = (): void => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 20);
  return {
    peakMb: (): number => Math.round(peakBytes / 1024 ** 2),
    stop: (): void => clearInterval(timer),
  };
};

const serverSettings = async (db: Database): Promise<Readonly<Record<string, string>>> => {
  const { rows } = await sql<{ name: string; value: string }>`
    select name, current_setting(name) as value
      from unnest(array['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers']) as name`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
};

interface Seed {
  readonly numbers: number;
  readonly perCustomer: number;
  readonly rounds: number;
}

/** Customers with credit for all rounds, and as many rentals, all paid until one date; and the same in the tables of the bare run. */
const seed = async ({ db }: Connection, { numbers, perCustomer, rounds }: Seed): Promise<void> => {
  const bought = Temporal.PlainDate.from(firstDay);
  const context = contextOn(bought);
  const versionId = await inTransaction(db, async (tx) => {
    await createOperator(tx, context.clock, operator);
    return (await publishFirstVersion(tx, context, { inForceFrom: bought, parameters: {} })).id;
  });
  const now = context.clock.now();
  const creditMicros = BigInt(perCustomer) * BigInt(rounds) * 4_000_000n;
  const customers = Math.ceil(numbers / perCustomer);
  // Ids as the product makes them: ordered by time.
  await sql`
    create table public.bench_customer as
    select nth, ('01900000-' || lpad(to_hex(nth / 65536), 4, '0') || '-7' || lpad(to_hex(nth % 4096), 3, '0') || '-8000-'
                 || substr(md5(nth::text), 1, 12))::uuid as id
      from generate_series(1, ${customers}::int) as nth`.execute(db);
  for (const statement of [
    sql`insert into customers.customer (id, name, email, language, created_at)
        select id, 'Customer', nth || '@example.net', 'en', ${now}::timestamptz from public.bench_customer order by nth`,
    sql`insert into ledger.account (id, type, name, currency, opened_at)
        values ('01900000-0000-7000-8000-000000000000', 'goodwill', '', 'EUR', ${now})`,
    sql`insert into ledger.account (id, type, currency, opened_at, balance, held, version)
        select id, 'wallet', 'EUR', ${now}::timestamptz, ${creditMicros}::bigint, 0, 1 from public.bench_customer order by nth`,
    sql`insert into ledger.journal (idempotency_key, content_hash, occurred_at, actor, details, lines)
        values ('bench', '', ${now}, 'system', '{}', ${customers}::int)`,
    sql`insert into ledger.transfer
          (journal_id, line, code, from_account_id, to_account_id, amount, wallet_id, wallet_version, wallet_balance)
        select (select id from ledger.journal where idempotency_key = 'bench'), nth, 'promotion.granted',
               '01900000-0000-7000-8000-000000000000', id, ${creditMicros}::bigint, id, 1, ${creditMicros}::bigint
          from public.bench_customer order by nth`,
    sql`insert into numbers.number
          (e164, country, kind, features, setup, monthly, registration, supplier, state, imported_at)
        select '+39' || (1000000000 + nth), 'IT', 'national', '{voice}', 0, 4000000, false, 'bench', 'rented', ${now}::timestamptz
          from generate_series(1, ${numbers}::int) as nth`,
    sql`insert into numbers.rental
          (e164, customer_id, state, months, monthly, bought_at, held_since, anchor, months_paid, policy_version_id)
        select '+39' || (1000000000 + n.nth), c.id, 'active', 1, 4000000, ${now}::timestamptz, ${now}::timestamptz,
               ${bought}::date, 1, ${versionId}::int
          from generate_series(1, ${numbers}::int) as n (nth)
          join public.bench_customer c on c.nth = (n.nth - 1) / ${perCustomer}::int + 1
         order by n.nth`,
  ])
    await statement.execute(db);
  await seedBare(db, bought, { numbers, perCustomer, creditMicros });
  await sql`vacuum analyze`.execute(db);
};

const seedBare = async (
  db: Database,
  bought: Temporal.PlainDate,
  {
    numbers,
    perCustomer,
    creditMicros,
  }: { readonly numbers: number; readonly perCustomer: number; readonly creditMicros: bigint },
): Promise<void> => {
  await sql`
    create table public.bare_wallet (id uuid primary key, balance bigint not null) with (fillfactor = 80);
    create table public.bare_number (
      e164 text primary key, wallet_id uuid not null, amount bigint not null, paid_until date not null) with (fillfactor = 80);
    create index on public.bare_number (paid_until);
    create index on public.bare_number (wallet_id);
    create table public.bare_ledger (
      journal bigint not null, line int not null, account_id uuid not null, amount bigint not null, balance bigint,
      primary key (journal, line));
    create index on public.bare_ledger (account_id, journal, line);
    create sequence public.bare_journal`.execute(db);
  await sql`insert into public.bare_wallet select id, ${creditMicros}::bigint from public.bench_customer order by nth`.execute(
    db,
  );
  await sql`
    insert into public.bare_number
    select '+39' || (1000000000 + n.nth), c.id, 4000000, ${bought.add({ months: 1 })}::date
      from generate_series(1, ${numbers}::int) as n (nth)
      join public.bench_customer c on c.nth = (n.nth - 1) / ${perCustomer}::int + 1
     order by n.nth`.execute(db);
};

/** What MONEY.md calls bare: lock the wallets, read what is due, two ledger rows, the balance, the number. Nothing is decided or checked. */
const renewBare = async (db: Database, today: Temporal.PlainDate, lanes: number): Promise<number> => {
  const counts = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => renewBareLane(db, today, { lane, lanes })),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};

const renewBareLane = (db: Database, today: Temporal.PlainDate, { lane, lanes }: Lane): Promise<number> =>
  db.connection().execute(async (session) => {
    await sql`
      create temporary table if not exists bare_list (batch int primary key, wallets uuid[]);
      create temporary table if not exists bare_due (e164 text, wallet_id uuid, amount bigint, line int, through bigint)
        on commit delete rows;
      truncate bare_list`.execute(session);
    const { rows } = await sql<{ batch: number }>`
      insert into bare_list
      select batch, array_agg(wallet_id)
        from (select wallet_id, ((sum(numbers) over (order by wallet_id) - numbers) / ${batchSize}::int)::int as batch
                from (select wallet_id, count(*) as numbers from public.bare_number
                       where paid_until <= ${today} and abs(uuid_hash(wallet_id) % ${lanes}::int) = ${lane}::int
                       group by wallet_id) due) cut
       group by batch
      returning batch`.execute(session);
    let renewed = 0;
    for (const { batch } of rows)
      renewed += await inTransaction(session, (tx) => renewBareBatch(tx, today, batch));
    return renewed;
  });

const renewBareBatch = async (tx: Tx, today: Temporal.PlainDate, batch: number): Promise<number> => {
  const house = '01900000-0000-7000-8000-000000000000';
  await pinPlanner(tx);
  await sql`
    select count(*) from (
      select id from public.bare_wallet where id in (select unnest(wallets) from bare_list where batch = ${batch})
       order by id for no key update) locked`.execute(tx);
  await sql`
    insert into bare_due
    select n.e164, n.wallet_id, n.amount, row_number() over (order by n.wallet_id, n.e164),
           sum(n.amount) over (partition by n.wallet_id order by n.e164)
      from (select unnest(wallets) as wallet_id from bare_list where batch = ${batch}) l
      join public.bare_number n on n.wallet_id = l.wallet_id
     where n.paid_until <= ${today}`.execute(tx);
  await sql`analyze bare_due`.execute(tx);
  await sql`
    insert into public.bare_ledger (journal, line, account_id, amount, balance)
    select j.id, legs.*
      from nextval('public.bare_journal') as j (id),
           (select d.line * 2, d.wallet_id, -d.amount, w.balance - d.through
              from bare_due d join public.bare_wallet w on w.id = d.wallet_id
             union all select line * 2 + 1, ${house}::uuid, amount, null from bare_due) legs`.execute(tx);
  await sql`
    update public.bare_wallet w set balance = w.balance - paid.amount
      from (select wallet_id, sum(amount)::bigint as amount from bare_due group by wallet_id) paid
     where w.id = paid.wallet_id`.execute(tx);
  const { numAffectedRows } = await sql`
    update public.bare_number n set paid_until = (n.paid_until + interval '1 month')::date
      from bare_due d where d.e164 = n.e164`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};
