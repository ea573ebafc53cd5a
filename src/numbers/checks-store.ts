import { sql } from 'kysely';
import { firstFault, guardsCheck, type LedgerCheck } from '#ledger';

/** Both ways: a period that nobody was charged for, and a charge that paid for no period. */
const periodsAreWhatWasCharged: LedgerCheck = {
  name: 'periods-are-what-was-charged',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with period as (
        select p.*, 'rental.' || p.reason::text as code, r.customer_id, coalesce(r.e164, format('rental %s', p.rental_id)) as e164
          from numbers.rental_period p left join numbers.rental r on r.id = p.rental_id
      ), charge as (
        select journal_id, line, wallet_id, code, -change as amount from ledger.wallet_leg
         where code in ('rental.started', 'rental.renewed', 'rental.paid_ahead', 'rental.restored')
      )
      select case when p.rental_id is null
                  then format('journal %s line %s (%s): %s of wallet %s paid for no period', c.journal_id, c.line, c.code, c.amount, c.wallet_id)
                  when c.journal_id is null
                  then format('%s: the period of month %s says %s in journal %s line %s, which charged nothing for a rental', p.e164,
                              p.from_month, p.amount, p.journal_id, p.line)
                  else format('%s: the period of month %s is %s %s of %s, journal %s line %s is %s %s of %s', p.e164, p.from_month, p.code,
                              p.amount, p.customer_id, c.journal_id, c.line, c.code, c.amount, c.wallet_id) end as fault
        from period p
        full join charge c on c.journal_id = p.journal_id and c.line = p.line
       where (c.amount, c.wallet_id, c.code) is distinct from (p.amount, p.customer_id, p.code)
       order by coalesce(p.journal_id, c.journal_id), coalesce(p.line, c.line), p.rental_id, p.from_month limit 1`,
    ),
};

/** What the history says that a purchase cost, and a setup that no purchase speaks of. */
const purchasesAreWhatWasCharged: LedgerCheck = {
  name: 'purchases-are-what-was-charged',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with purchase as (
        select journal_id, customer_id, min(e164) as e164, sum((details ->> 'amount')::numeric * 1000000)::bigint as amount
          from numbers.history where kind = 'bought' group by journal_id, customer_id
      ), charge as (
        select journal_id, wallet_id, -sum(change) as amount, bool_or(code = 'rental.set_up') as has_setup from ledger.wallet_leg
         where code in ('rental.set_up', 'rental.started') group by journal_id, wallet_id
      )
      select case when p.e164 is null then format('journal %s: a setup was charged to wallet %s for no purchase', c.journal_id, c.wallet_id)
                  else format('%s: bought by %s for %s, journal %s charged %s', p.e164, p.customer_id, p.amount,
                              coalesce(p.journal_id::text, 'none'), coalesce(c.amount, 0)) end as fault
        from purchase p
        full join charge c on c.journal_id = p.journal_id and c.wallet_id = p.customer_id
       where (p.e164 is not null or c.has_setup) and c.amount is distinct from p.amount
       order by coalesce(p.journal_id, c.journal_id), p.e164 limit 1`,
    ),
};

const periodsFollowEachOther: LedgerCheck = {
  name: 'periods-follow-each-other',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('%s (rental %s): a period begins with month %s, where %s was expected', coalesce(r.e164, 'no number'), p.rental_id,
                    p.from_month, p.expected) as fault
        from (select rental_id, from_month,
                     coalesce(lag(from_month + months) over (partition by rental_id order by from_month), 0) as expected
                from numbers.rental_period) p
        left join numbers.rental r on r.id = p.rental_id
       where p.from_month <> p.expected
       order by p.rental_id, p.from_month limit 1`,
    ),
};

const rentalsArePaidByTheirPeriods: LedgerCheck = {
  name: 'rentals-are-paid-by-their-periods',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('%s (rental %s): %s months are paid, its periods make %s', r.e164, r.id, r.months_paid, coalesce(p.months, 0)) as fault
        from numbers.rental r
        left join (select rental_id, sum(months) as months from numbers.rental_period group by rental_id) p on p.rental_id = r.id
       where r.months_paid <> coalesce(p.months, 0)
       order by r.id limit 1`,
    ),
};

const numbersAreRentedWhenHeld: LedgerCheck = {
  name: 'numbers-are-rented-when-held',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with held as (
        select e164, count(*) as rentals from numbers.rental where state <> 'ended' group by e164
      ), rented as (
        select e164 from numbers.number where state = 'rented'
      )
      select format('%s is %s but has %s open rentals', e164, coalesce(n.state::text, 'not in the stock'), coalesce(h.rentals, 0)) as fault
        from held h full join rented s using (e164) left join numbers.number n using (e164)
       where s.e164 is null or h.rentals is distinct from 1
       order by e164 limit 1`,
    ),
};

/** What must hold of numbers, rentals and paid periods, in the form of the ledger's checks. */
export const numberChecks: readonly LedgerCheck[] = [
  periodsAreWhatWasCharged,
  purchasesAreWhatWasCharged,
  periodsFollowEachOther,
  rentalsArePaidByTheirPeriods,
  numbersAreRentedWhenHeld,
  guardsCheck('number-guards-are-on', [
    ['numbers.rental_period', 'rental_periods_are_append_only'],
    ['numbers.history', 'history_is_append_only'],
  ]),
];
