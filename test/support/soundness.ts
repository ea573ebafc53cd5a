// What must hold after any abuse, read from the tables by statements that share nothing with the product.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { checkLedger } from '#ledger';
import { checkPayments } from '#payments';
import { inTransaction, type Database, type Tx } from '#platform';
import { checkWallets } from '#wallet';

/** Whatever the checks of the product find, and what is wrong with periods, numbers and events; empty when all is well. */
export const faultsIn = async (db: Database): Promise<readonly string[]> => {
  const findings = await inTransaction(db, async (tx) => [
    ...(await checkLedger(tx)),
    ...(await checkWallets(tx)),
    ...(await checkPayments(tx)),
  ]);
  const found = findings.filter(({ ok }) => !ok).map(({ check, message }) => `${check}: ${message}`);
  return [...found, ...(await periodFaults(db)), ...(await numberFaults(db))];
};

export const assertSound = async (db: Database, when = 'after the abuse'): Promise<void> => {
  assert.deepEqual(await faultsIn(db), [], when);
};

/** Periods tile from the anchor to what is paid, and each is paid by one transfer of its holder, which pays nothing else. */
const periodFaults = (db: Database): Promise<readonly string[]> =>
  inTransaction(db, async (tx) => {
    // Tables that were filled a moment ago have no statistics: joined row by row, some ten thousand of them take a minute.
    await sql`set local enable_nestloop = off`.execute(tx);
    return (await selectPeriodFaults(tx)).map(({ fault }) => fault);
  });

const selectPeriodFaults = async (tx: Tx): Promise<readonly { readonly fault: string }[]> => {
  const { rows } = await sql<{ fault: string }>`
    with period as (
      select p.*, r.customer_id, r.e164, coalesce(lag(p.from_month + p.months) over (partition by p.rental_id order by p.from_month), 0) as expected
        from numbers.rental_period p join numbers.rental r on r.id = p.rental_id),
    ended as (
      select r.id, r.e164, r.months_paid, coalesce(max(p.from_month + p.months), 0) as through, coalesce(sum(p.months), 0) as months
        from numbers.rental r left join numbers.rental_period p on p.rental_id = r.id group by r.id),
    charge as (
      select t.journal_id, t.line, t.amount, t.wallet_id, t.code from ledger.transfer t
       where t.code in ('rental.started', 'rental.renewed', 'rental.paid_ahead', 'rental.restored'))
    (select format('%s: a period begins with month %s, where %s was expected', e164, from_month, expected) as fault
       from period where from_month <> expected order by rental_id, from_month limit 5)
    union all
    (select format('%s: %s months are paid by periods through %s of %s months', e164, months_paid, through, months)
       from ended where months_paid <> through or months_paid <> months order by id limit 5)
    union all
    (select format('%s: the period of month %s is charged %s by %s, should be %s by %s', p.e164, p.from_month, c.amount, c.wallet_id, p.amount, p.customer_id)
       from period p left join charge c on c.journal_id = p.journal_id and c.line = p.line
      where c.amount is distinct from p.amount or c.wallet_id is distinct from p.customer_id
         or c.code <> 'rental.' || p.reason::text order by p.rental_id, p.from_month limit 5)
    union all
    (select format('journal %s, line %s: %s %s without a period', c.journal_id, c.line, c.code, c.amount)
       from charge c left join numbers.rental_period p on p.journal_id = c.journal_id and p.line = c.line
      where p.rental_id is null order by c.journal_id, c.line limit 5)`.execute(tx);
  return rows;
};

const numberFaults = async (db: Database): Promise<readonly string[]> => {
  const { rows } = await sql<{ fault: string }>`
    (select format('%s is %s and has %s open rentals', n.e164, n.state, count(r.id)) as fault
       from numbers.number n left join numbers.rental r on r.e164 = n.e164 and r.state <> 'ended'
      group by n.e164, n.state having count(r.id) <> case when n.state = 'rented' then 1 else 0 end limit 5)
    union all
    (select format('the reaction to %s %s failed: %s', kind, id, last_error) from platform.event
      where failures > 0 and dispatched_at is null limit 5)
    union all
    (select format('%s was reminded twice of %s, step %s', r.e164, e.payload ->> 'paidUntil', e.payload ->> 'step')
       from platform.event e join numbers.rental r on r.id = (e.payload ->> 'rentalId')::bigint
      where e.kind in ('numbers.renewal_due_soon', 'numbers.quarantine_reminder')
      group by r.e164, e.kind, e.payload ->> 'paidUntil', e.payload ->> 'restorableUntil', e.payload ->> 'step' having count(*) > 1 limit 5)
    union all
    (select format('wallet %s has %s, of which %s are held', id, balance, held) from ledger.account
      where type = 'wallet' and (balance < 0 or held > balance) limit 5)`.execute(db);
  return rows.map(({ fault }) => fault);
};

/** Where a number stands: "active 3", "quarantined 2 until 2022-05-14", "ended 2": the months are those that are paid. */
export const standings = async (db: Database): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ e164: string; standing: string }>`
    select distinct on (e164) e164, concat_ws(' ', state, months_paid, 'until ' || restorable_until) as standing
      from numbers.rental order by e164, id desc`.execute(db);
  return new Map(rows.map(({ e164, standing }) => [e164, standing]));
};

/** The credit of each wallet, in micro-units. */
export const credits = async (db: Database): Promise<ReadonlyMap<string, bigint>> => {
  const { rows } = await sql<{ id: string; balance: bigint }>`
    select id, balance from ledger.account where type = 'wallet'`.execute(db);
  return new Map(rows.map(({ id, balance }) => [id, balance]));
};

/** Fails with the first few numbers and wallets that are not as expected, rather than with all of some thousands. */
export const assertSame = <T>(
  found: ReadonlyMap<string, T>,
  expected: ReadonlyMap<string, T>,
  what: string,
): void => {
  const wrong = [...expected].filter(([key, value]) => found.get(key) !== value);
  const told = wrong
    .slice(0, 8)
    .map(([key, value]) => `${key}: ${String(found.get(key))}, expected ${String(value)}`);
  assert.equal(wrong.length, 0, `${what}: ${wrong.length} of ${expected.size} are wrong\n${told.join('\n')}`);
};
