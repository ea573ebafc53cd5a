import type pg from 'pg';
import type { HeldBecause } from '../import/stock-import.ts';
import { finishImport, type ImportCounts } from './imports.ts';

// One import changes the stock at a time: another waits, and then finds what this one did.
const oneMergeAtATime = 7_264_333;

const terms = (table: string): string =>
  `(${table}.country, ${table}.city, ${table}.kind, ${table}.features, ${table}.setup, ${table}.monthly, ${table}.registration, ${table}.supplier)`;

/** Amounts as decimals, as toDecimal of #money writes them: this is read by people. */
const decimal = (micros: string): string => `to_char(${micros} / 1000000.0, 'FM999999999990.009999')`;

const termsAsJson = (table: string): string =>
  `jsonb_build_object('country', ${table}.country, 'city', ${table}.city, 'kind', ${table}.kind, 'features', ${table}.features,
     'setup', ${decimal(`${table}.setup`)}, 'monthly', ${decimal(`${table}.monthly`)}, 'registration', ${table}.registration,
     'supplier', ${table}.supplier)`;

/** Why an import leaves a number alone; null: it does not. `$1` is the present instant. */
const heldBecause = `case when n.state <> 'available' then n.state::text when n.reserved_until > $1 then 'reserved' end`;

export interface MergeOrder {
  readonly importId: string;
  readonly now: Temporal.Instant;
  readonly actor: string;
  readonly lines: bigint;
}

/**
 * Makes the stock what the staged lines say, held numbers aside, and the import finished, in one transaction. A failure leaves it open: the
 * caller closes the connection, which undoes it.
 */
export const mergeStaged = async (client: pg.ClientBase, order: MergeOrder): Promise<ImportCounts> => {
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1)', [oneMergeAtATime]);
  // A million lines are joined in memory, not on disk; only for this transaction.
  await client.query("set local work_mem = '64MB'");
  const added = await client.query(
    `insert into numbers.number (e164, country, city, kind, features, setup, monthly, registration, supplier, imported_at, import_id)
     select e164, country, city, kind, features, setup, monthly, registration, supplier, $1, $2
       from stock_line s
      where not exists (select from numbers.number n where n.e164 = s.e164)
      order by e164
     on conflict (e164) do nothing`,
    [order.now.toString(), order.importId],
  );
  // Locked in the order of the numbers, and looked at again after the wait: one that was sold meanwhile is left alone.
  const changed = await client.query(
    `with different as (
       select n.e164, ${termsAsJson('n')} as before, ${termsAsJson('s')} as after
         from numbers.number n join stock_line s on s.e164 = n.e164
        where ${heldBecause} is null and ${terms('n')} is distinct from ${terms('s')}
        order by n.e164 for no key update of n),
     changed as (
       update numbers.number n
          set country = s.country, city = s.city, kind = s.kind, features = s.features, setup = s.setup, monthly = s.monthly,
              registration = s.registration, supplier = s.supplier
         from different d join stock_line s on s.e164 = d.e164
        where n.e164 = d.e164
       returning n.e164)
     insert into numbers.history (e164, at, kind, actor, details)
     select d.e164, $1, 'offer_changed', $2, jsonb_build_object('importId', $3::text, 'before', d.before, 'after', d.after)
       from different d join changed c on c.e164 = d.e164`,
    [order.now.toString(), order.actor, order.importId],
  );
  const counts = await countsOf(client, order, {
    added: BigInt(added.rowCount ?? 0),
    changed: BigInt(changed.rowCount ?? 0),
  });
  await finishImport(client, order.importId, order.now, counts);
  await client.query('commit');
  return counts;
};

/** Finishes the import with what a merge would do now, and does not do it. */
export const compareStaged = async (client: pg.ClientBase, order: MergeOrder): Promise<ImportCounts> => {
  const { rows } = await client.query<{ added: bigint; changed: bigint }>(
    `select count(*) filter (where n.e164 is null) as added,
            count(*) filter (where n.e164 is not null and ${heldBecause} is null
                               and ${terms('n')} is distinct from ${terms('s')}) as changed
       from stock_line s left join numbers.number n on n.e164 = s.e164`,
    [order.now.toString()],
  );
  const counts = await countsOf(client, order, rows[0]!);
  await finishImport(client, order.importId, order.now, counts);
  return counts;
};

/** What was neither added nor changed is held, for some reason, or was so already. */
const countsOf = async (
  client: pg.ClientBase,
  order: MergeOrder,
  { added, changed }: { readonly added: bigint; readonly changed: bigint },
): Promise<ImportCounts> => {
  const { rows } = await client.query<{ because: keyof HeldBecause; count: number }>(
    `select ${heldBecause} as because, count(*)::int as count
       from stock_line s join numbers.number n on n.e164 = s.e164
      where ${heldBecause} is not null group by 1 order by 1`,
    [order.now.toString()],
  );
  const held = BigInt(rows.reduce((sum, row) => sum + row.count, 0));
  return {
    added,
    changed,
    unchanged: order.lines - added - changed - held,
    held,
    heldBecause: Object.fromEntries(rows.map(({ because, count }) => [because, count])),
  };
};

/** Tells the planner what is for sale now, and spares the searches the rows: a big import would otherwise slow them until the server does it. */
export const refreshStatistics = async (client: pg.ClientBase): Promise<void> => {
  await client.query('vacuum (analyze) numbers.number');
};
